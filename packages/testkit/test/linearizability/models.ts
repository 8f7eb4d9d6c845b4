import { Rejection } from '@troupe/core'
import { sequentialModel } from '../../src/linearizability/sequential-model.ts'

export interface RegisterProtocol {
  write(value: number): void
  read(): number
  cas(from: number, to: number): boolean
}

export const register = sequentialModel<RegisterProtocol, number>(0, {
  write: (_state, value) => [value],
  read: (state) => [state, state],
  cas: (state, from, to) => (state === from ? [to, true] : [state, false]),
})

export interface QueueProtocol {
  put(value: number): void
  take(): number
}

export const queue = sequentialModel<QueueProtocol, readonly number[]>([], {
  put: (state, value) => [[...state, value]],
  take([first, ...rest]) {
    if (first === undefined) throw new Rejection('nothing there', { code: 'empty' })
    return [rest, first]
  },
})

export interface CounterProtocol {
  increment(): number
}

export const counter = sequentialModel<CounterProtocol, number>(0, {
  increment: (state) => [state + 1, state + 1],
})
