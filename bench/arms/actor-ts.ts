import type { Arm } from '../harness/arm.ts'

// actor-ts is in no registry, so its types are not at hand: this is as much of it as the arms use.
interface ActorTs {
  readonly Actor: abstract new () => object
  readonly ActorSystem: { create(name: string): ActorTsSystem }
  readonly Props: { create(make: () => object): object }
}

interface ActorTsSystem {
  spawnAnonymous(props: object): ActorTsRef
  terminate(): Promise<void>
}

interface ActorTsRef {
  tell(message: Counted | Played): void
  ask(message: Counted, timeout: number): Promise<Tally>
}

interface Tally {
  readonly count: number
  readonly sum: number
}

type Counted =
  | { readonly kind: 'add'; readonly by: number }
  | { readonly kind: 'pair'; readonly left: number; readonly right: number }
  | { readonly kind: 'take' }

interface Played {
  readonly kind: 'ball'
  readonly from: ActorTsRef
  readonly to: ActorTsRef
  readonly left: number
}

/** Where it was built: the path or URL of its `dist/index.js`. */
const place = process.env.TROUPE_BENCH_ACTOR_TS
const ASK_TIMEOUT = 60_000
const missing = (): string | undefined =>
  place === undefined
    ? 'actor-ts is in no registry: build its repository, and set TROUPE_BENCH_ACTOR_TS to the URL of its dist/index.js'
    : undefined

function isActorTs(value: object): value is ActorTs {
  return 'Actor' in value && 'ActorSystem' in value && 'Props' in value
}

async function load(): Promise<ActorTs> {
  const found: object = await import(place ?? 'actor-ts')
  if (!isActorTs(found)) throw new Error(`${place} is not actor-ts.`)
  return found
}

/** A burst of messages to one actor, and then its tally. */
function burst(send: (counter: ActorTsRef, size: number) => void): Arm {
  return {
    missing,
    async open() {
      const { Actor, ActorSystem, Props } = await load()
      class Counter extends Actor {
        declare readonly sender: { forEach(tell: (asker: { tell(tally: Tally): void }) => void): void }
        #count = 0
        #sum = 0

        onReceive(message: Counted): void {
          if (message.kind === 'take') {
            const tally = { count: this.#count, sum: this.#sum }
            this.#count = 0
            this.#sum = 0
            this.sender.forEach((asker) => {
              asker.tell(tally)
            })
            return
          }
          this.#count++
          this.#sum += message.kind === 'add' ? message.by : message.right
        }
      }
      const system = ActorSystem.create('bench')
      const counter = system.spawnAnonymous(Props.create(() => new Counter()))
      return {
        async run(size) {
          send(counter, size)
          const { count, sum } = await counter.ask({ kind: 'take' }, ASK_TIMEOUT)
          return { completed: count, checksum: sum }
        },
        close: () => system.terminate(),
      }
    },
  }
}

export const tellNumber = burst((counter, size) => {
  for (let i = 1; i <= size; i++) counter.tell({ kind: 'add', by: i })
})

export const tellRecord = burst((counter, size) => {
  for (let i = 1; i <= size; i++) counter.tell({ kind: 'pair', left: 1, right: i })
})

/** A ball between two actors. */
export const pingPong: Arm = {
  missing,
  async open() {
    const { Actor, ActorSystem, Props } = await load()
    let hits = 0
    let done: () => void = () => {}
    class Player extends Actor {
      onReceive({ from, to, left }: Played): void {
        hits++
        if (left > 0) from.tell({ kind: 'ball', from: to, to: from, left: left - 1 })
        else done()
      }
    }
    const system = ActorSystem.create('bench')
    const [one, other] = [
      system.spawnAnonymous(Props.create(() => new Player())),
      system.spawnAnonymous(Props.create(() => new Player())),
    ]
    return {
      async run(size) {
        hits = 0
        const played = new Promise<void>((resolve) => {
          done = resolve
        })
        other.tell({ kind: 'ball', from: one, to: other, left: size - 1 })
        await played
        return { completed: hits, checksum: hits }
      },
      close: () => system.terminate(),
    }
  },
}
