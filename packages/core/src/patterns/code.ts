/** What kind of error it is; of anything else, nothing is known. By its code, since one from another node has no class. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
