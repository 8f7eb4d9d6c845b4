import '../../src/vitest/index.ts'
import { expect, test } from 'vitest'
import { createTestSystem, followProtocol, message, outside, protocol } from '../../src/index.ts'
import type { Operation } from '../../src/linearizability/operation.ts'
import { register } from '../linearizability/models.ts'

interface GuestProtocol {
  hello(name: string, at: number): void
}

test('toHaveReceived looks for a message of a probe', async () => {
  await using sys = createTestSystem()
  const guest = sys.probe<GuestProtocol>('guest')
  guest.ref.tell('hello', 'Ada', 9)
  await guest.next()
  expect(guest).toHaveReceived('hello')
  expect(guest).toHaveReceived('hello', 'Ada', expect.any(Number))
  expect(guest).not.toHaveReceived('hello', 'Bob', 9)
  expect(guest).not.toHaveReceived('goodbye')
  expect(() => expect(guest).toHaveReceived('hello', 'Bob', 9)).toThrow(
    "The probe was to receive hello('Bob', 9), and has received hello('Ada', 9).",
  )
  expect(() => expect(guest).not.toHaveReceived('hello')).toThrow(
    /was not to receive "hello", and has received hello\('Ada', 9\)/,
  )
})

test('toHaveReceived says that nothing has come', async () => {
  await using sys = createTestSystem()
  const guest = sys.probe<GuestProtocol>('guest')
  expect(() => expect(guest).toHaveReceived('hello')).toThrow(/and has received nothing/)
})

function read(value: number): Operation {
  return {
    client: 'a',
    name: 'read',
    args: [],
    invoked: 1,
    returned: 2,
    outcome: { type: 'answered', value },
  }
}

test('toBeLinearizable asks a model, and tells what it cannot explain', () => {
  expect([read(0)]).toBeLinearizable(register)
  expect([read(1)]).not.toBeLinearizable(register)
  expect(() => expect([read(1)]).toBeLinearizable(register)).toThrow(
    /nothing explains why read\(\) of "a" was answered 1/,
  )
  expect(() => expect([read(0)]).not.toBeLinearizable(register)).toThrow(/Linearizable, in this order/)
})

test('toFollowItsProtocol ends the watch, and tells all violations', async () => {
  await using sys = createTestSystem()
  const guest = sys.probe<GuestProtocol>('guest')
  const greeting = protocol('greeting', message('host', 'guest', 'hello'))
  const [first, second] = [0, 1].map(() => followProtocol(greeting, sys, { host: outside, guest: guest.ref }))
  guest.ref.tell('hello', 'Ada', 9)
  await guest.expectNone().catch(() => {})
  expect(first).toFollowItsProtocol()
  expect(() => expect(first).not.toFollowItsProtocol()).toThrow(/was not to follow its protocol/)
  guest.ref.tell('hello', 'Ada', 10)
  await guest.expectNone().catch(() => {})
  expect(second).not.toFollowItsProtocol()
  expect(() => expect(second).toFollowItsProtocol()).toThrow(
    /"host" sent "hello" to "guest": nothing more was to come/,
  )
})

test.each([
  ['toHaveReceived', { ref: 3 }, 'toHaveReceived looks at a probe, and was given { ref: 3 }'],
  ['toFollowItsProtocol', undefined, 'toFollowItsProtocol looks at what followProtocol returns'],
  [
    'toBeLinearizable',
    'asks',
    "A history is compared with a model, as sequentialModel makes one, not with 'hello'",
  ],
])('%s refuses what it cannot look at', (matcher, value, words) => {
  const expectation = expect(value)
  expect(() => Reflect.apply(Reflect.get(expectation, matcher), expectation, ['hello'])).toThrow(words)
})
