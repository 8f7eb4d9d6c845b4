/** What can be awaited, and is no promise: nothing keeps `act` from settling it twice, at once, or throwing. */
export function thenable<T>(
  act: (fulfil: (value: T) => void, refuse: (error: unknown) => void) => unknown,
): PromiseLike<T> {
  return {
    // biome-ignore lint/suspicious/noThenProperty: that is what it is for
    then(fulfilled, refused) {
      act(
        (value) => void fulfilled?.(value),
        (error) => void refused?.(error),
      )
      return new Promise(() => {})
    },
  }
}
