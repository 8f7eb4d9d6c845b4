import type { ActorSystem } from '@troupe/core'
import { expect, test } from 'vitest'
import { everySchedule, figures } from '../rig/every-schedule.ts'
import { Incrementer, SplitCounter } from '../rig/lost-update.ts'

function lostUpdate(clients: number) {
  return (system: ActorSystem): void => {
    const counter = system.spawn(SplitCounter, [], { name: 'c' })
    for (let i = 1; i <= clients; i++) system.spawn(Incrementer, [counter], { name: `i${i}` })
  }
}

test('two clients that increment in two steps have 20 schedules in 6 traces, 4 of which lose an update', async () => {
  const survey = await everySchedule(lostUpdate(2), (world) => world.stateOf('c') !== 2)
  expect(figures(survey)).toEqual([20, 6, 4, 22])
})

test('three of them have 1,680 schedules in 90 traces, 84 of which lose an update', async () => {
  const survey = await everySchedule(lostUpdate(3), (world) => world.stateOf('c') !== 3)
  expect(figures(survey)).toEqual([1680, 90, 84, 175])
})
