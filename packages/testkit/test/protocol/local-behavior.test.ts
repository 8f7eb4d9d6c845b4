import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  act,
  after,
  andThen,
  both,
  done,
  either,
  type LocalBehavior,
  loop,
  mayEnd,
} from '../../src/protocol/local-behavior.ts'

/** A behaviour, and beside it the set of words of up to `LONGEST` actions that it allows, found by brute force. */
interface Spelled {
  readonly behavior: LocalBehavior
  readonly words: ReadonlySet<string>
}

const LONGEST = 4
const LETTERS = ['a', 'b', 'c']
const letter = (name: string) => ({ does: 'send', peer: 'p', name }) as const

const short = (words: Iterable<string>) => new Set([...words].filter((word) => word.length <= LONGEST))
const product = (one: Iterable<string>, other: Iterable<string>, join: (x: string, y: string) => string[]) =>
  short([...one].flatMap((x) => [...other].flatMap((y) => join(x, y))))

function shuffles(one: string, other: string): string[] {
  const [x, y] = [one[0], other[0]]
  if (x === undefined || y === undefined) return [one + other]
  return [
    ...shuffles(one.slice(1), other).map((rest) => x + rest),
    ...shuffles(one, other.slice(1)).map((rest) => y + rest),
  ]
}

function repeated(words: ReadonlySet<string>): Set<string> {
  let all = new Set([''])
  for (let times = 0; times < LONGEST; times++)
    all = new Set([...all, ...product(all, words, (x, y) => [x + y])])
  return all
}

const { spelled } = fc.letrec<{ spelled: Spelled }>((tie) => ({
  spelled: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...LETTERS).map((name) => ({ behavior: act(letter(name), 1), words: new Set([name]) })),
    fc.constant({ behavior: done, words: new Set(['']) }),
    fc.tuple(tie('spelled'), tie('spelled')).map(([x, y]) => ({
      behavior: andThen(x.behavior, y.behavior),
      words: product(x.words, y.words, (one, other) => [one + other]),
    })),
    fc.tuple(tie('spelled'), tie('spelled')).map(([x, y]) => ({
      behavior: either([x.behavior, y.behavior]),
      words: new Set([...x.words, ...y.words]),
    })),
    fc.tuple(tie('spelled'), tie('spelled')).map(([x, y]) => ({
      behavior: both([x.behavior, y.behavior]),
      words: product(x.words, y.words, shuffles),
    })),
    tie('spelled').map((x) => ({ behavior: loop(x.behavior), words: repeated(x.words) })),
  ),
}))

function allows(behavior: LocalBehavior, word: string): boolean {
  let left: LocalBehavior | undefined = behavior
  for (const name of word) {
    left = after(left, letter(name))
    if (left === undefined) return false
  }
  return mayEnd(left)
}

const allWords = ['', ...LETTERS]
for (let length = 2; length <= LONGEST; length++) {
  allWords.push(
    ...allWords.filter((word) => word.length === length - 1).flatMap((word) => LETTERS.map((l) => word + l)),
  )
}

test('a behaviour allows exactly the words that its parts spell', () => {
  fc.assert(
    fc.property(spelled, ({ behavior, words }) => {
      for (const word of allWords) expect(allows(behavior, word), `"${word}"`).toBe(words.has(word))
    }),
    { numRuns: 300 },
  )
})

test('a behaviour has few states, however long a run is', () => {
  const name = (n: number) => letter(String(n))
  const lanes = [1, 2, 3].map((n) => loop(andThen(act(name(n), n), act(name(n + 10), n + 10))))
  let left: LocalBehavior | undefined = both(lanes)
  const keys = new Set<string>()
  for (let step = 0; step < 1000 && left !== undefined; step++) {
    keys.add(left.key)
    const lane = (step % 3) + 1
    left = after(left, name(step % 6 < 3 ? lane : lane + 10))
  }
  expect(left).toBeDefined()
  expect(keys.size).toBeLessThanOrEqual(8)
})
