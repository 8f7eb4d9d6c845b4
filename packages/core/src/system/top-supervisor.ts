import type { Cell } from '../cell/cell.ts'
import type { Supervisor } from '../cell/host.ts'

/**
 * Supervises an actor that a node itself has made. Nobody is left to escalate to: what fails has been reported by then, and
 * goes on as it is.
 *
 * @param path that its own begins with
 */
export function topSupervisor(path: string, actor: () => Cell): Supervisor {
  return {
    ref: undefined,
    path,
    childFailed: () => actor().order('resume'),
    childStopped: () => {},
    childStarted: () => {},
    childRested: () => {},
  }
}
