import type { PendingAsk } from './pending-ask.ts'

/** The asks that one actor waits for; linked, so that none costs more than the two fields it has for that. */
export class OwnAsks {
  private first: PendingAsk | undefined = undefined

  add(ask: PendingAsk): void {
    const { first } = this
    ask.nextOwn = first
    if (first !== undefined) first.previousOwn = ask
    this.first = ask
  }

  remove(ask: PendingAsk): void {
    const { previousOwn, nextOwn } = ask
    if (previousOwn !== undefined) previousOwn.nextOwn = nextOwn
    else if (this.first === ask) this.first = nextOwn
    if (nextOwn !== undefined) nextOwn.previousOwn = previousOwn
    ask.previousOwn = undefined
    ask.nextOwn = undefined
  }

  /** All of them, the first that was made first. */
  get all(): readonly PendingAsk[] {
    const asks: PendingAsk[] = []
    for (let ask = this.first; ask !== undefined; ask = ask.nextOwn) asks.unshift(ask)
    return asks
  }

  /** The life that waits for them has ended. */
  abandon(path: string): void {
    for (let ask = this.first; ask !== undefined; ask = this.first) ask.abandon(path)
  }
}
