import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface DeskProtocol {
  pull(worker: ActorRef<WorkerProtocol>): void
  confirm(job: number): void
}

export interface WorkerProtocol {
  job(job: number): void
}

/** Hands out jobs to whoever has time. Mended, a job is done when that is confirmed, and not when it is handed out. */
export const Desk = defineActor(
  'Desk',
  (ctx: ActorContext<DeskProtocol>, jobs: readonly number[], mended: boolean) => {
    const waiting = [...jobs]
    const idle: ActorRef<WorkerProtocol>[] = []
    const handedOut = new Map<number, ActorRef<WorkerProtocol>>()
    const done = new Set<number>()
    const handOut = () => {
      while (waiting.length > 0 && idle.length > 0) {
        const [job, worker] = [waiting.shift(), idle.shift()]
        if (job === undefined || worker === undefined) return
        worker.tell('job', job)
        handedOut.set(job, worker)
      }
    }
    ctx.on('down', ({ ref }) => {
      idle.splice(0, idle.length, ...idle.filter((worker) => !worker.equals(ref)))
      for (const [job, worker] of handedOut) if (worker.equals(ref)) waiting.push(job)
      handOut()
    })
    return {
      pull(worker) {
        if (mended) ctx.watch(worker)
        idle.push(worker)
        handOut()
      },
      confirm(job) {
        done.add(job)
        handedOut.delete(job)
      },
      [Symbol.for('troupe.state')]: () => done.size,
    }
  },
)

export const Worker = defineActor(
  'Worker',
  (ctx: ActorContext<WorkerProtocol>, desk: ActorRef<DeskProtocol>) => {
    desk.tell('pull', ctx.self)
    return {
      job(job) {
        desk.tell('confirm', job)
        desk.tell('pull', ctx.self)
      },
    }
  },
)
