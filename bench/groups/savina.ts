import { sizeNames, sumOf } from '../arms/savina-size.ts'
import type { ArmAt, Group } from '../harness/group.ts'
import type { Runnable } from '../savina/workload.ts'
import { workloads } from '../savina/workloads.ts'
import { armOf } from './arm-of.ts'

/** Those that compute, so that a second core helps. */
const COMPUTING = new Set(['n-queens', 'trapezoid', 'mat-mul', 'quick-sort'])
/** Those that others run, too. */
const SHARED = new Set(['ping-pong', 'counting', 'fork-join-create', 'thread-ring', 'big'])

function armsOf({ name }: Runnable): ArmAt[] {
  const arms: ArmAt[] = [{ ...armOf('troupe', 'troupe-savina', 'inThisThread'), given: name }]
  if (COMPUTING.has(name))
    arms.push({ ...armOf('troupe, on threads', 'troupe-savina', 'onThreads'), given: name })
  if (SHARED.has(name)) {
    arms.push({ ...armOf('nact', 'nact-savina', 'nactWorkload'), given: name })
    arms.push({ ...armOf('erlang', 'erlang-savina', 'onAll'), given: name })
    arms.push({ ...armOf('erlang, one scheduler', 'erlang-savina', 'onOne'), given: name })
  }
  return arms
}

/** The workloads of Savina, each at its size. */
export const savinaGroups: readonly Group[] = workloads.map((workload) => ({
  id: `savina-${workload.name}`,
  title: `Savina, ${workload.name}`,
  figure: 'ms',
  unit: 'ms',
  better: 'less',
  size: { smoke: sizeNames.indexOf('small'), full: sizeNames.indexOf('full') },
  expected: (size) => ({
    completed: 1,
    checksum: sumOf(workload[sizeNames[size] ?? 'full'].expected),
    tolerance: 1e-9,
  }),
  arms: armsOf(workload),
  // Millions of messages take nact ten seconds and more.
  rounds: workload.name === 'big' ? 1 : 3,
}))
