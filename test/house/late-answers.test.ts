import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { explore } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface ClerkProtocol {
  look(): string
}

const Clerk = defineActor('Clerk', (_ctx: ActorContext<ClerkProtocol>) => ({ look: () => 'found' }))

const Customer = defineActor(
  'Customer',
  (_ctx: ActorContext<{ come(): void }>, clerk: ActorRef<ClerkProtocol>) => {
    const outcomes: string[] = []
    return {
      async come() {
        const answer = clerk.with({ timeout: 100 }).ask('look')
        outcomes.push(await answer.catch((error: unknown) => codeOf(error)))
      },
      [shownState]: () => outcomes,
    }
  },
)

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

test('an ask has one outcome, and an answer that comes after it reaches nobody [DEL-2, DEL-3]', async () => {
  const report = await explore(
    (system) => {
      const clerk = system.spawn(Clerk, [], { name: 'clerk' })
      for (const name of ['ann', 'bob']) system.spawn(Customer, [clerk], { name }).tell('come')
    },
    {
      askTimeouts: true,
      timers: 'any-order',
      always: {
        'no ask has two outcomes': (state) =>
          ['ann', 'bob'].every((name) => (state.stateOf<string[]>(name) ?? []).length <= 1),
      },
      finally: {
        'each ask has one': (state) =>
          ['ann', 'bob'].every((name) => state.stateOf<string[]>(name)?.length === 1),
        'what nobody heard is a dead letter': (state) => {
          const unheard = ['ann', 'bob'].filter((name) => state.stateOf<string[]>(name)?.[0] !== 'found')
          return state.deadLetters.length === unheard.length
        },
      },
      sometimes: {
        'one is answered': (state) => state.stateOf<string[]>('ann')?.[0] === 'found',
        'one times out': (state) => state.stateOf<string[]>('ann')?.[0] === 'ask-timeout',
      },
    },
  )
  expect(report.exhaustive).toBe(true)
})
