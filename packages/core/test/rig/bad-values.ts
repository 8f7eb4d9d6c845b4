/** What has no words of its own is a bad value as others: the error that says so must not throw another. */
export const wordless: unknown = Object.create(null)

/** No times, nor numbers of anything. */
export const badTimes: readonly unknown[] = [
  -1,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  '5',
  5n,
  null,
  Symbol('5'),
  wordless,
]

/** No refs of actors. */
export const noRefs: readonly unknown[] = [
  undefined,
  null,
  'troupe://main/a',
  {},
  wordless,
  { path: 'a', equals: () => true },
]
