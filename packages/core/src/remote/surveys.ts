import { Cell } from '../cell/cell.ts'
import type { ActorView } from '../picture/actor-view.ts'
import type { LocalSystem } from '../system/local-system.ts'
import { survey } from '../system/survey.ts'
import type { Control } from './control.ts'
import type { Link } from './link.ts'

type Question = Extract<Control, { type: 'survey' }>

interface Waiting {
  readonly link: Link
  readonly answer: (views: readonly ActorView[]) => void
  readonly fail: (error: Error) => void
}

/** What the main node asks others about their actors, and has not been told yet. */
export class Surveys {
  private readonly waiting = new Map<number, Waiting>()
  private lastNumber = 0

  /** @throws the reason of the link's end, where that comes first */
  ask(link: Link, question: Omit<Question, 'type' | 'number'>): Promise<readonly ActorView[]> {
    if (link.closedBy !== undefined) return Promise.reject(link.closedBy)
    const number = ++this.lastNumber
    return new Promise((answer, fail) => {
      this.waiting.set(number, { link, answer, fail })
      link.control({ type: 'survey', number, ...question })
    })
  }

  answered(link: Link, number: number, actors: readonly ActorView[]): void {
    const waiting = this.waiting.get(number)
    if (waiting?.link !== link) return
    this.waiting.delete(number)
    waiting.answer(actors)
  }

  lost(link: Link, error: Error): void {
    for (const [number, waiting] of this.waiting) {
      if (waiting.link !== link) continue
      this.waiting.delete(number)
      waiting.fail(error)
    }
  }
}

/** What a node answers. */
export function surveyed(local: LocalSystem, { number, uids, width, most }: Question): Control {
  const cells = uids.map((uid) => local.reach(uid)).filter((target) => target instanceof Cell)
  return { type: 'surveyed', number, actors: survey(cells, local.nodeName, { width, most }) }
}
