import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { explore } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface KeeperProtocol {
  cancel(): void
  reset(): void
  tick(setting: number): void
}

/** What a timer has done: the settings that ticked, and those that did after they were over. */
interface Ticked {
  readonly ticks: readonly number[]
  readonly late: number
}

/** Sets one timer at its start, and again when it is told. */
const Keeper = defineActor('Keeper', (ctx: ActorContext<KeeperProtocol>) => {
  const ticks: number[] = []
  let late = 0
  let [setting, valid] = [0, 0]
  const set = (): void => {
    valid = ++setting
    ctx.timers.after('alarm', 10, 'tick', setting)
  }
  set()
  return {
    cancel() {
      valid = 0
      ctx.timers.cancel('alarm')
    },
    reset: set,
    tick(setIn) {
      ticks.push(setIn)
      if (setIn !== valid) late++
    },
    [shownState]: (): Ticked => ({ ticks: [...ticks], late }),
  }
})

/** Says one word to a keeper, from a mailbox of its own. */
const Hand = defineActor(
  'Hand',
  (_ctx: ActorContext<{ move(): void }>, keeper: ActorRef<KeeperProtocol>, word: 'cancel' | 'reset') => ({
    move: () => void keeper.tell(word),
  }),
)

test('a tick is never handled after the cancel or the new timer that ended it, wherever it had got to [TIM-1]', async () => {
  const report = await explore(
    (system) => {
      const keeper = system.spawn(Keeper, [], { name: 'keeper' })
      system.spawn(Hand, [keeper, 'cancel'], { name: 'canceller' }).tell('move')
      system.spawn(Hand, [keeper, 'reset'], { name: 'resetter' }).tell('move')
    },
    {
      timers: 'any-order',
      always: { 'none is late': (state) => (state.stateOf<Ticked>('keeper')?.late ?? 0) === 0 },
      sometimes: {
        'the first ticks': (state) => state.stateOf<Ticked>('keeper')?.ticks.includes(1) ?? false,
        'the second ticks': (state) => state.stateOf<Ticked>('keeper')?.ticks.includes(2) ?? false,
        'none ticks': (state) => state.stateOf<Ticked>('keeper')?.ticks.length === 0,
      },
    },
  )
  expect(report.exhaustive).toBe(true)
})
