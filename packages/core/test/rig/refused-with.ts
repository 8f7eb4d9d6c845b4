/** The code of what a call throws. */
export function refusedWith(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
  return 'nothing was refused'
}
