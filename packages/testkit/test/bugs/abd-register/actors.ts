import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface ReplicaProtocol {
  load(): readonly [version: number, value: number]
  store(version: number, value: number): void
}

export interface RegisterProtocol {
  write(value: number): void
  read(): number
}

export const Replica = defineActor('Replica', (_ctx: ActorContext<ReplicaProtocol>) => {
  let held: readonly [version: number, value: number] = [0, 0]
  return {
    load: () => held,
    store(version, value) {
      if (version > held[0]) held = [version, value]
    },
    [Symbol.for('troupe.state')]: () => held,
  }
})

/**
 * A register that is kept by replicas, as one client sees it. (Attiya, Bar-Noy and Dolev, for one writer: a majority
 * has stored what was written, and whoever reads writes back what it read.)
 */
export const Register = defineActor(
  'Register',
  (_ctx: ActorContext<RegisterProtocol>, replicas: readonly ActorRef<ReplicaProtocol>[], quorum: number) => {
    let version = 0
    const store = (held: readonly [version: number, value: number]) =>
      firstOf(
        replicas.map((replica) => replica.ask('store', ...held)),
        quorum,
      )
    return {
      async write(value) {
        version++
        await store([version, value])
      },
      async read() {
        const seen = await firstOf(
          replicas.map((replica) => replica.ask('load')),
          quorum,
        )
        const [latest = [0, 0]] = seen.toSorted(([one], [other]) => other - one)
        await store(latest)
        return latest[1]
      },
    }
  },
)

/** The first `count` that are fulfilled. */
function firstOf<T>(promises: readonly Promise<T>[], count: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const values: T[] = []
    for (const promise of promises) {
      promise.then((value) => {
        values.push(value)
        if (values.length === count) resolve(values)
      }, reject)
    }
  })
}
