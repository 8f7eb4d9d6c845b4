import type { ActorContext, AnyActorRef, Later, Message, Reply } from '../index.ts'
import { NoRouteesError, RoutingError } from './errors.ts'
import { relayed } from './relayed.ts'
import type { Route, Routee, Routing } from './routing.ts'
import type { UnknownProtocol, UntypedRef } from './untyped-ref.ts'

type Given = Message<UnknownProtocol>

/** What one whose mailbox is too full counts for: more than any number of asks. */
const FULL = 2 ** 32

/** One of those that a router routes to. */
class Member implements Routee {
  readonly ref: UntypedRef
  readonly key: string
  isFull = false
  private open = 0

  constructor(ref: UntypedRef, key: string) {
    this.ref = ref
    this.key = key
  }

  get load(): number {
    return this.isFull ? this.open + FULL : this.open
  }

  /** @returns whether more can be sent */
  tell([name, ...args]: Given): boolean {
    const below = this.ref.tell(name, ...args)
    if (!below && !this.isFull) this.awaitEbb()
    return below
  }

  /** How long the answer may take is the asker's business: no longer than who asked the router waits. */
  async ask([name, ...args]: Given, signal: AbortSignal): Promise<unknown> {
    this.open++
    const view = this.ref.with({ timeout: Number.POSITIVE_INFINITY, signal })
    return view.ask(name, ...args).finally(() => {
      this.open--
    })
  }

  private awaitEbb(): void {
    this.isFull = true
    void this.ref.ready().then(() => {
      this.isFull = false
    })
  }
}

/** Those that a router routes to, in one life of it. */
export class Routees {
  private readonly ctx: ActorContext<UnknownProtocol>
  private readonly choose: Route<UnknownProtocol>
  private readonly awaits: boolean
  private readonly avoidsFull: boolean
  /** Ends the wait for those that the message handled now was too much for. */
  private goOn: (() => void) | undefined = undefined
  /** Another array whenever it changes, so that a routing sees that it has. */
  private members: readonly Member[] = []

  constructor(ctx: ActorContext<UnknownProtocol>, routing: Routing<UnknownProtocol>) {
    this.ctx = ctx
    this.choose = routing.start(ctx.random)
    this.awaits = routing.awaits ?? false
    this.avoidsFull = routing.avoidsFull ?? false
    ctx.on('stopping', () => this.goOn?.())
  }

  get refs(): readonly UntypedRef[] {
    return this.members.map(({ ref }) => ref)
  }

  get size(): number {
    return this.members.length
  }

  has(ref: AnyActorRef): boolean {
    return this.members.some((member) => member.ref.equals(ref))
  }

  add(ref: UntypedRef, key: string): void {
    this.members = [...this.members, new Member(ref, key)]
    this.ctx.watch(ref)
  }

  /** From now on there are these, and no others. */
  replace(refs: readonly UntypedRef[]): void {
    for (const known of this.refs) {
      if (refs.some((ref) => ref.equals(known))) continue
      this.remove(known)
      this.ctx.unwatch(known)
    }
    for (const ref of refs) if (!this.has(ref)) this.add(ref, ref.path)
  }

  /** Takes out the routee of that ref, and returns what it was; `undefined` if it was none. */
  remove(ref: AnyActorRef): Routee | undefined {
    const gone = this.members.find((member) => member.ref.equals(ref))
    if (gone === undefined) return undefined
    this.members = this.members.filter((member) => member !== gone)
    // Nobody is to wait for one that may have left because it hangs.
    this.goOn?.()
    return gone
  }

  /**
   * Passes a message on. A promise says when more can be sent to those whom this one was for.
   *
   * @throws NoRouteesError, RoutingError: answers, and the message is a dead letter
   */
  route(message: Given): Later<unknown> | Reply<unknown> | Promise<void> | undefined {
    const [first, ...others] = this.chosenFor(message)
    if (!this.ctx.isAsked) return this.tell(message, [first, ...others])
    return this.awaits ? this.ask(message, [first, ...others]) : this.ctx.forward(first.ref, ...message)
  }

  /** Meanwhile the router handles other messages. */
  private ask(message: Given, chosen: readonly Member[]): Reply<unknown> {
    const reply = this.ctx.reply(message[0])
    void firstAnswer(message, chosen, this.ctx.abortSignal).then((answer) => {
      if (reply.isOpen) reply.answer(answer)
    })
    return reply
  }

  /** A router that holds its own mailbox until the routees' have room makes those wait who heed what `tell` returns. */
  private tell(message: Given, chosen: readonly Member[]): Promise<void> | undefined {
    const full = chosen.filter((member) => !member.tell(message))
    if (full.length === 0) return undefined
    if (!this.avoidsFull) return this.wait(Promise.all(full.map(({ ref }) => ref.ready())))
    if (!this.members.every(({ isFull }) => isFull)) return undefined
    return this.wait(Promise.race(this.members.map(({ ref }) => ref.ready())))
  }

  private wait(room: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      this.goOn = resolve
      void room.then(() => resolve())
    })
  }

  private chosenFor(message: Given): [Member, ...Member[]] {
    const { path } = this.ctx.self
    if (this.size === 0)
      throw this.refuse(
        message,
        new NoRouteesError(`${path} has no routees: "${message[0]}" was not handled.`),
      )
    let indices: readonly number[]
    try {
      indices = [this.choose(this.members, message)].flat()
    } catch (cause) {
      throw this.refuse(
        message,
        new RoutingError(`The routing of ${path} threw for "${message[0]}".`, { cause }),
      )
    }
    const [first, ...others] = indices
      .map((index) => this.members[index])
      .filter((member) => member !== undefined)
    if (first !== undefined && others.length === indices.length - 1) return [first, ...others]
    const wrong = `The routing of ${path} chose routee ${indices.join(', ') || 'nobody'} of ${this.size} for "${message[0]}".`
    throw this.refuse(message, new RoutingError(wrong))
  }

  private refuse(message: Given, error: NoRouteesError | RoutingError): Error {
    this.ctx.deadLetter(...message)
    if (error.code === 'routing-failed') this.ctx.log.write('error', error.message, error.cause)
    return error
  }
}

/** Asks all of them. When the first has answered, the others need not go on; nor does any when whoever asked gives up. */
async function firstAnswer(
  message: Given,
  chosen: readonly Member[],
  givenUp: AbortSignal,
): Promise<unknown> {
  const rest = chosen.length > 1 ? new AbortController() : undefined
  const signal = rest === undefined ? givenUp : AbortSignal.any([givenUp, rest.signal])
  try {
    return await Promise.any(chosen.map((member) => member.ask(message, signal)))
  } catch (error) {
    return relayed(error instanceof AggregateError ? error.errors[0] : error)
  } finally {
    rest?.abort()
  }
}
