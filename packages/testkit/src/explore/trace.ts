import type { ModelEvent } from './model.ts'

/** What runs have in common that differ only in what commutes: for each actor, what happened to it, in order. */
export function traceOf(events: readonly ModelEvent[]): string {
  const ofOwner = new Map<string, string>()
  for (const { id, owner } of events) ofOwner.set(owner, `${ofOwner.get(owner) ?? ''} ${id}`)
  return [...ofOwner.values()].sort().join('\n')
}
