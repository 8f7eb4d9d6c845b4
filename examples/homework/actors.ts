import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'

export interface PupilProtocol {
  /** Reads the pages from one up to another, tells the class what they come to, and is done. */
  read(from: number, to: number): void
}

export interface ClassProtocol {
  /** Has pages read by so many pupils, each its share, and answers with what they all come to. */
  read(from: number, to: number, pupils: number): number
  /** A pupil has done its share. */
  done(sum: number): void
}

/** Does its share of the reading. A pupil is an actor, and there may be a hundred thousand of them. */
export const Pupil = defineActor(
  'Pupil',
  (ctx: ActorContext<PupilProtocol>, room: ActorRef<Pick<ClassProtocol, 'done'>>) => ({
    read(from, to) {
      let sum = 0
      for (let page = from; page < to; page++) sum += meaningOf(page)
      room.tell('done', sum)
      ctx.stop()
    },
  }),
)

/** Pupils who share one thread: each has its turn when the one before has done. */
export const Class = defineActor('Class', (ctx: ActorContext<ClassProtocol>) => {
  let reading = 0
  let total = 0
  let report: Reply<number> | undefined
  return {
    read(from, to, pupils) {
      report = ctx.reply('read')
      reading = pupils
      total = 0
      for (let index = 0; index < pupils; index++) {
        ctx.spawn(Pupil, [ctx.self]).tell('read', ...shareOf(from, to, pupils, index))
      }
      return report
    },
    done(sum) {
      total += sum
      if (--reading === 0) report?.answer(total)
    },
  }
})

/** The pages of one among several who share them evenly. */
export function shareOf(from: number, to: number, parts: number, index: number): [from: number, to: number] {
  const end = (part: number): number => from + Math.floor(((to - from) * part) / parts)
  return [end(index), end(index + 1)]
}

/** Work for a processor, which comes to a number below 1,000. */
function meaningOf(page: number): number {
  let state = page
  for (let line = 0; line < 500; line++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state % 1000
}
