import { createTrail } from '../env/node-env.ts'
import type { TraceStep } from '../picture/trace-step.ts'
import type { LocalSystem } from '../system/local-system.ts'
import { Recorder } from '../system/recorder.ts'
import type { Control } from './control.ts'

/** What a launched node records for the main one: steps go there turn by turn, so that little is lost where it crashes. */
export class Recordings {
  private readonly local: LocalSystem
  private readonly send: (control: Control) => void
  /** What ends each recording. */
  private readonly running = new Map<number, () => void>()

  constructor(local: LocalSystem, send: (control: Control) => void) {
    this.local = local
    this.send = send
  }

  /** @param most how many steps are kept; 0 ends the recording */
  record(number: number, most: number): void {
    if (most === 0) this.end(number)
    else if (!this.running.has(number)) this.begin(number, most)
  }

  private begin(number: number, most: number): void {
    const { local } = this
    const trail = createTrail()
    let steps: TraceStep[] = []
    let isSending = false
    const flush = (): void => {
      isSending = false
      this.send({ type: 'recorded', number, steps, left: recorder.left, isOver: false })
      steps = []
    }
    const { nodeName, clock } = local
    const recorder = new Recorder({ nodeName, clock, trail }, most, (step) => {
      steps.push(step)
      if (isSending) return
      isSending = true
      local.dispatcher.afterTurns(flush)
    })
    const lookAway = local.inspect(recorder.look)
    this.running.set(number, () => {
      lookAway()
      trail?.end()
      this.send({ type: 'recorded', number, steps, left: recorder.left, isOver: true })
      steps = []
    })
    flush()
  }

  private end(number: number): void {
    const end = this.running.get(number)
    this.running.delete(number)
    end?.()
  }
}
