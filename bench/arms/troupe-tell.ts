import { type ActorContext, type ActorRef, createSystem, defineActor } from '@troupe/core'
import type { Arm } from '../harness/arm.ts'
import { Counter, type CounterProtocol, Player } from './troupe-actors.ts'

type CounterRef = ActorRef<CounterProtocol>

/** A burst of messages to one actor, and then its tally. */
function burst(send: (counter: CounterRef, size: number) => void): Arm {
  return {
    async open() {
      const system = await createSystem()
      const counter = system.spawn(Counter)
      return {
        async run(size) {
          send(counter, size)
          const { count, sum } = await counter.ask('take')
          return { completed: count, checksum: sum }
        },
        close: () => system.shutdown(),
      }
    },
  }
}

export const tellNumber = burst((counter, size) => {
  for (let i = 1; i <= size; i++) counter.tell('add', i)
})

export const tellRecord = burst((counter, size) => {
  for (let i = 1; i <= size; i++) counter.tell('addPair', { left: 1, right: i })
})

interface ShapesProtocol {
  number(value: number): void
  text(value: string): void
  flag(isSet: boolean): void
  nothing(): void
  pair(pair: { readonly left: number; readonly right: number }): void
  two(left: number, right: number): void
  list(values: readonly number[]): void
  nested(value: { readonly at: { readonly x: number; readonly y: number } }): void
  take(): { readonly count: number; readonly sum: number }
}

const Shapes = defineActor('Shapes', (_ctx: ActorContext<ShapesProtocol>) => {
  let count = 0
  let sum = 0
  const add = (by: number): void => {
    count++
    sum += by
  }
  return {
    number: (value) => add(value),
    text: (value) => add(value.length),
    flag: (isSet) => add(isSet ? 1 : 0),
    nothing: () => add(1),
    pair: ({ left, right }) => add(left + right),
    two: (left, right) => add(left + right),
    list: (values) => add(values.length),
    nested: ({ at }) => add(at.x + at.y),
    take() {
      const tally = { count, sum }
      count = 0
      sum = 0
      return tally
    },
  }
})

/** Eight kinds of messages, by turns. */
export const tellShapes: Arm = {
  async open() {
    const system = await createSystem()
    const shapes = system.spawn(Shapes)
    return {
      async run(size) {
        for (let i = 0; i < size; i += 8) {
          shapes.tell('number', 1)
          shapes.tell('text', 'a')
          shapes.tell('flag', true)
          shapes.tell('nothing')
          shapes.tell('pair', { left: 1, right: 0 })
          shapes.tell('two', 0, 1)
          shapes.tell('list', [i])
          shapes.tell('nested', { at: { x: 1, y: 0 } })
        }
        const { count, sum } = await shapes.ask('take')
        return { completed: count, checksum: sum }
      },
      close: () => system.shutdown(),
    }
  },
}

/** A ball between two actors. */
export const pingPong: Arm = {
  async open() {
    const system = await createSystem()
    const [one, other] = [system.spawn(Player), system.spawn(Player)]
    other.tell('partner', one)
    return {
      async run(size) {
        await one.with({ timeout: 60_000 }).ask('play', other, size)
        const hits = (await one.ask('take')) + (await other.ask('take'))
        return { completed: hits, checksum: hits }
      },
      close: () => system.shutdown(),
    }
  },
}
