/** What an ask is rejected with. */
export async function errorOf(ask: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await ask.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome && outcome.error instanceof Error) return Object.assign(outcome.error)
  throw new Error(`This was to be rejected, but was ${JSON.stringify(outcome)}.`)
}

/** The code of what an ask is rejected with, where it is not `answered`. */
export function codeOf(ask: Promise<unknown>): Promise<unknown> {
  return ask.then(
    () => 'answered',
    (error: { readonly code: unknown }) => error.code,
  )
}
