const LOOK_MS = 20

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Looks again and again, for so many milliseconds at most, and tells whether it has come to be so. */
export async function comesTrue(limit: number, isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + limit; ; await sleep(LOOK_MS)) {
    if (await isSo()) return true
    if (performance.now() > end) return false
  }
}
