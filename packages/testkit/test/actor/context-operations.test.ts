import { type ActorContext, actorName, defineActor, type Reply, type Watch } from '@troupe/core'
import { expect, test } from 'vitest'
import { type Effect, fx, type Gate, type TestActor, testActor } from '../../src/index.ts'
import { Child, type Desk, type DeskProtocol, type Peer, type PeerProtocol } from './desk.ts'

/** What an actor does as an answer to one message, and its effects. */
function effectsOf(act: (ctx: Desk, peer: Peer) => unknown): Effect[] {
  const Acting = defineActor('Acting', (ctx: Desk, peer: Peer) => ({
    go: () => void act(ctx, peer),
    get: () => '',
    done() {},
    gone() {},
    tick() {},
  }))
  const t = testActor(Acting, (stub) => [stub<PeerProtocol>('peer')])
  void t.send('go', '')
  return t.effects()
}

const book = actorName<PeerProtocol>('book')

/** Each member of a context: what using it is seen as. */
const members: Record<keyof Desk, readonly [act: (ctx: Desk, peer: Peer) => unknown, effects: unknown[]]> = {
  self: [(ctx) => ctx.self.tell('tick'), [fx.tell('self', 'tick')]],
  parent: [(ctx) => ctx.parent, []],
  children: [
    (ctx) => {
      ctx.spawn(Child, [1], { name: 'one' })
      ctx.self.tell('done', ctx.children.length)
    },
    [fx.spawn('one'), fx.tell('self', 'done', 1)],
  ],
  abortSignal: [(ctx) => ctx.self.tell('done', ctx.abortSignal.aborted), [fx.tell('self', 'done', false)]],
  log: [(ctx) => ctx.log.write('warn', 'low', { ink: 1 }), [fx.log('warn', 'low', { ink: 1 })]],
  names: [
    (ctx, peer) => {
      void ctx.names.register(book, peer)
      void ctx.names.unregister('desk', ctx.self)
      void ctx.names.whereIs(book)
    },
    [fx.register('book', 'peer'), fx.unregister('desk', 'self'), fx.whereIs('book')],
  ],
  random: [(ctx) => ctx.self.tell('done', ctx.random.next() < 1), [fx.tell('self', 'done', true)]],
  timers: [
    (ctx) => {
      ctx.timers.after('a', 5, 'gone', 1)
      ctx.timers.every('b', 7, 'tick')
      if (ctx.timers.has('a')) ctx.timers.cancel('a')
      ctx.timers.cancelAll()
    },
    [fx.after('a', 5, 'gone', 1), fx.every('b', 7, 'tick'), fx.cancel('a'), fx.cancelAll()],
  ],
  spawn: [(ctx) => ctx.spawn(Child, [1], { name: 'one', on: 'cpu' }), [fx.spawn('one', Child, [1])]],
  group: [
    (ctx) => {
      const group = ctx.group({ strategy: 'rest-for-one' })
      group.spawn(Child, [1], { name: 'one' }).tell('hear', 'hello')
      group.stop()
    },
    [fx.group('rest-for-one'), fx.spawn('one', Child, [1]), fx.tell('one', 'hear', 'hello'), fx.stopGroup()],
  ],
  stop: [
    (ctx) => {
      ctx.stop(ctx.spawn(Child, [1]))
      ctx.stop()
    },
    [fx.spawn('Child$1'), fx.stop('Child$1'), fx.stop('self')],
  ],
  watch: [(ctx, peer) => ctx.watch(peer, { pact: true }), [fx.watch('peer')]],
  watchWith: [(ctx, peer) => ctx.watchWith(peer, 'gone', 4), [fx.watchWith('peer', 'gone', 4)]],
  unwatch: [(ctx, peer) => ctx.unwatch(ctx.watch(peer)), [fx.watch('peer'), fx.unwatch('peer')]],
  link: [(ctx, peer) => ctx.link(peer), [fx.link('peer')]],
  unlink: [(ctx, peer) => ctx.unlink(peer), [fx.unlink('peer')]],
  on: [(ctx) => ctx.on('restart', () => {}), []],
  become: [(ctx) => ctx.become({ go() {}, get: () => '', done() {}, gone() {}, tick() {} }), [fx.become()]],
  isAsked: [(ctx) => ctx.self.tell('done', ctx.isAsked), [fx.tell('self', 'done', true)]],
  reply: [(ctx) => void ctx.reply('go').answer(), []],
  forward: [(ctx, peer) => ctx.forward(peer, 'look', 3), [fx.forward('peer', 'look', 3)]],
  deadLetter: [(ctx) => ctx.deadLetter('gone', 2), [fx.deadLetter('gone', 2)]],
  stash: [
    (ctx) => {
      ctx.stash()
      ctx.become({ go() {}, get: () => '', done() {}, gone() {}, tick() {} })
    },
    [fx.stash(), fx.become()],
  ],
  unstashAll: [(ctx) => ctx.unstashAll(), [fx.unstash()]],
  receiveTimeout: [(ctx) => ctx.receiveTimeout(50, 'gone', 9), [fx.receiveTimeout(50, 'gone', 9)]],
  cancelReceiveTimeout: [(ctx) => ctx.cancelReceiveTimeout(), [fx.cancelReceiveTimeout()]],
  pipe: [(ctx) => ctx.pipe(new Promise(() => {}), 'done'), [fx.pipe('done')]],
}

test.each(Object.entries(members))('ctx.%s is seen as data', (_name, [act, effects]) => {
  expect(effectsOf(act)).toEqual(effects)
})

test('no member of a context is forgotten here', () => {
  let names: string[] = []
  effectsOf((ctx) => {
    names = Object.getOwnPropertyNames(Object.getPrototypeOf(ctx))
  })
  const own = ['constructor', 'handling', 'here', 'inTurn']
  expect(names.filter((name) => !own.includes(name)).sort()).toEqual(Object.keys(members).sort())
})

test('what fails is not seen as done', () => {
  const effects = effectsOf((ctx) => {
    expect(() => ctx.timers.after('a', -1, 'tick')).toThrow('delay')
    expect(() => ctx.group(Object({ strategy: 'none' }))).toThrow('strategy')
    expect(() => ctx.receiveTimeout(0, 'tick')).toThrow()
  })
  expect(effects).toEqual([])
})

test('a watch is told of an end, in place of the actor or as a message, until it is ended', () => {
  const Watching = defineActor('Watching', (ctx: Desk) => {
    const watches: Watch[] = []
    ctx.on('down', ({ reason }) => void ctx.log.write('info', reason))
    return {
      go: () => void ctx.watch(ctx.spawn(Child, [1], { name: 'one' })),
      get: () => '',
      done: () => void watches.push(ctx.watchWith(ctx.spawn(Child, [2], { name: 'two' }), 'gone', 2)),
      gone: (seat) => ctx.log.write('info', `${seat}`),
      tick() {
        for (const watch of watches) ctx.unwatch(watch)
      },
    }
  })
  const t = testActor(Watching)
  t.send('go', '')
  t.send('done', 0)
  t.effects()
  t.end('one')
  t.end('two', 'killed')
  expect(t.effects()).toEqual([fx.log('info', 'stopped'), fx.log('info', '2')])
  t.send('done', 0)
  t.send('tick')
  t.effects()
  t.end('two')
  expect(t.effects()).toEqual([])
})

test('an actor falls with one it is linked to, and not after it has unlinked', () => {
  const Linked = defineActor('Linked', (ctx: Desk, peer: Peer) => {
    ctx.link(peer)
    return { go: () => ctx.unlink(peer), get: () => '', done() {}, gone() {}, tick() {} }
  })
  const linked = testActor(Linked, (stub) => [stub<PeerProtocol>('peer')], { restart: 'temporary' })
  linked.end('peer', 'failed')
  expect(linked.effects()).toEqual([
    fx.link('peer'),
    fx.fail('troupe://main/self is linked with troupe://main/peer, which ended (failed).'),
  ])
  expect(linked.isAlive).toBe(false)

  const free = testActor(Linked, (stub) => [stub<PeerProtocol>('peer')], { restart: 'temporary' })
  free.send('go', '')
  free.end('peer', 'failed')
  expect(free.isAlive).toBe(true)
})

test('an answer may be given later, by the actor or by whom it has sent the reply', () => {
  const Late = defineActor('Late', (ctx: Desk, peer: Peer) => {
    let kept: Reply<string> | undefined
    return {
      go: () => kept?.answer('at last'),
      get(id) {
        kept = ctx.reply('get')
        if (id === 2) peer.tell('later', kept)
        return kept
      },
      done() {},
      gone() {},
      tick() {},
    }
  })
  const t = testActor(Late, (stub) => [stub<PeerProtocol>('peer')])
  t.send('get', 1)
  expect(t.answer).toBeUndefined()
  t.tell('go', '')
  expect(t.answer).toEqual({ value: 'at last' })
  expect(t.effects()).toEqual([fx.reply('at last')])

  t.send('get', 2)
  const [told] = t.effects()
  expect(told).toEqual(fx.tell('peer', 'later', expect.objectContaining({ name: 'get' })))
  if (told?.type === 'tell') Object(told.args[0]).answer('from elsewhere')
  expect(t.answer).toEqual({ value: 'from elsewhere' })
})

test('what was put aside is handled after unstashAll, ahead of what comes then', () => {
  const Stashing = defineActor('Stashing', (ctx: Desk) => ({
    go(step) {
      if (step === 'open') {
        ctx.become({
          go: (later) => ctx.log.write('info', later),
          get: () => '',
          done() {},
          gone() {},
          tick() {},
        })
        ctx.unstashAll()
      } else ctx.stash()
    },
    get: () => '',
    done() {},
    gone() {},
    tick() {},
  }))
  const t = testActor(Stashing)
  t.send('go', 'one')
  t.send('go', 'two')
  expect(t.effects()).toEqual([fx.stash(), fx.stash()])
  t.send('go', 'open')
  expect(t.effects()).toEqual([fx.become(), fx.unstash(), fx.log('info', 'one'), fx.log('info', 'two')])
})

test('a silence sends what receiveTimeout says; an ask gives up when its time is over', async () => {
  const Waiting = defineActor('Waiting', (ctx: Desk, peer: Peer) => ({
    go: () => ctx.receiveTimeout(50, 'tick'),
    get: (id) => peer.with({ timeout: 100 }).ask('look', id),
    done() {},
    gone() {},
    tick: () => ctx.log.write('info', 'silence'),
  }))
  const t = testActor(Waiting, (stub) => [stub<PeerProtocol>('peer')])
  t.send('go', '')
  await t.advance(49)
  expect(t.effects()).toEqual([fx.receiveTimeout(50, 'tick')])
  await t.advance(1)
  expect(t.effects()).toEqual([fx.log('info', 'silence')])
  await t.send('get', 1)
  expect(t.effects()).toEqual([fx.ask('peer', 'look', 1)])
  await t.advance(100)
  expect(t.answer).toMatchObject({ error: { code: 'actor-failed' } })
  expect(t.effects()).toContainEqual(expect.objectContaining({ type: 'fail' }))
})

test('what is piped comes back as a message when the test settles it', async () => {
  const gates: Gate<string>[] = []
  const load = (): Promise<string> => {
    const gate = t.gate<string>()
    gates.push(gate)
    return gate.promise
  }
  const Piping = defineActor('Piping', (ctx: Desk) => ({
    go: () => ctx.pipe(load(), 'done', 'done'),
    get: () => '',
    done: (value) => ctx.log.write('info', String(value)),
    gone() {},
    tick() {},
  }))
  const t: TestActor<DeskProtocol> = testActor(Piping)
  await t.send('go', '')
  expect(t.effects()).toEqual([fx.pipe('done')])
  gates[0]?.open('page')
  await t.settled()
  expect(t.effects()).toEqual([fx.tell('self', 'done', 'page'), fx.log('info', 'page')])
  await t.send('go', '')
  gates[1]?.fail(new Error('no such page'))
  await t.settled()
  expect(t.effects().at(-1)).toEqual(fx.log('info', 'Error: no such page'))
})

test('an actor may await a gate of the test', async () => {
  interface PageProtocol {
    title(): string
  }
  let gate: Gate<string> | undefined
  const Page = defineActor('Page', (_ctx: ActorContext<PageProtocol>) => ({
    async title() {
      gate = t.gate<string>()
      return (await gate.promise).slice(0, 5)
    },
  }))
  const t: TestActor<PageProtocol> = testActor(Page)
  await t.send('title')
  expect(t.answer).toBeUndefined()
  gate?.open('Hello, world')
  await t.settled()
  expect(t.answer).toEqual({ value: 'Hello' })
})

test('an actor that awaits what comes from outside is told so', async () => {
  const Reading = defineActor('Reading', (_ctx: ActorContext<{ read(): void }>) => ({
    read: () => new Promise<void>(() => {}),
  }))
  const t = testActor(Reading)
  await expect(t.send('read')).rejects.toMatchObject({ code: 'uncontrolled-await' })
})

test('a stop is announced, drains if it is to, and aborts what the actor waits for', () => {
  const Stopping = defineActor('Stopping', (ctx: Desk) => {
    for (const signal of ['draining', 'stopped'] as const) ctx.on(signal, () => ctx.log.write('info', signal))
    ctx.on('stopping', (drain) => ctx.log.write('info', `stopping ${drain}`))
    ctx.abortSignal.addEventListener('abort', () => ctx.log.write('info', 'aborted'))
    return { go() {}, get: () => '', done() {}, gone() {}, tick() {} }
  })
  const drained = testActor(Stopping)
  drained.stop({ drain: true })
  expect(drained.isAlive).toBe(false)
  const told = drained.effects().map((effect) => effect.type === 'log' && effect.text)
  expect(told).toEqual(['draining', 'stopping true', 'stopped', 'aborted'])
  const stopped = testActor(Stopping)
  stopped.stop()
  expect(stopped.effects().map((effect) => effect.type === 'log' && effect.text)).toEqual([
    'stopping false',
    'stopped',
    'aborted',
  ])
})

test('an actor finds by its name what the test has registered', async () => {
  const Finding = defineActor('Finding', (ctx: Desk) => ({
    async go() {
      const found = await ctx.names.whereIs(book)
      found?.tell('hear', 'found')
    },
    get: () => '',
    done() {},
    gone() {},
    tick() {},
  }))
  const t = testActor(Finding)
  await t.send('go', '')
  expect(t.effects()).toEqual([fx.whereIs('book')])
  await t.names.register(book, t.stub<PeerProtocol>('ledger'))
  await t.send('go', '')
  expect(t.effects()).toEqual([fx.whereIs('book'), fx.tell('ledger', 'hear', 'found')])
})
