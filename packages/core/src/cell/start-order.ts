import { AskCycleError } from '../message/errors.ts'
import type { Body } from './body.ts'
import type { PendingAsk } from './pending-ask.ts'

/** Gives up those asks of a setup whose answers only come once it has come to its end: neither would ever go on. */
export function refuseCircularStart({ birth, path }: Body, asks: readonly PendingAsk[]): void {
  for (const ask of asks) {
    if (!birth.supervisor.holdsBack?.(ask.target.address.uid, birth)) continue
    const said = `The setup of ${path} asks ${ask.path}, which belongs to the same group and starts after it, so that neither would ever go on. Spawn that one first; or tell it, or ask it in a handler.`
    ask.giveUp(new AskCycleError([path, ask.path], said))
  }
}
