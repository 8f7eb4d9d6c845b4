/**
 * Resolves when all that can run without time or input has run: the host takes this up only after its queue of
 * microtasks is empty, and in the rig actors have their turns there.
 */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
