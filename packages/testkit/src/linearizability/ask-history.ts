import {
  type ActorContext,
  type ActorRef,
  type ActorSystem,
  type Arguments,
  defineActor,
  type MessageName,
  shownState,
} from '@troupe/core'
import { isRejection } from '@troupe/core/internal'
import { checkHistory } from './check-history.ts'
import { codeOf } from './model-run.ts'
import type { Operation, Outcome } from './operation.ts'
import type { SequentialModel } from './sequential-model.ts'

/** One ask, as a client of {@link AskHistory.spawnClients} makes it: the name of the message and its payload. */
export type AskOf<P> = {
  [K in MessageName<P>]: readonly [name: K, ...args: Arguments<P, K>]
}[MessageName<P>]

interface Entry {
  readonly operation: Omit<Operation, 'returned' | 'outcome'>
  returned: number | undefined
  outcome: Outcome
}

const unknown: Outcome = { type: 'unknown' }

/**
 * Records who asks what, and what the answer is. Whatever went wrong but a `Rejection`, a time-out for example, counts as
 * not answered: it may have taken effect, now or later.
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { AskHistory, checkHistory, sequentialModel } from '@troupe/testkit'
 *
 * interface RegisterProtocol {
 *   write(value: number): void
 *   read(): number
 * }
 *
 * const Register = defineActor('Register', (_ctx: ActorContext<RegisterProtocol>) => {
 *   let held = 0
 *   return { write: (value) => void (held = value), read: () => held }
 * })
 *
 * await using system = await createSystem()
 * const history = new AskHistory()
 * const register = history.record(system.spawn(Register), 'a')
 * await Promise.all([register.ask('write', 1), register.ask('read')])
 * const model = sequentialModel<RegisterProtocol, number>(0, {
 *   write: (_state, value) => [value],
 *   read: (state) => [state, state],
 * })
 * console.log(checkHistory(history.operations, model).isLinearizable)
 * ```
 */
export class AskHistory {
  private readonly entries: Entry[] = []
  private readonly clients: string[] = []
  private time = 0
  private judgedAt = 0
  private judgement = true

  /** What has been asked so far, in that order. */
  get operations(): readonly Operation[] {
    return this.entries.map(({ operation, returned, outcome }) => ({ ...operation, returned, outcome }))
  }

  /**
   * A ref whose asks are recorded as those of `client`. It is for whoever asks, and cannot be sent in a message: make it
   * in the test, or in the setup of an actor that the test defines.
   */
  record<P>(ref: ActorRef<P>, client: string): ActorRef<P> {
    return {
      isActorRef: true,
      path: ref.path,
      equals: (other) => ref.equals(other),
      tell: (name, ...args) => ref.tell(name, ...args),
      ready: () => ref.ready(),
      with: (options) => this.record(ref.with(options), client),
      ask: (name, ...args) => {
        const entry = this.begin(client, name, args)
        const answer = ref.ask(name, ...args)
        answer.then(
          (value) => this.end(entry, { type: 'answered', value }),
          (error: unknown) => {
            if (isRejection(error)) this.end(entry, { type: 'rejected', code: codeOf(error) })
          },
        )
        // The very promise of the ask: it is by this one that an actor's continuation is known to be its own.
        return answer
      },
    }
  }

  /**
   * Whether the model explains what has been asked so far: a property for `always` of `explore`, which is to be given the
   * state. It reads the states of the clients that were spawned here, so that all orders in which they ask and are
   * answered are tried: the order in time is what it judges.
   */
  isLinearizable(model: SequentialModel, state?: { stateOf(path: string): unknown }): boolean {
    for (const client of this.clients) state?.stateOf(client)
    if (this.time !== this.judgedAt) {
      this.judgedAt = this.time
      this.judgement = checkHistory(this.operations, model).isLinearizable
    }
    return this.judgement
  }

  /**
   * Spawns an actor for each entry of `scripts`, named by its key, that makes its asks one after the other and goes on
   * whatever becomes of them.
   */
  spawnClients<P>(
    system: Pick<ActorSystem, 'spawn'>,
    ref: ActorRef<P>,
    scripts: Readonly<Record<string, readonly AskOf<P>[]>>,
  ): void {
    for (const [name, script] of Object.entries(scripts)) {
      const client = this.record(ref, name)
      const Client = defineActor('Client', (ctx: ActorContext<{ begin(): void }>) => {
        let asked = 0
        let over = 0
        ctx.self.tell('begin')
        return {
          async begin() {
            for (const ask of script) {
              asked++
              const answer: Promise<unknown> = Reflect.apply(client.ask, client, ask)
              await answer.catch(() => {})
              over++
            }
          },
          [shownState]: () => ({ asked, over }),
        }
      })
      this.clients.push(name)
      system.spawn(Client, [], { name })
    }
  }

  private begin(client: string, name: string, args: readonly unknown[]): Entry {
    const operation = { client, name, args, invoked: ++this.time }
    const entry: Entry = { operation, returned: undefined, outcome: unknown }
    this.entries.push(entry)
    return entry
  }

  private end(entry: Entry, outcome: Outcome): void {
    entry.returned = ++this.time
    entry.outcome = outcome
  }
}
