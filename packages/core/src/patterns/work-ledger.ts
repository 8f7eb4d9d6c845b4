import type { AnyActorRef } from '../index.ts'
import type { UntypedRef } from './untyped-ref.ts'

/** One who does work, for as long as it has not left. */
interface Worker {
  readonly ref: UntypedRef
  /** How many jobs it does at a time. */
  slots: number
  busy: number
}

/** One piece of work, from its offer until it is settled. */
export class Job {
  readonly work: unknown
  /** How often it has been handed to a worker. */
  deliveries = 0
  /** Who does it now. */
  worker: Worker | undefined = undefined

  constructor(work: unknown) {
    this.work = work
  }
}

/** Which work waits, and who does what: until it is settled, each job either waits or is with one worker. */
export class WorkLedger {
  private jobs: Job[] = []
  private readonly busy = new Set<Job>()
  /** In the order in which they are to be given work: whoever was given some goes to the end. */
  private workers: Worker[] = []

  /** How many jobs are with nobody. */
  get waiting(): number {
    return this.jobs.length
  }

  /** How many jobs are with a worker. */
  get underWay(): number {
    return this.busy.size
  }

  get workerCount(): number {
    return this.workers.length
  }

  get workerRefs(): readonly UntypedRef[] {
    return this.workers.map(({ ref }) => ref)
  }

  /** Whether there is a job that waits, and a worker who has a slot free. */
  get canAssign(): boolean {
    return this.jobs.length > 0 && this.workers.some(({ busy, slots }) => busy < slots)
  }

  add(job: Job): void {
    this.jobs.push(job)
  }

  /** A worker comes, for so many jobs at a time; `false` if it was there already. */
  join(ref: UntypedRef, slots: number): boolean {
    const known = this.find(ref)
    if (known === undefined) this.workers.push({ ref, slots, busy: 0 })
    else known.slots = slots
    return known === undefined
  }

  /** A worker is given no more work; what it has stays with it. `false` if it was not there. */
  leave(ref: AnyActorRef): boolean {
    const known = this.find(ref)
    this.workers = this.workers.filter((worker) => worker !== known)
    return known !== undefined
  }

  /** Hands the first job that waits to a worker who has a slot free; nothing where there is no such pair. */
  assign(): { readonly job: Job; readonly to: UntypedRef } | undefined {
    const worker = this.workers.find(({ busy, slots }) => busy < slots)
    const job = worker === undefined ? undefined : this.jobs.shift()
    if (worker === undefined || job === undefined) return undefined
    this.workers = [...this.workers.filter((other) => other !== worker), worker]
    worker.busy++
    job.worker = worker
    job.deliveries++
    this.busy.add(job)
    return { job, to: worker.ref }
  }

  /** A job is done, or given up. */
  settle(job: Job): void {
    if (!this.busy.delete(job)) return
    if (job.worker !== undefined) job.worker.busy--
    job.worker = undefined
  }

  /** A job was not done: it waits again, before those that were never begun, and others come before who had it. */
  giveBack(job: Job): void {
    if (!this.busy.has(job)) return
    const { worker } = job
    this.workers = this.workers.toSorted((one, other) => Number(one === worker) - Number(other === worker))
    this.settle(job)
    this.jobs.unshift(job)
  }

  /** Nobody will say any more what became of the jobs under way: they wait again, in the order they were handed out. */
  giveBackAll(): void {
    for (const job of [...this.busy].reverse()) this.giveBack(job)
  }

  /** The jobs that wait, in order. */
  get waitingJobs(): readonly Job[] {
    return this.jobs
  }

  private find(ref: AnyActorRef): Worker | undefined {
    return this.workers.find((worker) => worker.ref.equals(ref))
  }
}
