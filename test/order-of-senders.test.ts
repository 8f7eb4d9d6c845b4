import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { explore } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface EarProtocol {
  hear(word: string): void
}

const Ear = defineActor('Ear', (_ctx: ActorContext<EarProtocol>) => {
  const heard: string[] = []
  return { hear: (word) => void heard.push(word), [shownState]: () => heard.join(' ') }
})

const Speaker = defineActor(
  'Speaker',
  (_ctx: ActorContext<{ speak(): void }>, ear: ActorRef<EarProtocol>, words: readonly string[]) => ({
    speak() {
      for (const word of words) ear.tell('hear', word)
    },
  }),
)

const Sleeper = defineActor(
  'Sleeper',
  (ctx: ActorContext<{ speak(): void; wake(): void }>, ear: ActorRef<EarProtocol>) => ({
    speak: () => ctx.timers.after('nap', 10, 'wake'),
    wake: () => void ear.tell('hear', 'late'),
  }),
)

test('what two senders send comes in any order that keeps the order of each, and in no other [ORD-1, ORD-2]', async () => {
  const seen = new Set<unknown>()
  await explore(
    (system) => {
      const ear = system.spawn(Ear, [], { name: 'ear' })
      system.spawn(Speaker, [ear, ['a1', 'a2']], { name: 'a' }).tell('speak')
      system.spawn(Speaker, [ear, ['b1', 'b2']], { name: 'b' }).tell('speak')
    },
    { finally: { 'both are heard': (state) => seen.add(state.stateOf('ear')).size > 0 } },
  )
  expect([...seen].sort()).toEqual([
    'a1 a2 b1 b2',
    'a1 b1 a2 b2',
    'a1 b1 b2 a2',
    'b1 a1 a2 b2',
    'b1 a1 b2 a2',
    'b1 b2 a1 a2',
  ])
})

test('a timer is a sender of its own: what it brings about comes before or after what others send [ORD-2]', async () => {
  const seen = new Set<unknown>()
  await explore(
    (system) => {
      const ear = system.spawn(Ear, [], { name: 'ear' })
      system.spawn(Sleeper, [ear], { name: 'sleeper' }).tell('speak')
      system.spawn(Speaker, [ear, ['soon']], { name: 'speaker' }).tell('speak')
    },
    {
      timers: 'any-order',
      finally: { 'both are heard': (state) => seen.add(state.stateOf('ear')).size > 0 },
    },
  )
  expect([...seen].sort()).toEqual(['late soon', 'soon late'])
})
