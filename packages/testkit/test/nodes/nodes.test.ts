import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { createTestSystem } from '../../src/index.ts'

interface EarProtocol {
  hear(words: Map<string, number>): void
}

interface EchoProtocol {
  say(words: Map<string, number>, to: ActorRef<EarProtocol>): void
  size(words: Map<string, number>): number
}

const Echo = defineActor('Echo', (_ctx: ActorContext<EchoProtocol>) => ({
  say: (words, to) => void to.tell('hear', words),
  size: (words) => words.size,
}))

interface WatcherProtocol {
  watch(ref: AnyActorRef): void
  ask(echo: ActorRef<EchoProtocol>): number
}

const Watcher = defineActor(
  'Watcher',
  (ctx: ActorContext<WatcherProtocol>, ear: ActorRef<{ down(reason: string): void }>) => {
    ctx.on('down', ({ reason }) => void ear.tell('down', reason))
    return {
      watch: (ref) => void ctx.watch(ref),
      ask: async (echo) => (await echo.ask('size', new Map())) + 1,
    }
  },
)

const words = new Map([['hello', 1]])

test('actors on other nodes are met through the real codec, in virtual time', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo }, 2)
  expect(sys.nodes).toEqual({ far: ['far-0', 'far-1'] })
  const ear = sys.probe<EarProtocol>('ear')
  const echo = sys.spawn(Echo, [], { name: 'echo', on: 'far-1' })
  echo.tell('say', words, ear.ref)
  const heard = await ear.expect('hear', words)
  expect(heard.args[0]).not.toBe(words)
  await sys.expectAnswer(echo.ask('size', words), 1)
  const watcher = sys.spawn(Watcher, [sys.probe<{ down(reason: string): void }>().ref])
  await sys.expectAnswer(watcher.ask('ask', echo), 1)
})

test('a way that is cut holds messages back until it is healed', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo })
  const ear = sys.probe<EarProtocol>('ear')
  const echo = sys.spawn(Echo, [], { name: 'echo', on: 'far' })
  await sys.settled()
  sys.network.cut('main', 'far-0')
  echo.tell('say', words, ear.ref)
  await ear.expectNone()
  sys.network.heal()
  await ear.expect('hear', words)
})

test('a node that crashes takes its actors along, and whoever watches them is told', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo })
  const end = sys.probe<{ down(reason: string): void }>('end')
  const echo = sys.spawn(Echo, [], { name: 'echo', on: 'far' })
  const watcher = sys.spawn(Watcher, [end.ref])
  watcher.tell('watch', echo)
  await sys.settled()
  sys.network.crash('far-0')
  await end.expect('down', 'node-down')
  expect(() => sys.network.crash('far-0')).toThrow('There is no node "far-0" that could be cut off or crash')
})
