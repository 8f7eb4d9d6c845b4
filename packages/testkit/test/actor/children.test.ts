import { type AnyActorRef, defineActor } from '@troupe/core'
import { defineRouter, defineTask } from '@troupe/core/patterns'
import { expect, test } from 'vitest'
import { fx, testActor } from '../../src/index.ts'
import { Child, type Desk, type Peer, type PeerProtocol } from './desk.ts'

test('a child is not given what cannot be sent', () => {
  const Careless = defineActor('Careless', (ctx: Desk) => ({
    go: () => void ctx.spawn(Child, [Object(() => {})]),
    get: () => '',
    done() {},
    gone() {},
    tick() {},
  }))
  const t = testActor(Careless, [], { restart: 'temporary' })
  t.send('go', '')
  expect(t.effects()).toEqual([fx.fail(expect.stringContaining('cannot be sent a function'))])
})

test('one group restarts together, and the members are named', () => {
  const Grouping = defineActor('Grouping', (ctx: Desk) => {
    const group = ctx.group({ strategy: 'one-for-all' })
    const members: AnyActorRef[] = [1, 2].map((seat) => group.spawn(Child, [seat], { name: `m-${seat}` }))
    return { go: () => ctx.stop(members[1]), get: () => '', done() {}, gone() {}, tick() {} }
  })
  const t = testActor(Grouping)
  expect(t.effects()).toEqual([fx.group('one-for-all'), fx.spawn('m-1'), fx.spawn('m-2')])
  t.fail('m-1', new Error('broken'))
  expect(t.effects()).toEqual([fx.restart('m-1'), fx.restart('m-2')])
})

test('tasks and routers are children like any other: stubs', async () => {
  const Count = defineTask('Count', (_signal, upTo: number) => upTo)
  const Router = defineRouter<PeerProtocol>('Router')
  const Leading = defineActor('Leading', (ctx: Desk, peer: Peer) => ({
    go: () => void ctx.spawn(Router, [[peer]], { name: 'router' }).tell('hear', 'all'),
    get: async (id) => String(await ctx.spawn(Count, [id], { name: 'task' }).ask('result')),
    done() {},
    gone() {},
    tick() {},
  }))
  const t = testActor(Leading, (stub) => [stub<PeerProtocol>('peer')])
  t.send('go', '')
  expect(t.effects()).toEqual([fx.spawn('router'), fx.tell('router', 'hear', 'all')])
  await t.send('get', 3)
  await t.respond('task', 'result', 3)
  expect(t.effects()).toEqual([fx.spawn('task', Count, [3]), fx.ask('task', 'result'), fx.reply('3')])
})
