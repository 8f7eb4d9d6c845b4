import { test } from 'vitest'
import { sequentialModel } from '../../src/index.ts'

interface RegisterProtocol {
  write(value: number): void
  read(): number
}

test('a model has the messages, payloads and answers of its protocol', () => {
  sequentialModel<RegisterProtocol, number>(0, {
    write: (_state, value) => [value],
    read: (state) => [state, state],
  })
  sequentialModel<RegisterProtocol, number>(0, { read: (state) => [state, state] })
  // @ts-expect-error an answer of another type
  sequentialModel<RegisterProtocol, number>(0, { read: (state) => [state, 'one'] })
  // @ts-expect-error an answer is missing
  sequentialModel<RegisterProtocol, number>(0, { read: (state) => [state] })
  // @ts-expect-error no such message
  sequentialModel<RegisterProtocol, number>(0, { burn: (state: number) => [state] })
})
