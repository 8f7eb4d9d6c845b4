import { expect, test } from 'vitest'
import { createTestSystem, ExpectationError } from '../../src/index.ts'

interface BoxProtocol {
  put(value: unknown): void
  pair(one: unknown, other: unknown): void
}

/** Messages that say no more than a person reads. */
const LONGEST = 5000

async function failureOf(test: Promise<unknown>): Promise<ExpectationError> {
  const error = await test.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ExpectationError) return error
  throw error ?? new Error('It passed.')
}

function many<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i))
}

/** What takes long to write, and longer to read. */
const huge: readonly (readonly [string, () => unknown])[] = [
  ['a long list', () => many(50_000, (id) => ({ id, text: 'some words' }))],
  ['an object of many fields', () => Object.fromEntries(many(50_000, (id) => [`k${id}`, { id }]))],
  ['a map of many entries', () => new Map(many(50_000, (id) => [id, { id }]))],
  ['a long text', () => 'x'.repeat(1_000_000)],
  ['many bytes', () => new Uint8Array(1_000_000)],
  [
    'a list of lists of lists',
    () => many(7, () => 0).reduce<unknown>((each) => many(12, () => each), 'leaf'),
  ],
  ['what is nested deeply', () => many(900, () => 0).reduce<unknown>((within) => ({ within }), 'leaf')],
]

test.each(huge)('a failure shows of %s what a person can read', async (_what, make) => {
  await using sys = createTestSystem()
  const box = sys.probe<BoxProtocol>('box')
  box.ref.tell('put', make())
  const { message } = await failureOf(box.expect('put', 3))
  expect(message).toContain('The probe "box" expected put(3), and was sent put(')
  expect(message.length).toBeLessThan(LONGEST)
  expect(message).not.toContain('\n')
  await box.next()
  expect((await failureOf(box.expect('put', 3))).message.length).toBeLessThan(LONGEST)
})

test('of what was left out a failure says how much that is', async () => {
  await using sys = createTestSystem()
  const box = sys.probe<BoxProtocol>('box')
  box.ref.tell(
    'pair',
    many(30, (i) => i),
    { text: 'y'.repeat(205) },
  )
  const { message } = await failureOf(box.expectNone())
  expect(message).toContain("19, 10 more ], { text: 'yyy")
  expect(message).toContain("yyy… 5 more characters' })")
})

test('of many messages that are too much a failure shows the first, and says how many there are', async () => {
  await using sys = createTestSystem()
  const box = sys.probe<BoxProtocol>('box')
  for (let i = 0; i < 1000; i++) box.ref.tell('put', i)
  expect((await failureOf(box.expectNone())).message).toBe(
    'The probe "box" expected nothing, and was sent put(0), then put(1), then put(2), then 997 more.',
  )
})

test('patterns are shown as test runners write them, and match as they say', async () => {
  await using sys = createTestSystem()
  const box = sys.probe<BoxProtocol>('box')
  box.ref.tell('pair', { id: 7, tags: ['a'] }, 2)
  const { message } = await failureOf(
    box.expect('pair', expect.objectContaining({ id: expect.any(String) }), expect.not.stringContaining('x')),
  )
  expect(message).toBe(
    'The probe "box" expected pair(ObjectContaining { id: Any<String> }, StringNotContaining \'x\'), ' +
      "and was sent pair({ id: 7, tags: [ 'a' ] }, 2).",
  )
  await box.expect('pair', { id: expect.any(Number), tags: expect.arrayContaining(['a']) }, expect.closeTo(2))
})

test('a ref in a matcher matches the same actor alone', async () => {
  await using sys = createTestSystem()
  const [box, other] = [sys.probe<BoxProtocol>('box'), sys.probe('other')]
  box.ref.tell('put', { client: other.ref })
  const { message } = await failureOf(box.expect('put', expect.objectContaining({ client: box.ref })))
  expect(message).toContain('put(ObjectContaining { client: ActorRef(troupe://main/box) })')
  await box.expect('put', expect.objectContaining({ client: sys.lookup('troupe://main/other') }))
})

test('a pattern that holds itself, or throws when it is read, is shown all the same', async () => {
  await using sys = createTestSystem()
  const box = sys.probe<BoxProtocol>('box')
  const ring: Record<string, unknown> = { name: 'ring' }
  ring.self = ring
  box.ref.tell('put', { name: 'ring' })
  expect((await failureOf(box.expect('put', ring))).message).toContain("{ name: 'ring', self: [Circular] }")
  const spiteful = Object.defineProperty({}, 'name', {
    enumerable: true,
    get: () => {
      throw new Error('Do not look.')
    },
  })
  const failure = box.expect('put', spiteful)
  await expect(failure).rejects.toThrow('Do not look.')
  await box.expect('put', { name: 'ring' })
})

test('a function is no pattern, and a message has a name', async () => {
  await using sys = createTestSystem()
  const box = sys.probe<BoxProtocol>('box')
  box.ref.tell('put', 3)
  await expect(box.expect('put', (value: number) => value > 2)).rejects.toMatchObject({
    code: 'invalid-option',
    message: expect.stringContaining('Expect a matcher, as expect.toSatisfy(…) of vitest'),
  })
  await expect(Reflect.apply(box.expect, box, [])).rejects.toMatchObject({ code: 'invalid-option' })
  await box.expect(
    'put',
    expect.toSatisfy((value: number) => value > 2),
  )
})

test('a probe does not wait for real time', async () => {
  await using sys = createTestSystem()
  const box = sys.probe<BoxProtocol>('box')
  const start = performance.now()
  for (let i = 0; i < 20; i++) {
    await failureOf(box.expect('put', 3))
    await box.expectNone()
  }
  expect(performance.now() - start).toBeLessThan(2000)
})
