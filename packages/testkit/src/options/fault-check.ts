import type { FaultOptions } from '../world/faults.ts'
import type { OptionCheck } from './option-check.ts'

/**
 * How many faults one run may have.
 *
 * @throws InvalidOptionError
 */
export function countFaults(check: OptionCheck, faults: FaultOptions | undefined): number {
  if (faults === undefined) return 0
  check.names('faults', faults, ['drop', 'duplicate', 'between', 'crash', 'crashNode'])
  const { drop = 0, duplicate = 0, crash, crashNode } = faults
  check.names('faults.crash', crash, ['of', 'max', 'restart'])
  check.names('faults.crashNode', crashNode, ['of', 'max'])
  checkBetween(check, faults.between)
  check.texts('faults.crash.of', crash?.of, 'an array of paths of actors')
  check.yesOrNo('faults.crash.restart', crash?.restart ?? false)
  check.texts('faults.crashNode.of', crashNode?.of, 'an array of names of nodes')
  const crashes = crash === undefined ? 0 : check.count('faults.crash.max', crash.max ?? 1, 0)
  const nodes = crashNode === undefined ? 0 : check.count('faults.crashNode.max', crashNode.max ?? 1, 0)
  return check.count('faults.drop', drop, 0) + check.count('faults.duplicate', duplicate, 0) + crashes + nodes
}

function checkBetween(check: OptionCheck, between: unknown): void {
  if (between === undefined) return
  if (!Array.isArray(between) || between.length !== 2 || between.some((path) => typeof path !== 'string'))
    throw check.refusal('faults.between', between, 'an array of the paths of two actors')
}
