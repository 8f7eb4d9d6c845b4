/** What a message is routed by: equal keys go to the same routee. */
export type RoutingKey = string | number | bigint | boolean

/**
 * Which of `places` a key belongs to: the one that scores highest with it, as in rendezvous hashing (Thaler and
 * Ravishankar, 1998). Where a place goes, only its own keys move, evenly to all others; where one comes, it takes an even
 * share from each.
 *
 * @param places hashes that tell the places apart
 * @returns the index of the place, -1 where there is none
 */
export function placeOf(key: number, places: readonly number[]): number {
  let best = -1
  let highest = -1
  for (const [index, place] of places.entries()) {
    const score = mix(key ^ place)
    if (score > highest) {
      highest = score
      best = index
    }
  }
  return best
}

/** Whether `value`, from a key function that no compiler has checked, is a key. */
export function isRoutingKey(value: unknown): value is RoutingKey {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}

/** An unsigned 32-bit number that differs for different keys as a rule. Keys of different types differ, too. */
export function hashOf(key: RoutingKey): number {
  const text = `${typeof key}:${key}`
  // FNV-1a; its low bits are poor, which mixing mends.
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

/** Spreads each bit over all of them: the finalizer of MurmurHash3. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
