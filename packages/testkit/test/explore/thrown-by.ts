/** The error of that class with which a promise is rejected. */
export async function thrownBy<E extends Error>(
  kind: abstract new (...args: never[]) => E,
  promise: Promise<unknown>,
): Promise<E> {
  try {
    await promise
  } catch (error) {
    if (error instanceof kind) return error
    throw error
  }
  throw new Error(`${kind.name} was expected, and nothing was thrown`)
}
