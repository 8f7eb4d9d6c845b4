import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '@troupe/core'
import type { FaultyProtocol } from './faulty.ts'

/** Answers when all that was sent before has arrived. */
export interface Pingable {
  ping(): void
}

export interface EchoProtocol extends Pingable {
  echo(value: unknown): unknown
  echoAll(...values: readonly unknown[]): readonly unknown[]
  byteLength(buffer: ArrayBuffer): number
  isSame(one: AnyActorRef, other: AnyActorRef): boolean
  /** Asks another echo on its own node's behalf. */
  askFor(echo: ActorRef<EchoProtocol>, value: unknown): unknown
  /** Asks what is never answered. */
  askNever(faulty: ActorRef<FaultyProtocol>): void
}

export const Echo = defineActor('Echo', (_ctx: ActorContext<EchoProtocol>) => ({
  echo: (value) => value,
  echoAll: (...values) => values,
  byteLength: (buffer) => buffer.byteLength,
  isSame: (one, other) => one.equals(other),
  askFor: (echo, value) => echo.ask('echo', value),
  askNever: (faulty) => faulty.with({ timeout: Infinity }).ask('never'),
  ping: () => {},
}))

export type EchoRef = ActorRef<EchoProtocol>
