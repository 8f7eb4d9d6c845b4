import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { explore, type Program } from '@troupe/testkit'
import { expect, test } from 'vitest'
import { Adder, Collector, type CollectorProtocol, makeSlice } from './actors.ts'

interface ReaderProtocol {
  read(): void
}

/** Asks for the sums at once, while the adders have not begun, or are at it, or have done. */
const Reader = defineActor(
  'Reader',
  (_ctx: ActorContext<ReaderProtocol>, from: ActorRef<CollectorProtocol>) => {
    let total: number | undefined
    return {
      async read() {
        const partials = await from.ask('partials')
        total = partials.reduce((sum, partial) => sum + partial.sum, 0)
      },
      [shownState]: () => total,
    }
  },
)

const addUp: Program = (system) => {
  const collector = system.spawn(Collector, [2], { name: 'collector' })
  for (const [name, first] of [
    ['low', 1],
    ['high', 6],
  ] as const) {
    const adder = system.spawn(Adder, [], { name })
    adder.tell('take', makeSlice(first, first + 4))
    adder.tell('sum', collector)
  }
  system.spawn(Reader, [collector], { name: 'reader' }).tell('read')
}

test('the answer has all parts, whoever is the first', async () => {
  const report = await explore(addUp, {
    finally: { 'the sum of 1 to 10': (state) => state.stateOf('reader') === 55 },
  })
  expect(report).toMatchObject({ exhaustive: true, failures: 0 })
})
