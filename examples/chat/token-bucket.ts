/** How fast a client may send: `burst` lines at once, and `rate` a second in the long run. */
export interface Rate {
  readonly rate: number
  readonly burst: number
}

/** What is left in a bucket at a moment, in milliseconds of any clock. */
export interface Bucket {
  readonly tokens: number
  readonly at: number
}

export function fullBucket({ burst }: Rate, now: number): Bucket {
  return { tokens: burst, at: now }
}

/** Takes one token. What comes too soon takes it in advance: `wait` is how many milliseconds it comes too soon. */
export function take({ rate, burst }: Rate, bucket: Bucket, now: number): { bucket: Bucket; wait: number } {
  const refilled = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * rate) / 1000)
  const tokens = refilled - 1
  return { bucket: { tokens, at: now }, wait: tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / rate) }
}
