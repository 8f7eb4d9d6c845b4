import { dispatch, query, type Ref, spawn, start, stop } from 'nact'
import type { Arm, Outcome } from '../harness/arm.ts'
import { inTurn, inWindows } from './latency.ts'

const QUERY_TIMEOUT = 60_000

interface Tally {
  readonly count: number
  readonly sum: number
}

type Counted =
  | { readonly type: 'add'; readonly by: number }
  | { readonly type: 'pair'; readonly left: number; readonly right: number }
  | { readonly type: 'number'; readonly value: number; readonly from: Ref<number> }
  | { readonly type: 'take'; readonly from: Ref<Tally> }

function spawnCounter(system: Ref<never>): Ref<Counted> {
  let count = 0
  let sum = 0
  return spawn(system, (state: undefined, message: Counted) => {
    switch (message.type) {
      case 'add':
        count++
        sum += message.by
        break
      case 'pair':
        count++
        sum += message.right
        break
      case 'number':
        dispatch(message.from, message.value)
        break
      case 'take':
        dispatch(message.from, { count, sum })
        count = 0
        sum = 0
        break
    }
    return state
  })
}

/** A burst of messages to one actor, and then its tally. */
function burst(send: (counter: Ref<Counted>, size: number) => void): Arm {
  return {
    async open() {
      const system = start()
      const counter = spawnCounter(system)
      return {
        async run(size) {
          send(counter, size)
          const take = (from: Ref<Tally>): Counted => ({ type: 'take', from })
          const { count, sum } = await query(counter, take, QUERY_TIMEOUT)
          return { completed: count, checksum: sum }
        },
        close: async () => stop(system),
      }
    },
  }
}

export const tellNumber = burst((counter, size) => {
  for (let i = 1; i <= size; i++) dispatch(counter, { type: 'add', by: i })
})

export const tellRecord = burst((counter, size) => {
  for (let i = 1; i <= size; i++) dispatch(counter, { type: 'pair', left: 1, right: i })
})

type Shape =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'flag'; readonly isSet: boolean }
  | { readonly type: 'nothing' }
  | { readonly type: 'pair'; readonly left: number; readonly right: number }
  | { readonly type: 'two'; readonly pair: readonly [number, number] }
  | { readonly type: 'list'; readonly values: readonly number[] }
  | { readonly type: 'nested'; readonly at: { readonly x: number; readonly y: number } }
  | { readonly type: 'take'; readonly from: Ref<Tally> }

/** What a message adds. */
function worth(message: Exclude<Shape, { type: 'take' }>): number {
  switch (message.type) {
    case 'number':
      return message.value
    case 'text':
      return message.value.length
    case 'flag':
      return message.isSet ? 1 : 0
    case 'nothing':
      return 1
    case 'pair':
      return message.left + message.right
    case 'two':
      return message.pair[0] + message.pair[1]
    case 'list':
      return message.values.length
    case 'nested':
      return message.at.x + message.at.y
  }
}

/** Eight kinds of messages, by turns. */
export const tellShapes: Arm = {
  async open() {
    const system = start()
    let count = 0
    let sum = 0
    const shapes: Ref<Shape> = spawn(system, (state: undefined, message: Shape) => {
      if (message.type === 'take') dispatch(message.from, { count, sum })
      else {
        count++
        sum += worth(message)
      }
      return state
    })
    return {
      async run(size) {
        count = 0
        sum = 0
        for (let i = 0; i < size; i += 8) {
          dispatch(shapes, { type: 'number', value: 1 })
          dispatch(shapes, { type: 'text', value: 'a' })
          dispatch(shapes, { type: 'flag', isSet: true })
          dispatch(shapes, { type: 'nothing' })
          dispatch(shapes, { type: 'pair', left: 1, right: 0 })
          dispatch(shapes, { type: 'two', pair: [0, 1] })
          dispatch(shapes, { type: 'list', values: [i] })
          dispatch(shapes, { type: 'nested', at: { x: 1, y: 0 } })
        }
        const take = (from: Ref<Tally>): Shape => ({ type: 'take', from })
        const tally = await query(shapes, take, QUERY_TIMEOUT)
        return { completed: tally.count, checksum: tally.sum }
      },
      close: async () => stop(system),
    }
  },
}

function asking(run: (size: number, once: (value: number) => Promise<number>) => Promise<Outcome>): Arm {
  return {
    async open() {
      const system = start()
      const counter = spawnCounter(system)
      const once = (value: number): Promise<number> =>
        query(counter, (from: Ref<number>): Counted => ({ type: 'number', value, from }), QUERY_TIMEOUT)
      return { run: (size) => run(size, once), close: async () => stop(system) }
    },
  }
}

export const ask = asking(inTurn)
export const askMany = asking(inWindows)

interface Played {
  readonly type: 'ball'
  readonly from: Ref<Played>
  readonly left: number
}

/** A ball between two actors. */
export const pingPong: Arm = {
  async open() {
    const system = start()
    let hits = 0
    let done: () => void = () => {}
    const player = (state: undefined, { from, left }: Played, { self }: { self: Ref<Played> }): undefined => {
      hits++
      if (left > 0) dispatch(from, { type: 'ball', from: self, left: left - 1 })
      else done()
      return state
    }
    const [one, other] = [spawn(system, player), spawn(system, player)]
    return {
      async run(size) {
        hits = 0
        const played = new Promise<void>((resolve) => {
          done = resolve
        })
        dispatch(other, { type: 'ball', from: one, left: size - 1 })
        await played
        return { completed: hits, checksum: hits }
      },
      close: async () => stop(system),
    }
  },
}

/** Actors that are started, then stopped, and have said so. */
export const spawnStop: Arm = {
  async open() {
    const system = start()
    let named = 0
    return {
      async run(size) {
        let ended = 0
        await new Promise<void>((resolve) => {
          const afterStop = (): void => {
            if (++ended === size) resolve()
          }
          // The names that nact draws are of 32 bits: of so many actors, two are likely to draw the same.
          const started = Array.from({ length: size }, () =>
            spawn(system, (state: undefined) => state, `actor-${named++}`, { afterStop }),
          )
          for (const actor of started) stop(actor)
        })
        return { completed: ended, checksum: ended }
      },
      close: async () => stop(system),
    }
  },
}
