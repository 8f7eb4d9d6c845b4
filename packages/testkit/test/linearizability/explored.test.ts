import { type ActorContext, type ActorSystem, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { AskHistory, checkHistory, ExploreError, explore } from '../../src/index.ts'
import type { Operation } from '../../src/linearizability/operation.ts'
import { everySchedule } from '../rig/every-schedule.ts'
import { type RegisterProtocol, register } from './models.ts'

const Register = defineActor('Register', (_ctx: ActorContext<RegisterProtocol>, isForgetful: boolean) => {
  let held = 0
  return {
    write(value) {
      if (!isForgetful || value !== 2) held = value
    },
    read: () => held,
    cas: (from, to) => from === held && to === held,
  }
})

let history = new AskHistory()

const program = (isForgetful: boolean) => (system: ActorSystem) => {
  history = new AskHistory()
  const ref = system.spawn(Register, [isForgetful], { name: 'register' })
  history.spawnClients<RegisterProtocol>(system, ref, {
    a: [['write', 1], ['read']],
    b: [['write', 2], ['read']],
  })
}

/** All that linearizability depends on: the answers, and which asks were over before others began. */
function essence(operations: readonly Operation[]): string {
  const sorted = operations.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
  const lines = sorted.map((operation) => {
    const before = sorted.filter(({ returned }) => returned !== undefined && returned < operation.invoked)
    return `${nameOf(operation)} = ${JSON.stringify(operation.outcome)} after ${before.map(nameOf).join()}`
  })
  return lines.join('\n')
}

const nameOf = ({ client, name }: Operation) => `${client} ${name}`

test('exploring with the property sees every history there is', async () => {
  const all = new Set<string>()
  await everySchedule(program(false), () => {
    all.add(essence(history.operations))
    return false
  })
  const explored = new Set<string>()
  const report = await explore(program(false), {
    always: { 'it is linearizable': (state) => history.isLinearizable(register, state) },
    finally: { 'the history is kept': () => explored.add(essence(history.operations)).size > 0 },
  })
  expect(report.exhaustive).toBe(true)
  expect(explored).toEqual(all)
  expect(all.size).toBeGreaterThan(10)
})

test('after a failure the history is that of the run that is shown', async () => {
  const exploration = explore(program(true), {
    always: { 'it is linearizable': (state) => history.isLinearizable(register, state) },
  })
  await expect(exploration).rejects.toThrow(ExploreError)
  expect(checkHistory(history.operations, register).isLinearizable).toBe(false)
})
