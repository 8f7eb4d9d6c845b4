// Kept from before anybody puts a false one in its place.
const { setImmediate: realSetImmediate } = globalThis

/** Resolves when every promise that could settle without outside help has been seen to. */
export function immediate(): Promise<void> {
  return new Promise((resolve) => realSetImmediate(resolve))
}
