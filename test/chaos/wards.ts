import type { ActorSystem } from '@troupe/core'
import type { DeskRef } from './actors/desk.ts'
import { faultKind } from './fault.ts'
import type { Fault } from './fault-plan.ts'
import { sleep } from './patience.ts'
import type { Violations } from './violations.ts'
import { Ward } from './ward.ts'

/** The end of a node is looked into when all that belongs to it has been told. */
const INQUEST_MS = 1000

/** Who is told of the lives of nodes. */
export interface WardObserver {
  began(ward: Ward): void
  ended(ward: Ward): void
  /** Some time after its end. */
  buried(ward: Ward, unacknowledged: number): void
}

/** The nodes, life after life. */
export class Wards {
  /** How many ended of each kind of fault. */
  readonly ends = new Map<string, number>()
  launched = 0
  private readonly living = new Map<string, Ward>()
  private readonly inquests = new Set<Promise<void>>()
  private readonly observers: WardObserver[] = []
  private readonly system: ActorSystem
  private readonly desk: DeskRef
  private readonly violations: Violations
  private isOver = false

  constructor(system: ActorSystem, desk: DeskRef, violations: Violations) {
    this.system = system
    this.desk = desk
    this.violations = violations
    system.events.on('node-up', ({ name }) => this.up(name))
    system.events.on('node-down', ({ name, error, unacknowledged }) => this.down(name, error, unacknowledged))
  }

  get all(): readonly Ward[] {
    return [...this.living.values()]
  }

  observe(observer: WardObserver): void {
    this.observers.push(observer)
  }

  get(name: string): Ward | undefined {
    return this.living.get(name)
  }

  /** A node has come up. */
  up(name: string): void {
    const ward = new Ward(this.system, ++this.launched, name, this.desk)
    this.living.set(name, ward)
    ward.saboteur
      .with({ timeout: Number.POSITIVE_INFINITY })
      .ask('pid')
      .then(
        (pid) => {
          ward.pid = pid
        },
        (error: unknown) => this.violations.add(`${name} was not ready before its end: ${String(error)}`),
      )
    for (const observer of this.observers) observer.began(ward)
  }

  /** Does to a node what is its turn. It must be ready. */
  inflict(ward: Ward, { kind }: Fault): void {
    ward.sentence = kind
    if (kind !== 'SIGKILL' && kind !== 'SIGSTOP') ward.saboteur.tell('suffer', kind)
    else if (ward.pid !== undefined && ward.pid !== process.pid) process.kill(ward.pid, kind)
  }

  /** From now on, ends of nodes are in order. */
  close(): void {
    this.isOver = true
  }

  /** Resolves when all ends have been looked into. */
  async settled(): Promise<void> {
    await Promise.all(this.inquests)
  }

  private down(name: string, error: Error | undefined, unacknowledged: number): void {
    const ward = this.living.get(name)
    this.living.delete(name)
    if (this.isOver) return
    if (ward === undefined) {
      this.violations.add(`${name} went down and had not been up`)
      return
    }
    ward.isDown = true
    this.judge(ward, error)
    for (const observer of this.observers) observer.ended(ward)
    const inquest = sleep(INQUEST_MS).then(() => {
      this.inquests.delete(inquest)
      for (const observer of this.observers) observer.buried(ward, unacknowledged)
    })
    this.inquests.add(inquest)
  }

  private judge({ name, sentence }: Ward, error: Error | undefined): void {
    if (sentence === undefined) {
      this.violations.add(`${name} ended though nothing had been done to it: ${error?.message}`)
      return
    }
    this.ends.set(sentence, (this.ends.get(sentence) ?? 0) + 1)
    const words = [error?.message, error?.cause].map(String).join('; ')
    if (!faultKind(sentence).says.test(words))
      this.violations.add(`${name} ended by "${sentence}", and its error does not say so: ${words}`)
  }
}
