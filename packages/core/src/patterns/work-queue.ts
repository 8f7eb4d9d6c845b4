import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  defineActor,
  type Handlers,
  isRejection,
  Rejection,
} from '../index.ts'
import { codeOf } from './code.ts'
import { Legacy } from './legacy.ts'
import { checkCount, checkOptions, checkTime, isCount, shown } from './limits.ts'
import { relayed } from './relayed.ts'
import { checkRef, type UntypedRef } from './untyped-ref.ts'
import { Job, WorkLedger } from './work-ledger.ts'

/** What a worker has to be able to do: `W` is the work, `R` what comes of it. */
export interface WorkerProtocol<W, R = void> {
  /** The answer confirms that the work is done; a `Rejection` does as well, since it is an answer. */
  work(work: W): R
}

/** How much a work queue has to do. */
export interface WorkQueueState {
  /** Jobs that wait for a worker. */
  readonly waiting: number
  /** Jobs that a worker has, and has not confirmed. */
  readonly underWay: number
  readonly workers: number
}

/** What a work queue can be told: `W` is the work, `R` what comes of it. */
export interface WorkQueueProtocol<W, R = void> {
  /**
   * Takes work in. While the queue is full this waits, and what is offered after it waits in the mailbox: whoever heeds
   * what `tell` returns, or awaits the answer of an ask, is held back.
   */
  offer(work: W): void
  /** Takes work in, and answers with what comes of it. */
  perform(work: W): R
  /**
   * From now on, until it leaves or ends, `worker` does so many jobs at a time, one unless said. Best sent by the worker in
   * its setup: joining twice is joining once, and one whose life ended with work that it was to answer later is out.
   */
  join(worker: ActorRef<WorkerProtocol<W, R>>, slots?: number): void
  /** `worker` is given no more; what it does already it may finish. */
  leave(worker: ActorRef<WorkerProtocol<W, R>>): void
  /** How much waits, and is under way. */
  state(): WorkQueueState
}

/**
 * The limits of a work queue.
 *
 * @example
 * ```ts
 * import type { WorkQueueOptions } from '@troupe/core/patterns'
 *
 * export const patient: WorkQueueOptions = { capacity: 100, deliveries: 3, confirmWithin: 60_000 }
 * ```
 */
export interface WorkQueueOptions {
  /** Jobs that may wait for a worker; 1,000 unless said. */
  readonly capacity?: number
  /** How often one job is handed to a worker before it is given up; 5 unless said. */
  readonly deliveries?: number
  /** Milliseconds that a worker may take; without end unless said. */
  readonly confirmWithin?: number
}

/**
 * Defines a queue of work that workers do, wherever they live. A worker that joins is given a job when it has a slot free,
 * and confirms it with its answer. A job that is not confirmed is handed on, before those that wait: when its worker fails,
 * ends, is lost with its node, or takes longer than `confirmWithin`. So each job is done **at least once**, and more than
 * once where a worker had done it and could not say so any more.
 *
 * A job that has been handed out `deliveries` times in vain is given up: it becomes a dead letter (`offer`) of the queue,
 * and whoever awaits it by `perform` is rejected with what its last worker was. A `Rejection` from a worker is an answer, and
 * ends the job.
 *
 * The queue keeps the work in its memory, on the node where it is spawned. A restart keeps its work and its workers, and what
 * was not confirmed is handed out again, while those who await it by `perform` are rejected. When it is stopped it hands out no
 * more: whoever awaits work that is under way is answered within `stopTimeout`, whoever awaits other work is rejected at once,
 * and what nobody has confirmed becomes a dead letter. To stop it with `drain` has all done that is awaited.
 *
 * @param name of the definition; export the result from the module of a node to spawn the queue there
 * @throws InvalidDefinitionError if `name` is no name; InvalidOptionError for a capacity or number of deliveries below 1, or a
 * time that is not above 0
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, createSystem, defineActor } from '@troupe/core'
 * import { defineWorkQueue, type WorkerProtocol, type WorkQueueProtocol } from '@troupe/core/patterns'
 *
 * type Queue = ActorRef<WorkQueueProtocol<string, number>>
 * const Lengths = defineWorkQueue<string, number>('Lengths')
 * const Measurer = defineActor('Measurer', (ctx: ActorContext<WorkerProtocol<string, number>>, queue: Queue) => {
 *   queue.tell('join', ctx.self)
 *   return { work: (text) => text.length }
 * })
 *
 * await using system = await createSystem()
 * const queue = system.spawn(Lengths)
 * for (let i = 0; i < 2; i++) system.spawn(Measurer, [queue])
 * console.log(await Promise.all(['a', 'bb', 'ccc'].map((text) => queue.ask('perform', text))))
 * ```
 */
export function defineWorkQueue<W, R = void>(
  name: string,
  options?: WorkQueueOptions,
): ActorDefinition<WorkQueueProtocol<W, R>, []>
export function defineWorkQueue(name: string, options: WorkQueueOptions = {}): unknown {
  const limits = checkLimits(options)
  const legacy = new Legacy<WorkLedger>()
  return defineActor(name, (ctx: ActorContext<QueueInside>) => handlers(ctx, limits, legacy), {
    interleave: ['perform', 'join', 'leave', 'state', 'queue:assign'],
    // Work that waits in a full mailbox must not keep those out who come to do it.
    priority: { join: 'high', leave: 'high', 'queue:assign': 'high' },
  })
}

/** What the queue tells itself is handled apart from what it was asked, so that no worker inherits whose ask led to it. */
interface QueueInside extends WorkQueueProtocol<unknown, unknown> {
  'queue:assign'(): void
}

type Limits = Required<WorkQueueOptions>

function handlers(
  ctx: ActorContext<QueueInside>,
  limits: Limits,
  legacy: Legacy<WorkLedger>,
): Handlers<QueueInside> {
  const desk = new Desk(ctx, limits, legacy.of(ctx))
  const { ledger } = desk
  for (const worker of ledger.workerRefs) ctx.watch(worker)
  ctx.on('down', ({ ref }) => void ledger.leave(ref))
  ctx.on('draining', () => desk.drain())
  ctx.on('stopping', (drain) => {
    if (!drain) desk.stop()
  })
  legacy.leave(ctx, () => desk.close())
  ctx.on('stopped', () => desk.bury(desk.close().waitingJobs))
  return {
    offer: (work) => desk.accept(work, () => {}),
    async perform(work) {
      return desk.outcome(await desk.accept(work, (job) => job))
    },
    join(worker, slots = 1) {
      if (!isCount(slots))
        throw new Rejection(`A worker has 1 slot or more, not ${shown(slots)}.`, { code: 'invalid-option' })
      if (ledger.join(checkRef(worker, 'A worker'), slots)) ctx.watch(worker)
      desk.assignSoon()
    },
    leave(worker) {
      if (ledger.leave(checkRef(worker, 'A worker'))) ctx.unwatch(worker)
    },
    state: () => ({ waiting: ledger.waiting, underWay: ledger.underWay, workers: ledger.workerCount }),
    'queue:assign': () => desk.assign(),
  }
}

/** The jobs of one life of a queue: who waits for room, and who for what comes of them. */
class Desk {
  readonly ledger: WorkLedger
  private readonly ctx: ActorContext<QueueInside>
  private readonly limits: Limits
  private readonly awaited = new Map<Job, (result: unknown) => void>()
  private readonly forRoom: (() => void)[] = []
  private isStopping = false
  private isDraining = false
  private isOpen = true

  /** @param before what the life before has left: nobody knows any more what became of the work that was under way */
  constructor(ctx: ActorContext<QueueInside>, limits: Limits, before = new WorkLedger()) {
    this.ctx = ctx
    this.limits = limits
    this.ledger = before
    before.giveBackAll()
    this.assignSoon()
  }

  /** Takes work in, when there is room for it. */
  accept<T>(work: unknown, then: (job: Job) => T): T | Promise<T> {
    const take = (): T => {
      const job = new Job(work)
      this.ledger.add(job)
      this.assignSoon()
      return then(job)
    }
    if (this.ledger.waiting < this.limits.capacity) return take()
    return new Promise((resolve) => this.forRoom.push(() => resolve(take())))
  }

  outcome(job: Job): Promise<unknown> {
    if (this.isStopping) return Promise.resolve(this.unbegun())
    return new Promise((resolve) => this.awaited.set(job, resolve))
  }

  /** In a handler: what is asked there would be known for a part of what is asked of the queue. */
  assignSoon(): void {
    if (!this.isOpen || !this.ledger.canAssign) return
    if (this.isDraining) this.assign()
    else this.ctx.self.tell('queue:assign')
  }

  /** What the queue tells itself does not reach it any more. */
  drain(): void {
    this.isDraining = true
    this.assignSoon()
  }

  /** Hands out what can be; and takes in what there is room for. */
  assign(): void {
    const { ledger, limits, forRoom } = this
    if (this.isStopping) return
    for (let next = ledger.assign(); next !== undefined; next = ledger.assign())
      this.handOut(next.job, next.to)
    for (let free = limits.capacity - ledger.waiting; free > 0; free--) forRoom.shift()?.()
  }

  /** Hands out no more; whoever awaits what nobody has begun is told so. */
  stop(): void {
    this.isStopping = true
    for (const take of this.forRoom.splice(0)) take()
    for (const job of this.ledger.waitingJobs) {
      this.awaited.get(job)?.(this.unbegun())
      this.awaited.delete(job)
    }
  }

  /** This life is over: nothing that comes later concerns it. Returns all that was not confirmed. */
  close(): WorkLedger {
    this.stop()
    this.isOpen = false
    this.ledger.giveBackAll()
    return this.ledger
  }

  bury(jobs: readonly Job[]): void {
    for (const { work } of jobs) this.ctx.deadLetter('offer', work)
  }

  private handOut(job: Job, to: UntypedRef): void {
    void to
      .with({ timeout: this.limits.confirmWithin })
      .ask('work', job.work)
      .then(
        (result) => this.isOpen && this.finish(job, result),
        (error) => this.isOpen && this.failed(job, error),
      )
      .then(() => this.isOpen && this.assign())
  }

  private failed(job: Job, error: unknown): void {
    const isAnswer = isRejection(error)
    // The word of its end may come later, and all that it is handed until then would be handed out in vain.
    if (!isAnswer && job.worker !== undefined && isEnd(error)) this.ledger.leave(job.worker.ref)
    if (!isAnswer && job.deliveries < this.limits.deliveries && !this.isStopping) {
      this.ledger.giveBack(job)
      return
    }
    if (!isAnswer) this.bury([job])
    this.finish(job, relayed(error))
  }

  private finish(job: Job, result: unknown): void {
    this.ledger.settle(job)
    this.awaited.get(job)?.(result)
    this.awaited.delete(job)
  }

  private unbegun(): Rejection {
    const said = `${this.ctx.self.path} goes on no more, and nobody has begun the work.`
    return new Rejection(said, { code: 'actor-terminated' })
  }
}

/** Whether a worker did not answer because it has ended. */
function isEnd(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'actor-terminated' || code === 'node-down'
}

function checkLimits(options: WorkQueueOptions): Limits {
  const {
    capacity = 1000,
    deliveries = 5,
    confirmWithin = Number.POSITIVE_INFINITY,
  } = checkOptions('defineWorkQueue', options)
  checkCount('capacity', capacity)
  checkCount('deliveries', deliveries)
  checkTime('confirmWithin', confirmWithin)
  return { capacity, deliveries, confirmWithin }
}
