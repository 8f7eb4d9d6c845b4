import type { ModelEvent, Run } from '../../../src/explore/model.ts'

/** What an actor of a tiny model is told. */
export interface TinyMessage {
  readonly name: string
  readonly from: string
  readonly value: number
}

export type Send = (to: string, name: string, value?: number) => void

export interface TinyActor {
  receive(message: TinyMessage, send: Send): void
  /** What it knows, as text. */
  state(): string
}

export interface TinyFaults {
  readonly crash?: readonly string[]
  readonly drop?: number
  readonly duplicate?: number
}

export interface TinyOptions extends TinyFaults {
  readonly channels?: 'fifo' | 'unordered'
}

type Setup = (spawn: (name: string, actor: TinyActor, begin?: (send: Send) => void) => void) => void

interface Letter {
  readonly id: string
  readonly message: TinyMessage
  readonly to: string
  readonly createdBy: number
  readonly order: number
}

/** A run of actors that are plain objects: the events are deliveries, and faults where they are allowed. */
export interface Model {
  start(): TinyRun
}

export class TinyRun implements Run {
  touched: readonly string[] = []
  readonly unread: readonly ModelEvent[] = []
  readonly actors = new Map<string, TinyActor>()
  readonly crashed = new Set<string>()
  private readonly channels = new Map<string, Letter[]>()
  private readonly sent = new Map<string, number>()
  private readonly options: TinyOptions
  private crashes = 0
  private drops = 0
  private duplicates = 0
  private steps = 0
  private lastOrder = 0

  constructor(setup: Setup, options: TinyOptions) {
    this.options = options
    const beginnings: [string, (send: Send) => void][] = []
    setup((name, actor, begin) => {
      this.actors.set(name, actor)
      if (begin) beginnings.push([name, begin])
    })
    for (const [name, begin] of beginnings) begin(this.sendFrom(name, -1))
  }

  enabled(): readonly ModelEvent[] {
    const events: ModelEvent[] = []
    for (const letter of this.deliverable()) events.push(eventOf(letter, 'deliver'))
    for (const letter of this.deliverable()) {
      if (this.drops < (this.options.drop ?? 0)) events.push(eventOf(letter, 'drop'))
      if (this.duplicates < (this.options.duplicate ?? 0) && !letter.id.endsWith('+'))
        events.push(eventOf(letter, 'duplicate'))
    }
    if (this.crashes < 1) {
      for (const owner of this.options.crash ?? []) events.push(crashOf(owner))
    }
    return events
  }

  step(event: ModelEvent): void {
    const step = this.steps++
    this.touched = [event.owner]
    if (event.kind === 'crash') {
      this.crashes++
      this.crashed.add(event.owner)
      return
    }
    const letters = this.channels.get(event.channel ?? '') ?? []
    const id = event.id.replace(/^(drop|duplicate) /, '')
    const index = letters.findIndex((letter) => letter.id === id)
    const letter = letters[index]
    if (letter === undefined) throw new Error(`${event.id} is not enabled`)
    if (event.kind === 'duplicate') {
      this.duplicates++
      letters.splice(index + 1, 0, {
        ...letter,
        id: `${letter.id}+`,
        createdBy: step,
        order: this.lastOrder++,
      })
      return
    }
    letters.splice(index, 1)
    if (event.kind === 'drop') this.drops++
    else this.actors.get(letter.to)?.receive(letter.message, this.sendFrom(letter.to, step))
  }

  state(name: string): string {
    return this.crashed.has(name) ? 'crashed' : (this.actors.get(name)?.state() ?? '')
  }

  /** Every actor's state and every channel's content. */
  fingerprint(): string {
    const actors = [...this.actors.keys()].map((name) => `${name}=${this.state(name)}`)
    const channels = [...this.channels].map(
      ([name, letters]) => `${name}:${letters.map(({ message }) => `${message.name}${message.value}`)}`,
    )
    return [...actors, ...channels.filter((text) => !text.endsWith(':')).sort()].join(';')
  }

  private deliverable(): readonly Letter[] {
    const all = [...this.channels.values()].filter(([letter]) => letter && !this.crashed.has(letter.to))
    const letters = this.options.channels === 'unordered' ? all.flat() : all.flatMap(([first]) => first ?? [])
    return letters.sort((one, other) => one.order - other.order)
  }

  private sendFrom(from: string, createdBy: number): Send {
    return (to, name, value = 0) => {
      const channel = `${from}→${to}`
      const number = (this.sent.get(channel) ?? 0) + 1
      this.sent.set(channel, number)
      const letters = this.channels.get(channel) ?? []
      this.channels.set(channel, letters)
      letters.push({
        id: `${channel}#${number}`,
        message: { name, from, value },
        to,
        createdBy,
        order: this.lastOrder++,
      })
    }
  }
}

function crashOf(owner: string): ModelEvent {
  const none = { channel: undefined, name: undefined, payload: undefined }
  return { id: `crash ${owner}`, kind: 'crash', owner, ...none, createdBy: -1, order: -1 }
}

function eventOf(
  { id, to, message, createdBy, order }: Letter,
  kind: 'deliver' | 'drop' | 'duplicate',
): ModelEvent {
  const { name, from, value } = message
  const prefix = kind === 'deliver' ? '' : `${kind} `
  return {
    id: prefix + id,
    kind,
    owner: to,
    channel: `${from}→${to}`,
    name,
    payload: value,
    createdBy,
    order,
  }
}

export function tinyModel(setup: Setup, options: TinyOptions = {}): Model {
  return { start: () => new TinyRun(setup, options) }
}
