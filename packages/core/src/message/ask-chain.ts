/** One actor that waits for an answer, and the link to the one that waits for its. */
export interface AskLink {
  readonly uid: number
  readonly path: string
  /** Which of its handlings waits: an actor that has gone on to another message no longer does. */
  readonly handling: number
  readonly before: AskLink | undefined
}

/** Whether the handling `handling` of actor `uid` is among those that wait. */
export function waitsIn(chain: AskLink | undefined, uid: number, handling: number): boolean {
  for (let link = chain; link !== undefined; link = link.before) {
    if (link.uid === uid && link.handling === handling) return true
  }
  return false
}

/** Whether a handling of actor `uid` is part of the chain, be it one that waits still. */
export function passes(chain: AskLink | undefined, uid: number): boolean {
  for (let link = chain; link !== undefined; link = link.before) {
    if (link.uid === uid) return true
  }
  return false
}

/** The paths of those that wait, the first asker first. */
export function chainPaths(chain: AskLink | undefined): string[] {
  const paths: string[] = []
  for (let link = chain; link !== undefined; link = link.before) paths.unshift(link.path)
  return paths
}
