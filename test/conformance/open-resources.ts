/** The kinds of what keeps this process alive, once what was closed has had time to be gone. */
export async function whatIsOpen(): Promise<string[]> {
  // A handle that was closed leaves in the closing phase of the event loop, a port in the turn after it.
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  return process.getActiveResourcesInfo()
}

/** The kinds of what has been opened since, and is open still. Timers of the test runner may have gone meanwhile. */
export async function whatIsLeft(before: readonly string[]): Promise<string[]> {
  const left = await whatIsOpen()
  for (const kind of before) {
    const at = left.indexOf(kind)
    if (at >= 0) left.splice(at, 1)
  }
  return left
}
