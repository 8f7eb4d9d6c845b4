import { inWords } from '../base/in-words.ts'
import type { ActorRef, SendOptions } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { AskLink } from '../message/ask-chain.ts'
import { Envelope } from '../message/envelope.ts'
import { InvalidNameError, InvalidOptionError } from '../message/errors.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import { refMark } from '../message/value-kind.ts'
import { checkSending } from './sending.ts'
import type { Sending, Target } from './target.ts'

/** The one class of refs, to actors here and elsewhere alike. */
export class CellRef implements AnyActorRef {
  readonly target: Target
  private readonly sending: Sending | undefined

  constructor(target: Target, sending?: Sending) {
    this.target = target
    this.sending = sending
  }

  get isActorRef(): true {
    return true
  }

  get path(): string {
    return this.target.address.path
  }

  equals(other: AnyActorRef): boolean {
    if (!(other instanceof CellRef)) return false
    const mine = this.target.address
    const theirs = other.target.address
    return mine.uid === theirs.uid && mine.node === theirs.node
  }

  tell(name: string, payload?: unknown): boolean {
    if (typeof name !== 'string') throw refuseName(name)
    // biome-ignore lint/complexity/noArguments: rest parameters would be an array for each message
    const { length } = arguments
    if (this.sending === undefined && length <= 2) return this.target.tell(name, payload)
    if (length <= 2) return this.target.send(name, payload, false, this.sending)
    const args: unknown[] = [payload]
    // biome-ignore lint/complexity/noArguments: one by one, since spread they would be an object for each message, too
    for (let i = 2; i < length; i++) args.push(arguments[i])
    return this.target.send(name, args, true, this.sending)
  }

  ask(name: string, ...args: unknown[]): Promise<unknown> {
    if (typeof name !== 'string') return Promise.reject(refuseName(name))
    return this.target.ask(name, payloadOf(args), args.length > 1, this.sending)
  }

  /** Sends on an ask whose answer `reply` waits for. */
  pass(name: string, args: readonly unknown[], reply: OpenAsk, chain: AskLink | undefined): void {
    const spread = args.length > 1
    this.target.pass(new Envelope(name, spread ? args : args[0], spread, reply, chain), this.sending)
  }

  with(options: SendOptions): CellRef {
    return new CellRef(this.target, checkSending(options, this.sending))
  }

  ready(): Promise<void> {
    return this.target.ready()
  }

  /** This ref with the protocol that its definition promises: names and payloads are checked by the compiler alone. */
  typed<P>(): ActorRef<P> {
    return this as AnyActorRef as ActorRef<P>
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }

  /** What Node's console shows instead of the runtime behind the ref. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `ActorRef(${this.path})`
  }
}

Object.defineProperty(CellRef.prototype, refMark, { value: true })

/** @throws InvalidOptionError where `ref` was not made by Troupe */
export function targetOf(ref: unknown): Target {
  if (ref instanceof CellRef) return ref.target
  throw new InvalidOptionError(`This needs the ref of an actor, as spawn returns it, not ${inWords(ref)}.`)
}

/** What a message carries: its single argument, or the array of several. */
export function payloadOf(args: readonly unknown[]): unknown {
  return args.length > 1 ? args : args[0]
}

/** What is said of a message's name that is no string. */
export function refuseName(name: unknown): InvalidNameError {
  return new InvalidNameError(`The name of a message must be a string, not ${inWords(name)}.`)
}
