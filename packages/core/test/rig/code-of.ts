/** The code of what an attempt throws, or is rejected with. */
export async function codeOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt()
    return 'nothing was refused'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
