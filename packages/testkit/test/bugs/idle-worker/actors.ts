import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface DeskProtocol {
  job(job: number): void
  /** A worker has had nothing to do for a while, after so many jobs. */
  idle(handled: number): void
  done(job: number): void
}

export interface WorkerProtocol {
  job(job: number): void
  rest(): void
  goHome(): void
}

/** Has a worker as long as there is work. */
export const Desk = defineActor('Desk', (ctx: ActorContext<DeskProtocol>, mended: boolean) => {
  let worker: ActorRef<WorkerProtocol> | undefined
  let sent = 0
  const done = new Set<number>()
  ctx.on('down', ({ ref }) => {
    if (worker?.equals(ref)) worker = undefined
  })
  const hire = () => {
    const hired = ctx.spawn(Worker, [ctx.self, mended])
    ctx.watch(hired)
    sent = 0
    return hired
  }
  return {
    job(job) {
      worker ??= hire()
      sent++
      worker.tell('job', job)
    },
    idle(handled) {
      // Something may be on its way to it.
      if (handled !== sent) return
      worker?.tell('goHome')
      worker = undefined
    },
    done: (job) => void done.add(job),
    [Symbol.for('troupe.state')]: () => done.size,
  }
})

const Worker = defineActor(
  'Worker',
  (ctx: ActorContext<WorkerProtocol>, desk: ActorRef<DeskProtocol>, mended: boolean) => {
    let handled = 0
    return {
      job(job) {
        handled++
        desk.tell('done', job)
        ctx.timers.after('rest', 1000, 'rest')
      },
      rest() {
        if (mended) desk.tell('idle', handled)
        else ctx.stop()
      },
      goHome: () => ctx.stop(),
    }
  },
)
