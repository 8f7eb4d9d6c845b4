import type { TraceStep } from '../picture/trace-step.ts'
import type { FarRecording } from '../system/far-node.ts'
import type { Control } from './control.ts'
import type { Link } from './link.ts'

type Recorded = Extract<Control, { type: 'recorded' }>

interface Open {
  readonly link: Link
  readonly take: (steps: readonly TraceStep[], left: number) => void
  readonly begun: () => void
  readonly over: () => void
}

/** What the main node has other nodes record. */
export class RecordedNodes {
  private readonly open = new Map<number, Open>()
  private lastNumber = 0

  /** The loss of the node ends it, too. */
  record(link: Link, most: number, take: Open['take']): FarRecording {
    const number = ++this.lastNumber
    let begun: () => void = () => {}
    let over: () => void = () => {}
    const beginning = new Promise<void>((resolve) => {
      begun = resolve
    })
    const end = new Promise<void>((resolve) => {
      over = resolve
    })
    this.open.set(number, { link, take, begun, over })
    if (link.closedBy === undefined) link.control({ type: 'record', number, most })
    else this.lost(link)
    return {
      begun: beginning,
      stop: () => {
        link.control({ type: 'record', number, most: 0 })
        return end
      },
    }
  }

  recorded(link: Link, { number, steps, left, isOver }: Recorded): void {
    const recording = this.open.get(number)
    if (recording?.link !== link) return
    recording.take(steps, left)
    recording.begun()
    if (isOver) this.close(number, recording)
  }

  lost(link: Link): void {
    for (const [number, recording] of this.open) if (recording.link === link) this.close(number, recording)
  }

  private close(number: number, { begun, over }: Open): void {
    this.open.delete(number)
    begun()
    over()
  }
}
