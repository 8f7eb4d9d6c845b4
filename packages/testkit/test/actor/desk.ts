import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'

export interface PeerProtocol {
  hear(word: string): void
  look(id: number): string
  later(reply: Reply<string>): void
}

export interface DeskProtocol {
  go(step: string): void
  get(id: number): string
  done(value: unknown): void
  gone(seat: number): void
  tick(): void
}

export type Desk = ActorContext<DeskProtocol>
export type Peer = ActorRef<PeerProtocol>

export const Child = defineActor('Child', (_ctx: ActorContext<PeerProtocol>, _seat: number) => ({
  hear() {},
  look: () => '',
  later() {},
}))
