import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { everySchedule, figures } from '../rig/every-schedule.ts'
import { Incrementer, SplitCounter } from '../rig/lost-update.ts'
import { twoPhaseCommit } from '../rig/two-phase-commit.ts'

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

const participants = ['p1', 'p2', 'p3']

test('a two-phase commit of three has 540 schedules in 6 traces, and all of them commit', async () => {
  const survey = await everySchedule(twoPhaseCommit(3), (world) =>
    participants.some((path) => world.stateOf(path) !== 'committed'),
  )
  expect(figures(survey)).toEqual([540, 6, 0, 34])
})

test('one whose coordinator may crash has 2,352 schedules in 16 traces, 10 of which leave somebody prepared', async () => {
  const survey = await everySchedule(
    twoPhaseCommit(3),
    (world) => participants.some((path) => world.stateOf(path) === 'prepared'),
    { faults: { crash: { of: ['coordinator'] } } },
  )
  expect(figures(survey)).toEqual([2352, 16, 10, 68])
})

interface InboxProtocol {
  from(sender: number): void
}

const Inbox = defineActor('Inbox', (_ctx: ActorContext<InboxProtocol>) => {
  const order: number[] = []
  return { from: (sender) => void order.push(sender), [Symbol.for('troupe.state')]: () => [...order] }
})

const Sender = defineActor(
  'Sender',
  (_ctx: ActorContext<object>, inbox: ActorRef<InboxProtocol>, id: number) => {
    inbox.tell('from', id)
    return {}
  },
)

test('five senders of one message each have 120 schedules, all of them traces of their own', async () => {
  const fanIn = (system: ActorSystem): void => {
    const inbox = system.spawn(Inbox, [], { name: 'inbox' })
    for (let id = 0; id < 5; id++) system.spawn(Sender, [inbox, id])
  }
  expect(figures(await everySchedule(fanIn, () => false))).toEqual([120, 120, 0, 326])
})

test('five disjoint pairs have 120 schedules of one trace', async () => {
  const pairs = (system: ActorSystem): void => {
    for (let id = 0; id < 5; id++) system.spawn(Sender, [system.spawn(Inbox), id])
  }
  expect(figures(await everySchedule(pairs, () => false))).toEqual([120, 1, 0, 32])
})
