import type { Clock } from '../env/clock.ts'
import type { Trail } from '../env/trail.ts'
import type { InspectionEvent } from '../message/inspection.ts'
import { excerpt } from '../picture/excerpt.ts'
import { nodeIn, shortPath } from '../picture/local-path.ts'
import type { TraceStep } from '../picture/trace-step.ts'

type Event<T extends InspectionEvent['type']> = Extract<InspectionEvent, { type: T }>

/** How much of an error is shown. */
const LONGEST = 80

/** A message on its way to its handler. */
interface UnderWay {
  readonly sent: Event<'sent'>
  readonly from: string | undefined
}

/** Where steps come from, and what is noted of them. */
export interface RecorderHost {
  readonly nodeName: string
  readonly clock: Clock
  /** Who acts, where the turn of an actor is over and its handler goes on. */
  readonly trail: Trail | undefined
}

/**
 * Makes of what happens on one node steps that can be shown, each in words at once: nothing of what was sent is kept. After
 * `most` steps it only counts.
 */
export class Recorder {
  private readonly host: RecorderHost
  private readonly most: number
  private readonly take: (step: TraceStep) => void
  private readonly underWay = new Map<string, UnderWay[]>()
  private waiting = 0
  private kept = 0
  private dropped = 0

  constructor(host: RecorderHost, most: number, take: (step: TraceStep) => void) {
    this.host = host
    this.most = most
    this.take = take
  }

  /** How many steps were not kept. */
  get left(): number {
    return this.dropped
  }

  readonly look = (event: InspectionEvent): void => {
    if (event.type === 'sent') this.sent(event)
    else this.note(event)
  }

  /** A node has ended. */
  nodeDown(name: string, error: Error | undefined): void {
    this.keep({
      kind: 'node-down',
      path: name,
      text: `node ${name} ${error ? `is lost: ${short(error.message)}` : 'has ended'}`,
    })
  }

  private note(event: Exclude<InspectionEvent, Event<'sent'>>): void {
    const { path } = event
    switch (event.type) {
      case 'spawned':
        this.keep({ kind: 'spawned', path, text: event.definition })
        break
      case 'handling':
        this.handled(event)
        this.host.trail?.enter(path)
        break
      case 'answered':
        this.keep({
          kind: 'answered',
          path,
          other: event.to ?? '',
          name: event.name,
          text: answerText(event),
        })
        break
      case 'answer-arrived':
        this.keep({ kind: 'arrived', path, via: event.via, name: event.name })
        break
      case 'failed':
        this.keep({ kind: 'failed', path, text: failureText(event) })
        break
      case 'restarted':
        this.keep({ kind: 'restarted', path, text: 'is started anew' })
        break
      case 'stopped':
        this.forget(path)
        this.keep({
          kind: 'stopped',
          path,
          text: event.reason === 'stopped' ? 'stops' : `ends: ${event.reason}`,
        })
        break
      case 'down':
        this.keep({ kind: 'down', path, other: event.of, text: downText(event) })
        break
      case 'dead-letter':
        this.lost(event)
    }
  }

  private sent(event: Event<'sent'>): void {
    if (this.kept === this.most) return
    // What has come from another node was sent there.
    const from =
      event.via === undefined ? (event.from ?? this.host.trail?.current ?? this.outside) : undefined
    const { path, name } = event
    if (nodeIn(path) !== this.host.nodeName) {
      this.keep({ kind: 'left', path, other: from, name, text: payloadText(event), asks: event.isAsk })
      return
    }
    // What is not noted now would be handled when no more steps are kept.
    if (this.waiting === 2 * this.most) return
    this.waiting++
    const queue = this.underWay.get(path)
    if (queue === undefined) this.underWay.set(path, [{ sent: event, from }])
    else queue.push({ sent: event, from })
  }

  private handled({ path, name, payload }: Event<'handling'>): void {
    const found = this.takeUnderWay(path, name, payload)
    const { via, isAsk, isSpread } = found?.sent ?? {}
    const text = payloadText({ payload, isSpread })
    this.keep({ kind: 'handled', path, other: found?.from, via, name, text, asks: isAsk })
  }

  private lost({ path, letter }: Event<'dead-letter'>): void {
    const { name, payload, reason } = letter
    const found = this.takeUnderWay(path, name, payload)
    const { via, isSpread } = found?.sent ?? {}
    const text = `${payloadText({ payload, isSpread })} is lost: ${reason}`
    this.keep({ kind: 'lost', path, other: found?.from ?? this.host.trail?.current, via, name, text })
  }

  /** Messages are taken up in the order in which they were sent, but for priorities and those put aside. */
  private takeUnderWay(path: string, name: string, payload: unknown): UnderWay | undefined {
    const queue = this.underWay.get(path)
    const index = queue?.findIndex(({ sent }) => sent.name === name && Object.is(sent.payload, payload)) ?? -1
    if (queue === undefined || index < 0) return undefined
    this.waiting--
    const [found] = queue.splice(index, 1)
    if (queue.length === 0) this.underWay.delete(path)
    return found
  }

  private forget(path: string): void {
    this.waiting -= this.underWay.get(path)?.length ?? 0
    this.underWay.delete(path)
  }

  /** Code of this node that belongs to no actor; that of the main node is the program. */
  private get outside(): string {
    const { nodeName } = this.host
    return nodeName === 'main' ? '' : `troupe://${nodeName}`
  }

  private keep(
    step: Pick<TraceStep, 'kind' | 'path'> & { [K in keyof TraceStep]?: TraceStep[K] | undefined },
  ): void {
    if (this.kept === this.most) {
      // What left is seen again where it arrives.
      if (step.kind !== 'left' && step.kind !== 'arrived') this.dropped++
      this.underWay.clear()
      return
    }
    this.kept++
    const { kind, path, other, via, name = '', text = '', asks = false } = step
    this.take({ kind, at: this.host.clock.wallTime(), path, other, via, name, text, asks })
  }
}

function payloadText({
  payload,
  isSpread,
}: {
  readonly payload: unknown
  readonly isSpread?: boolean | undefined
}): string {
  const args = isSpread && Array.isArray(payload) ? payload : payload === undefined ? [] : [payload]
  return `(${args.map((each) => excerpt(each, shortPath)).join(', ')})`
}

function answerText({ outcome, value, name }: Event<'answered'>): string {
  if (outcome === 'rejection') return `${name} refused: ${thrownText(value)}`
  return value === undefined ? `${name} done` : excerpt(value, shortPath)
}

function failureText({ name, error }: Event<'failed'>): string {
  return `fails${name === undefined ? '' : ` in ${name}`}: ${thrownText(error)}`
}

function downText({ of, reason }: Event<'down'>): string {
  return `is told that ${shortPath(of)} has ended: ${reason}`
}

function thrownText(thrown: unknown): string {
  return short(thrown instanceof Error ? thrown.message : excerpt(thrown, shortPath))
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
