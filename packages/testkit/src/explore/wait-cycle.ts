import type { OpenAsk } from '../world/schedule.ts'

/** Those asks that wait for each other in a circle, beginning anywhere on it; nothing if there is no circle. */
export function waitCycle(asks: readonly OpenAsk[]): readonly OpenAsk[] {
  for (const first of asks) {
    const way: OpenAsk[] = []
    for (let ask: OpenAsk | undefined = first; ask !== undefined && !way.includes(ask); ) {
      way.push(ask)
      const asked: string = ask.to
      ask = asks.find(({ from }) => from === asked)
      if (ask !== undefined && way.includes(ask)) return way.slice(way.indexOf(ask))
    }
  }
  return []
}

/** Who waits for whom, one line each. */
export function describeWaits(asks: readonly OpenAsk[]): string {
  return asks
    .map(({ from, to, name }) => `${from || 'the test'} waits for ${to} to answer '${name}'`)
    .join('; ')
}
