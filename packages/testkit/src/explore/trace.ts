import type { ModelEvent } from './model.ts'

/** What runs have in common that differ only in what commutes: for each actor, what happened to it, in order. */
export function traceOf(events: readonly ModelEvent[]): string {
  const ofOwner = new Map<string, string>()
  for (const { id, owner } of events) ofOwner.set(owner, `${ofOwner.get(owner) ?? ''} ${id}`)
  return [...ofOwner.values()].sort().join('\n')
}

/**
 * A number that stands for a text: two hashes in the manner of FNV-1a, of which 53 bits are kept. Among a million texts
 * two have the same number with a probability of 1 to 18,000.
 */
export function numberOf(text: string): number {
  let [low, high] = [0x811c9dc5, 0x9747b28c]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x5bd1e995)
    high ^= high >>> 15
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}
