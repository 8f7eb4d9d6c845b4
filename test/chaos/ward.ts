import type { ActorSystem } from '@troupe/core'
import type { DeskRef } from './actors/desk.ts'
import { Mortal, Saboteur, Talker, Teller } from './actors.ts'
import type { FaultName } from './fault.ts'

/** One life of one node, the actors there, and what passed between them and this program. */
export class Ward {
  readonly number: number
  readonly name: string
  readonly talker
  readonly mortal
  readonly teller
  readonly saboteur
  /** What was done to it. */
  sentence: FaultName | undefined = undefined
  isDown = false
  /** Whether whoever watches its talker has been told. */
  isMourned = false
  /** The process that it is, or is in; known once it is ready. */
  pid: number | undefined = undefined
  /** Messages to its talker: sent, known to be handled, and dead. */
  sent = 0
  confirmed = 0
  dead = 0
  /** The next number of a note to its talker, and of one that comes back. */
  nextNote = 0
  nextNoted = 0
  /** Whether its talker has been sent enough for now. */
  isFlooded = false

  constructor(system: ActorSystem, number: number, name: string, desk: DeskRef) {
    this.number = number
    this.name = name
    this.talker = system.spawn(Talker, [number, desk], {
      on: name,
      name: `talker-${number}`,
      restart: 'temporary',
    })
    this.mortal = system.spawn(Mortal, [], { on: name, restart: 'temporary' })
    this.teller = system.spawn(Teller, [], { on: name, restart: 'temporary' })
    this.saboteur = system.spawn(Saboteur, [], { on: name, restart: 'temporary' })
  }

  /** Whether it can be done something to. */
  get isReady(): boolean {
    return this.pid !== undefined && this.sentence === undefined && !this.isDown
  }
}
