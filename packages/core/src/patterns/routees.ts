import type { ActorContext, AnyActorRef, Later, Message } from '../index.ts'
import { NoRouteesError, RoutingError } from './errors.ts'
import type { Route, Routee, Routing } from './routing.ts'
import type { UnknownProtocol, UntypedRef } from './untyped-ref.ts'

interface Member extends Routee {
  readonly ref: UntypedRef
}

/** Those that a router routes to, in one life of it. */
export class Routees {
  private readonly ctx: ActorContext<UnknownProtocol>
  private readonly choose: Route<UnknownProtocol>
  /** Another array whenever it changes, so that a routing sees that it has. */
  private members: readonly Member[] = []

  constructor(ctx: ActorContext<UnknownProtocol>, routing: Routing<UnknownProtocol>) {
    this.ctx = ctx
    this.choose = routing.start(ctx.random)
  }

  get size(): number {
    return this.members.length
  }

  has(ref: AnyActorRef): boolean {
    return this.members.some((member) => member.ref.equals(ref))
  }

  add(ref: UntypedRef, key: string): void {
    this.members = [...this.members, { ref, key }]
    this.ctx.watch(ref)
  }

  /** Takes out the routee of that ref, and returns what it was; `undefined` if it was none. */
  remove(ref: AnyActorRef): Routee | undefined {
    const gone = this.members.find((member) => member.ref.equals(ref))
    if (gone !== undefined) this.members = this.members.filter((member) => member !== gone)
    return gone
  }

  /** @throws NoRouteesError, RoutingError: answers, and the message is a dead letter */
  route(message: Message<UnknownProtocol>): Later<unknown> {
    const [name, ...args] = message
    return this.ctx.forward(this.chosenFor(message).ref, name, ...args)
  }

  private chosenFor(message: Message<UnknownProtocol>): Member {
    const { path } = this.ctx.self
    if (this.size === 0)
      throw this.refuse(
        message,
        new NoRouteesError(`${path} has no routees: "${message[0]}" was not handled.`),
      )
    let index: number
    try {
      index = this.choose(this.members, message)
    } catch (cause) {
      throw this.refuse(
        message,
        new RoutingError(`The routing of ${path} threw for "${message[0]}".`, { cause }),
      )
    }
    const chosen = this.members[index]
    if (chosen !== undefined) return chosen
    const wrong = `The routing of ${path} chose routee ${index} of ${this.size} for "${message[0]}".`
    throw this.refuse(message, new RoutingError(wrong))
  }

  private refuse(message: Message<UnknownProtocol>, error: NoRouteesError | RoutingError): Error {
    this.ctx.deadLetter(...message)
    if (error.code === 'routing-failed') this.ctx.log.write('error', error.message, error.cause)
    return error
  }
}
