import { dispatch, type Ref, spawn, start, stop } from 'nact'
import type { Arm } from '../harness/arm.ts'
import { big } from '../savina/big.ts'
import { counting } from '../savina/counting.ts'
import { forkJoinCreate } from '../savina/fork-join-create.ts'
import { pingPong } from '../savina/ping-pong.ts'
import { PseudoRandom } from '../savina/pseudo-random.ts'
import { threadRing } from '../savina/thread-ring.ts'
import { sizeNames } from './savina-size.ts'

type System = Ref<never>
type SizeName = (typeof sizeNames)[number]
/** Does the work, and answers with what it comes to. */
type Work = (system: System, size: SizeName) => Promise<number>

/** A promise, and how to resolve it from within an actor. */
function deferred(): { readonly promise: Promise<number>; resolve(value: number): void } {
  let resolve: (value: number) => void = () => {}
  const promise = new Promise<number>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve: (value) => resolve(value) }
}

type Ponged = { readonly type: 'pong' } | { readonly type: 'next' }
interface Pinged {
  readonly from: Ref<Ponged>
}

const playPingPong: Work = (system, size) => {
  const { pings } = pingPong[size].size
  const done = deferred()
  let pongs = 0
  const pong = spawn(system, (state: undefined, { from }: Pinged) => {
    dispatch<Ponged>(from, { type: 'pong' })
    return state
  })
  const ping: Ref<Ponged> = spawn(system, (state: undefined, { type }: Ponged) => {
    if (type === 'next') dispatch(pong, { from: ping })
    else if (++pongs < pings) dispatch<Ponged>(ping, { type: 'next' })
    else done.resolve(pongs)
    return state
  })
  dispatch(pong, { from: ping })
  return done.promise
}

type Incremented = { readonly type: 'increment' } | { readonly type: 'retrieve' }

const count: Work = (system, size) => {
  const done = deferred()
  let handled = 0
  const counter = spawn(system, (state: undefined, { type }: Incremented) => {
    if (type === 'increment') handled++
    else done.resolve(handled)
    return state
  })
  for (let i = 0; i < counting[size].size.increments; i++)
    dispatch<Incremented>(counter, { type: 'increment' })
  dispatch<Incremented>(counter, { type: 'retrieve' })
  return done.promise
}

const create: Work = (system, size) => {
  const { actors } = forkJoinCreate[size].size
  const done = deferred()
  let ended = 0
  const afterStop = (): void => {
    if (++ended === actors) done.resolve(ended)
  }
  for (let i = 0; i < actors; i++) {
    const once = spawn(
      system,
      (state: undefined, x: number, { self }: { self: Ref<number> }) => {
        if (Math.sin(x) ** 2 > 1) throw new Error('the square of a sine is at most 1')
        stop(self)
        return state
      },
      // The names that nact draws are of 32 bits: of so many actors, two are likely to draw the same.
      `once-${i}`,
      { afterStop },
    )
    dispatch(once, 37.2)
  }
  return done.promise
}

const ring: Work = (system, size) => {
  const { actors, hops } = threadRing[size].size
  const done = deferred()
  let passed = 0
  const links: Ref<number>[] = Array.from({ length: actors }, (_, i) =>
    spawn(system, (state: undefined, left: number) => {
      const follower = links[(i + 1) % actors]
      if (left === 0) done.resolve(passed)
      else if (follower) {
        passed++
        dispatch(follower, left - 1)
      }
      return state
    }),
  )
  const [first] = links
  if (first) dispatch(first, hops)
  return done.promise
}

interface PeerMessage {
  readonly type: 'ping' | 'pong'
  readonly from: number
}

const talk: Work = (system, size) => {
  const { actors, pings } = big[size].size
  const done = deferred()
  let handled = 0
  let finished = 0
  const send = (to: number, message: PeerMessage): void => {
    const peer = peers[to]
    if (peer) dispatch(peer, message)
  }
  const begins: (() => void)[] = []
  const peers: Ref<PeerMessage>[] = Array.from({ length: actors }, (_, id) => {
    const random = new PseudoRandom(id)
    let left = pings
    const ping = (): void => {
      left--
      send(random.below(actors), { type: 'ping', from: id })
    }
    begins.push(ping)
    return spawn(system, (state: undefined, { type, from }: PeerMessage) => {
      handled++
      if (type === 'ping') send(from, { type: 'pong', from: id })
      else if (left > 0) ping()
      else if (++finished === actors) done.resolve(handled)
      return state
    })
  })
  for (const begin of begins) begin()
  return done.promise
}

const works: Readonly<Record<string, Work>> = {
  'ping-pong': playPingPong,
  counting: count,
  'fork-join-create': create,
  'thread-ring': ring,
  big: talk,
}

/** A workload of Savina, with nact: each run in a system of its own. */
export const nactWorkload = (name: string): Arm => ({
  async open() {
    const work = works[name]
    if (work === undefined) throw new Error(`nact has no workload ${name}.`)
    return {
      async run(size) {
        const system = start()
        const checksum = await work(system, sizeNames[size] ?? 'full')
        stop(system)
        return { completed: 1, checksum }
      },
      close: async () => {},
    }
  },
})
