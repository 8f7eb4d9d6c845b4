import { type ActorContext, type ActorRef, createSystem, defineActor, type Later } from '@troupe/core'
import { expect, test } from 'vitest'
import { ask, choice, message, optional, repeat, seq } from '../../src/protocol/interaction.ts'
import { protocol } from '../../src/protocol/protocol.ts'
import { followProtocol, outside, type ProtocolRun } from '../../src/protocol/protocol-run.ts'
import { createTestSystem } from '../../src/system/test-system.ts'
import { createWorld } from '../../src/world/create-world.ts'

interface ShopProtocol {
  order(client: ActorRef<ClientProtocol>, count: number): void
  price(): number
}

interface ClientProtocol {
  confirm(): void
  refuse(): void
  shop(count: number): void
}

/** Has two of everything, and where it is `hasty` says yes before it looks. */
const Shop = defineActor('Shop', (_ctx: ActorContext<ShopProtocol>, hasty: boolean) => ({
  order(client, count) {
    if (hasty || count <= 2) client.tell('confirm')
    if (count > 2) client.tell('refuse')
  },
  price: () => 5,
}))

const Client = defineActor('Client', (ctx: ActorContext<ClientProtocol>, shop: ActorRef<ShopProtocol>) => ({
  async shop(count) {
    if (count > 0) shop.tell('order', ctx.self, count)
    else await shop.ask('price')
  },
  confirm() {},
  refuse() {},
}))

const purchase = protocol(
  'purchase',
  repeat(
    choice(
      seq(
        message('client', 'shop', 'order'),
        choice(message('shop', 'client', 'confirm'), message('shop', 'client', 'refuse')),
      ),
      ask('client', 'shop', 'price'),
    ),
  ),
)

/** Sends a client shopping, one time after the other, and a stranger each time before it. */
async function shopFor(counts: readonly number[], hasty = false): Promise<string[]> {
  const sent: (() => void)[] = []
  const watched: ProtocolRun[] = []
  const world = await createWorld((system) => {
    const shop = system.spawn(Shop, [hasty], { name: 'shop' })
    const client = system.spawn(Client, [shop])
    const stranger = system.spawn(Client, [shop])
    watched.push(followProtocol(purchase, system, { client, shop: 'shop' }))
    for (const count of counts) {
      sent.push(() => {
        stranger.tell('shop', 9)
        client.tell('shop', count)
      })
    }
  })
  for (const send of sent) {
    send()
    for (let [event] = world.enabled(); event !== undefined; [event] = world.enabled())
      await world.step(event)
  }
  return watched.flatMap(kindsOf)
}

function kindsOf(run: ProtocolRun): string[] {
  return run.finish().map(({ kind, role, action }) => `${kind} ${role} ${action?.name ?? ''}`.trim())
}

test('a run that follows its protocol has no violations, whatever strangers do', async () => {
  expect(await shopFor([1, 5, 0, 2])).toEqual([])
})

test('what a role sends beyond its protocol is seen', async () => {
  expect(await shopFor([5], true)).toEqual(['unexpected shop refuse'])
})

test('the program outside may play a role, and what is still to be done is missing at the end', async () => {
  await using system = await createSystem()
  const shop = system.spawn(Shop, [false])
  const client = system.spawn(Client, [shop])
  const errand = protocol(
    'errand',
    seq(message('test', 'client', 'shop'), message('client', 'shop', 'order')),
  )
  const run = followProtocol(errand, system, { test: outside, client: client.path, shop })
  await client.ask('shop', 0)
  expect(kindsOf(run)).toEqual(['unexpected client price', 'missing client', 'missing shop'])
  expect(run.finish()).toBe(run.violations)
})

test('a message to one who has ended is an orphan, with the reason', async () => {
  await using system = await createSystem({ logger: { write: () => {} } })
  const shop = system.spawn(Shop, [false])
  const client = system.spawn(Client, [shop])
  const run = followProtocol(purchase, system, { client, shop })
  await system.stop(shop)
  await client.ask('shop', 1)
  const [violation, ...others] = run.finish()
  expect(violation?.text).toMatch(/"shop" never received "order", .* it became a dead letter \(terminated\)/)
  expect(others).toMatchObject([{ kind: 'missing', role: 'client' }])
})

test('who ends in order must have done what was due, who fails need not', async () => {
  const Forgetful = defineActor(
    'Forgetful',
    (ctx: ActorContext<{ ask(fails: boolean): void; answer(): void }>) => ({
      ask(fails) {
        if (fails) throw new Error('oops')
        ctx.stop()
      },
      answer() {},
    }),
  )
  await using system = await createSystem({ logger: { write: () => {} } })
  const question = protocol('question', seq(message('test', 'one', 'ask'), message('one', 'test', 'answer')))
  const missing: string[][] = []
  for (const fails of [false, true]) {
    const one = system.spawn(Forgetful, [], { restart: 'temporary' })
    const run = followProtocol(question, system, { test: outside, one })
    one.tell('ask', fails)
    await system.terminated(one)
    missing.push(run.finish().map(({ role }) => role))
  }
  expect(missing).toEqual([['test', 'one'], ['test']])
})

test('an answer that another gives belongs to whoever asked', async () => {
  interface Sums {
    sum(a: number, b: number): number
  }
  const Worker = defineActor('Worker', (_ctx: ActorContext<Sums>) => ({ sum: (a, b) => a + b }))
  const Desk = defineActor('Desk', (ctx: ActorContext<Sums>, worker: ActorRef<Sums>) => ({
    sum: (a, b): Later<number> => ctx.forward(worker, 'sum', a, b),
  }))
  const Asker = defineActor('Asker', (_ctx: ActorContext<{ go(): number }>, desk: ActorRef<Sums>) => ({
    go: () => desk.ask('sum', 1, 2),
  }))
  await using system = await createSystem()
  const worker = system.spawn(Worker)
  const desk = system.spawn(Desk, [worker])
  const asker = system.spawn(Asker, [desk])
  const passedOn = protocol(
    'passed on',
    seq(
      message('asker', 'desk', 'sum'),
      message('desk', 'worker', 'sum'),
      message('worker', 'asker', 'answer to sum'),
    ),
  )
  const run = followProtocol(passedOn, system, { asker, desk, worker })
  expect(await asker.ask('go')).toBe(3)
  expect(run.finish()).toEqual([])
})

interface ServerProtocol {
  get(): number
  slow(): number
  crash(): void
  note(text: { readonly text: string }): void
  later(): void
}

const Server = defineActor('Server', (ctx: ActorContext<ServerProtocol>) => {
  let isOpen = false
  return {
    get: () => 1,
    // Where it is asked for, in a test system, that time is virtual.
    slow: () => new Promise<number>((resolve) => setTimeout(resolve, 100, 1)),
    crash() {
      throw new Error('as told')
    },
    note() {
      if (!isOpen) ctx.stash()
    },
    later() {
      isOpen = true
      ctx.unstashAll()
    },
  }
})

const Asker = defineActor(
  'Asker',
  (
    _ctx: ActorContext<{ ask(name: 'get' | 'slow' | 'crash'): string; note(): void }>,
    server: ActorRef<ServerProtocol>,
  ) => ({
    ask: (name) =>
      server
        .with({ timeout: 50 })
        .ask(name)
        .then(
          () => 'answered',
          (error) => error.code,
        ),
    note: () => void server.tell('note', { text: 'x' }),
  }),
)

test('what the program outside asks is answered to it', async () => {
  await using sys = createTestSystem()
  const server = sys.spawn(Server)
  const run = followProtocol(protocol('errand', ask('test', 'server', 'get')), sys, { test: outside, server })
  await server.ask('get')
  expect(run.finish()).toEqual([])
})

test.each(['here', 'far'])('an answer that comes too late from %s is never received', async (place) => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Server })
  const server = sys.spawn(Server, [], place === 'far' ? { on: 'far' } : {})
  const asker = sys.spawn(Asker, [server])
  const run = followProtocol(protocol('slow', ask('asker', 'server', 'slow')), sys, { asker, server })
  const answer = asker.ask('ask', 'slow')
  await sys.clock.advance(200)
  await sys.expectAnswer(answer, 'ask-timeout')
  expect(kindsOf(run)).toEqual(['orphan asker answer to slow', 'missing asker'])
  expect(run.violations[0]?.text).toContain('the asker had given up by then')
})

test('an actor that was started anew goes on with its role', async () => {
  await using sys = createTestSystem()
  const server = sys.spawn(Server)
  const asker = sys.spawn(Asker, [server])
  const crash = seq(message('asker', 'server', 'crash'), ask('asker', 'server', 'get'))
  const run = followProtocol(protocol('crash', crash), sys, { asker, server })
  await sys.expectAnswer(asker.ask('ask', 'crash'), 'actor-failed')
  await sys.expectAnswer(asker.ask('ask', 'get'), 'answered')
  expect(run.finish()).toEqual([])
})

test.each([
  ['production', createSystem],
  ['a test', async () => createTestSystem()],
])('a message that is put aside counts once, in a system for %s', async (_, create) => {
  await using system = await create()
  const server = system.spawn(Server)
  const asker = system.spawn(Asker, [server])
  const run = followProtocol(protocol('note', message('asker', 'server', 'note')), system, { asker, server })
  await asker.ask('note')
  await server.ask('later')
  await server.ask('get')
  expect(run.finish()).toEqual([])
})

test.each([
  ['the server', 'far', undefined],
  ['the client', undefined, 'far'],
  ['both', 'far', 'far'],
])('roles are watched on the nodes of a test, too: %s', async (_, serverNode, askerNode) => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Server, Asker })
  const server = sys.spawn(Server, [], serverNode ? { on: serverNode } : {})
  const asker = sys.spawn(Asker, [server], askerNode ? { on: askerNode } : {})
  await sys.settled()
  const errand = protocol('errand', seq(message('asker', 'server', 'note'), ask('asker', 'server', 'get')))
  const run = followProtocol(errand, sys, { asker, server })
  const stranger = followProtocol(protocol('stranger', optional(message('test', 'server', 'note'))), sys, {
    test: outside,
    server,
  })
  asker.tell('note')
  await sys.settled()
  await sys.expectAnswer(asker.ask('ask', 'get'), 'answered')
  expect(run.finish()).toEqual([])
  expect(stranger.finish()).toEqual([])
})

test('nothing more is expected of a role whose node has crashed', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Server })
  const server = sys.spawn(Server, [], { on: 'far' })
  const asker = sys.spawn(Asker, [server])
  await sys.settled()
  const run = followProtocol(protocol('slow', ask('asker', 'server', 'slow')), sys, { asker, server })
  const answer = asker.ask('ask', 'slow')
  await sys.settled()
  sys.network.crash('far-0')
  await sys.expectAnswer(answer, 'node-down')
  expect(kindsOf(run)).toEqual(['missing asker'])
})

test('a role without a player, and a player of two roles, are refused', async () => {
  await using system = await createSystem()
  const pair = protocol('pair', optional(message('a', 'b', 'x')))
  const players: Record<string, string> = { a: 'troupe://main/one' }
  // @ts-expect-error a role is missing
  expect(() => followProtocol(pair, system, { a: 'one' })).toThrow(
    expect.objectContaining({ problem: 'role-not-bound' }),
  )
  expect(() => followProtocol(pair, system, { a: 'one', b: 'one', ...players })).toThrow(
    expect.objectContaining({ problem: 'role-bound-twice' }),
  )
})

test.each([
  ['role-unknown', { a: 'a', b: 'b', c: 'c' }, '"pair" has no role "c"; its roles are a, b.'],
  ['role-not-bound', { a: ['a', 'c'], b: 'b' }, '"a" of "pair" is played by one actor'],
  ['role-not-bound', { a: '', b: 'b' }, '"a" of "pair" is played by one actor'],
  ['role-elsewhere', { a: 'troupe://far-0/~main/a', b: 'b' }, 'it lives on another node'],
])('players that make no sense are refused: %s', async (problem, players, text) => {
  await using system = await createSystem()
  const pair = protocol('pair', message('a', 'b', 'x'))
  const follow = () => Reflect.apply(followProtocol, undefined, [pair, system, players])
  expect(follow).toThrow(expect.objectContaining({ problem }))
  expect(follow).toThrow(text)
})

interface BrokerProtocol {
  price(value: number): void
}

const Broker = defineActor('Broker', (_ctx: ActorContext<BrokerProtocol>) => ({ price() {} }))

const Supplier = defineActor('Supplier', (_ctx: ActorContext<object>, broker: ActorRef<BrokerProtocol>) => {
  broker.tell('price', 5)
  return {}
})

test('who sent what is known in a test, where two have sent the same', async () => {
  const inTurn = protocol(
    'in turn',
    seq(message('north', 'broker', 'price'), message('south', 'broker', 'price')),
  )
  const found = async (...order: readonly string[]): Promise<(string | undefined)[]> => {
    let run: ProtocolRun | undefined
    const world = await createWorld((system) => {
      const broker = system.spawn(Broker, [], { name: 'broker' })
      run = followProtocol(inTurn, system, { broker, north: 'north', south: 'south' })
      for (const name of ['north', 'south']) system.spawn(Supplier, [broker], { name })
    })
    for (const from of order) await world.step({ id: `${from}→broker#1` })
    return (run?.finish() ?? []).map(({ kind, role }) => `${kind} at ${role}`)
  }
  expect(await found('north', 'south')).toEqual([])
  expect(await found('south', 'north')).toEqual(['unexpected at broker', 'missing at broker'])
})
