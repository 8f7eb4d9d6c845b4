import type { ActorContext, AnyActorRef, Later, Message, ProxyOptions } from '../index.ts'
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
  private open = 0
  private full = false

  constructor(ref: UntypedRef, key: string) {
    this.ref = ref
    this.key = key
  }

  get load(): number {
    return this.full ? this.open + FULL : this.open
  }

  /** @returns whether more can be sent */
  tell([name, ...args]: Given): boolean {
    const below = this.ref.tell(name, ...args)
    if (!below && !this.full) this.awaitEbb()
    return below
  }

  /** How long the answer may take is the asker's business: no longer than who asked the router waits. */
  async ask([name, ...args]: Given, signal?: AbortSignal): Promise<unknown> {
    this.open++
    const options = { timeout: Number.POSITIVE_INFINITY }
    const view = this.ref.with(signal === undefined ? options : { ...options, signal })
    return view.ask(name, ...args).finally(() => {
      this.open--
    })
  }

  private awaitEbb(): void {
    this.full = true
    void this.ref.ready().then(() => {
      this.full = false
    })
  }
}

/** Those that a router routes to, in one life of it. */
export class Routees {
  private readonly ctx: ActorContext<UnknownProtocol>
  private readonly choose: Route<UnknownProtocol>
  private readonly awaits: boolean
  /** Another array whenever it changes, so that a routing sees that it has. */
  private members: readonly Member[] = []

  constructor(ctx: ActorContext<UnknownProtocol>, routing: Routing<UnknownProtocol>) {
    this.ctx = ctx
    this.choose = routing.start(ctx.random)
    this.awaits = routing.awaits ?? false
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

  /** Takes out the routee of that ref, and returns what it was; `undefined` if it was none. */
  remove(ref: AnyActorRef): Routee | undefined {
    const gone = this.members.find((member) => member.ref.equals(ref))
    if (gone !== undefined) this.members = this.members.filter((member) => member !== gone)
    return gone
  }

  /**
   * Passes a message on. A promise is the answer, or says when more can be sent to whom this one was for.
   *
   * @throws NoRouteesError, RoutingError: answers, and the message is a dead letter
   */
  route(message: Given): Later<unknown> | PromiseLike<unknown> | undefined {
    const [first, ...others] = this.chosenFor(message)
    if (!this.ctx.isAsked) return this.tell(message, [first, ...others])
    if (this.awaits) return askAll(message, [first, ...others])
    return this.ctx.forward(first.ref, ...message)
  }

  /** A router that holds its own mailbox until the routee's has room makes those wait who heed what `tell` returns. */
  private tell(message: Given, chosen: readonly Member[]): PromiseLike<void> | undefined {
    const full = chosen.filter((member) => !member.tell(message))
    return full.length === 0 || this.awaits ? undefined : full[0]?.ref.ready()
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

/** How the messages of a router that routes so may come between those that it handles. */
export function interleaving({ awaits }: Routing<UnknownProtocol>): ProxyOptions {
  return awaits ? { interleave: 'all' } : {}
}

/** Asks all of them. When the first has answered, the others need not go on. */
async function askAll(message: Given, chosen: readonly Member[]): Promise<unknown> {
  const rest = chosen.length > 1 ? new AbortController() : undefined
  try {
    return await Promise.any(chosen.map((member) => member.ask(message, rest?.signal)))
  } catch (error) {
    return relayed(error instanceof AggregateError ? error.errors[0] : error)
  } finally {
    rest?.abort()
  }
}
