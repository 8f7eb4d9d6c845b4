import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import {
  type ExploreOptions,
  type ExploreReport,
  explore,
  type Program,
  type WorldOptions,
} from '../../src/index.ts'
import { everySchedule } from '../rig/every-schedule.ts'

// Each of these systems is tiny, and one that has more ends than those seen where something that one actor reads of another,
// or of what all share, does not count as a dependency.

const state: symbol = Symbol.for('troupe.state')

interface ActorProtocol {
  go(): void
  note(text: string): void
  fail(): void
  question(): string
}

type Ctx = ActorContext<ActorProtocol>
type Ref = ActorRef<ActorProtocol>
type Go = (ctx: Ctx, note: (text: string) => void) => void | Promise<void>

/** An actor that does one thing when it is told to go, and keeps notes. */
function doing(go: Go = () => {}, begin: (ctx: Ctx) => void = () => {}) {
  return defineActor('Doing', (ctx: Ctx) => {
    const notes: string[] = []
    const note = (text: string): void => void notes.push(text)
    begin(ctx)
    return {
      go: () => go(ctx, note),
      note,
      fail() {
        throw new Error('it was told to fail')
      },
      question: () => 'answer',
      [state]: () => [...notes],
    }
  })
}

const Quiet = doing()

/** The states of these actors at the ends that `explore` sees, which have to be all that there are. */
async function endsOf(
  program: Program,
  paths: readonly string[],
  options: Pick<ExploreOptions & WorldOptions, 'timers' | 'askTimeouts'> = {},
): Promise<{ readonly report: ExploreReport; readonly ends: readonly string[] }> {
  const found = new Set<string>()
  const all = new Set<string>()
  const textOf = (read: (path: string) => unknown): string => JSON.stringify(paths.map(read))
  const report = await explore(program, {
    verdicts: { failures: false, deadlock: false },
    finally: { noted: (s) => found.add(textOf((path) => s.stateOf(path) ?? 'ended')).size > 0 },
    ...options,
  })
  await everySchedule(
    program,
    (world) =>
      all.add(textOf((path) => (world.actors.includes(path) ? world.stateOf(path) : 'ended'))).size > 0,
    options,
  )
  expect([...found].sort()).toEqual([...all].sort())
  return { report, ends: [...found].sort() }
}

test('whether a mailbox is above its high-water mark when something is sent', async () => {
  const program = (system: ActorSystem): void => {
    const sink = system.spawn(Quiet, [], { name: 'sink', mailbox: { highWater: 1 } })
    const Producer = doing((_ctx, note) => note(String(sink.tell('note', 'x'))))
    for (const name of ['a', 'b']) system.spawn(Producer, [], { name }).tell('go')
  }
  const { report, ends } = await endsOf(program, ['a', 'b'])
  expect(ends).toEqual(['[["false"],["true"]]', '[["true"],["false"]]', '[["true"],["true"]]'])
  expect(report.exhaustive).toBe(true)
})

test('a mailbox that is never above it lets what is sent commute', async () => {
  const program = (system: ActorSystem): void => {
    const sink = system.spawn(Quiet, [], { name: 'sink' })
    const Producer = doing((_ctx, note) => note(String(sink.tell('note', 'x'))))
    for (const name of ['a', 'b']) system.spawn(Producer, [], { name }).tell('go')
  }
  expect((await endsOf(program, ['a', 'b'])).report).toMatchObject({ traces: 2, exhaustive: true })
})

test('whether a mailbox is full, and gives up its oldest message', async () => {
  const program = (system: ActorSystem): void => {
    const sink = system.spawn(Quiet, [], { name: 'sink', mailbox: { capacity: 1, overflow: 'drop-oldest' } })
    for (const name of ['a', 'b']) {
      const Producer = doing(() => void sink.tell('note', name))
      system.spawn(Producer, [], { name }).tell('go')
    }
  }
  const { ends } = await endsOf(program, ['sink'])
  expect(ends).toEqual(['[["a","b"]]', '[["a"]]', '[["b","a"]]', '[["b"]]'])
})

test('when a mailbox is ready for more', async () => {
  const program = (system: ActorSystem): void => {
    const log = system.spawn(Quiet, [], { name: 'log' })
    const sink = system.spawn(Quiet, [], { name: 'sink', mailbox: { highWater: 1 } })
    const Waits = doing(async (_ctx, note) => {
      const isFree = sink.tell('note', 'waits')
      await sink.ready()
      note(String(isFree))
      log.tell('note', 'ready')
    })
    const Fills = doing((_ctx, note) => {
      note(String(sink.tell('note', 'fills')))
      log.tell('note', 'filled')
    })
    system.spawn(Waits, [], { name: 'waits' }).tell('go')
    system.spawn(Fills, [], { name: 'fills' }).tell('go')
  }
  const { ends } = await endsOf(program, ['log', 'waits', 'fills', 'sink'])
  expect(ends.length).toBeGreaterThan(5)
})

test('whether a name is free, and whose it is', async () => {
  const program = (system: ActorSystem): void => {
    const Claims = doing(async (ctx, note) => {
      const code = await ctx.names.register('boss', ctx.self).then(
        () => 'mine',
        (error) => String(error.code),
      )
      note(code)
    })
    for (const name of ['a', 'b']) system.spawn(Claims, [], { name }).tell('go')
  }
  const { ends, report } = await endsOf(program, ['a', 'b'])
  expect(ends).toEqual(['[["mine"],["name-taken"]]', '[["name-taken"],["mine"]]'])
  expect(report.exhaustive).toBe(true)
})

test('whether the name of an actor at the top is taken', async () => {
  const program = (system: ActorSystem): void => {
    const Spawns = doing((_ctx, note) => {
      try {
        note(system.spawn(Quiet, [], { name: 'only' }).path)
      } catch (error) {
        note(error instanceof Error ? error.name : '')
      }
    })
    for (const name of ['a', 'b']) system.spawn(Spawns, [], { name }).tell('go')
  }
  const { ends } = await endsOf(program, ['a', 'b'])
  expect(ends).toHaveLength(2)
})

const failing = (system: ActorSystem, options: object): Ref =>
  system.spawn(Quiet, [], { name: 'x', ...options })

/** Does nothing, some time later. */
function passTime(system: ActorSystem, milliseconds: number): void {
  const Later = doing(undefined, (ctx) => ctx.timers.after('later', milliseconds, 'note', 'late'))
  system.spawn(Later, [], { name: 'later' })
}

test.each(['in-order', 'any-order', 'idle'] as const)(
  'whether two failures are close together, where timers fire %s',
  async (timers) => {
    const program = (system: ActorSystem): void => {
      const x = failing(system, { budget: { max: 1, within: 100 } })
      const Tells = doing(() => void x.tell('fail'))
      for (const name of ['a', 'b']) system.spawn(Tells, [], { name }).tell('go')
      passTime(system, 200)
    }
    const { ends } = await endsOf(program, ['x'], { timers })
    expect(ends).toEqual(timers === 'idle' ? ['["ended"]'] : ['["ended"]', '[[]]'])
  },
)

test('an actor that is started anew after a while may be so before and after other things happen', async () => {
  const program = (system: ActorSystem): void => {
    const log = system.spawn(Quiet, [], { name: 'log' })
    let lives = 0
    const Lives = doing(undefined, () => void log.tell('note', `life ${++lives}`))
    const x = system.spawn(Lives, [], { name: 'x', backoff: { min: 100, max: 100 } })
    x.tell('fail')
    system
      .spawn(
        doing(() => void log.tell('note', 'other')),
        [],
        { name: 'other' },
      )
      .tell('go')
  }
  const { ends } = await endsOf(program, ['log'])
  expect(ends).toEqual([
    '[["life 1","life 2","other"]]',
    '[["life 1","other","life 2"]]',
    '[["other","life 1","life 2"]]',
  ])
})

test.each(['in-order', 'any-order', 'idle'] as const)(
  'whether a message has waited for too long, where timers fire %s',
  async (timers) => {
    const program = (system: ActorSystem): void => {
      const x = system.spawn(Quiet, [], { name: 'x' })
      x.with({ ttl: 50 }).tell('note', 'in time')
      passTime(system, 100)
    }
    const { ends } = await endsOf(program, ['x'], { timers })
    expect(ends).toEqual(timers === 'idle' ? ['[["in time"]]'] : ['[["in time"]]', '[[]]'])
  },
)

test.each(['in-order', 'any-order'] as const)(
  'when an actor has heard nothing for a while, where timers fire %s',
  async (timers) => {
    const program = (system: ActorSystem): void => {
      const Listens = doing(
        (ctx, note) => {
          ctx.cancelReceiveTimeout()
          note('silence')
        },
        (ctx) => ctx.receiveTimeout(100, 'go'),
      )
      const x = system.spawn(Listens, [], { name: 'x' })
      x.tell('note', 'hello')
      if (timers === 'in-order') passTime(system, 50)
      const Late = doing(
        () => void x.tell('note', 'late'),
        (ctx) => ctx.timers.after('late', 120, 'go'),
      )
      system.spawn(Late, [], { name: 'y' })
    }
    const { ends } = await endsOf(program, ['x'], { timers })
    expect(ends.length).toBeGreaterThan(2)
  },
)

test('whether an ask closes a circle, where one of it may have given up', async () => {
  const program = (system: ActorSystem): void => {
    const refs: Record<string, Ref> = {}
    const ask = (name: string): Promise<string> | undefined =>
      refs[name]?.ask('question').catch((error) => String(error.code))
    const Asks = defineActor('Asks', (_ctx: Ctx, other: string) => {
      const notes: string[] = []
      return {
        async go() {
          notes.push(`${await ask(other)}`)
        },
        note() {},
        fail() {},
        async question() {
          notes.push(`${await ask(other)}`)
          return 'answer'
        },
        [state]: () => [...notes],
      }
    })
    refs.a = system.spawn(Asks, ['b'], { name: 'a' })
    refs.b = system.spawn(Asks, ['c'], { name: 'b' })
    refs.c = system.spawn(Asks, ['a'], { name: 'c' })
    refs.a.tell('go')
  }
  await endsOf(program, ['a', 'b', 'c'], { askTimeouts: true })
})

/** An actor that is told to go, and what it then does with the system as a whole. */
const meddling =
  (go: (system: ActorSystem) => void) =>
  (system: ActorSystem): void => {
    const Meddles = doing(() => go(system))
    system.spawn(Meddles, [], { name: 'x' }).tell('go')
  }

const uncertain: readonly (readonly [string, Program, ExploreOptions, string])[] = [
  [
    'a path that an actor looks up',
    meddling((system) => void system.lookup('x')),
    {},
    'an actor uses system.lookup',
  ],
  ['counts that an actor reads', meddling((system) => void system.stats()), {}, 'an actor uses system.stats'],
  [
    'dead letters that it counts',
    meddling((system) => void system.deadLetters),
    {},
    'uses system.deadLetters',
  ],
  ['an end that it awaits', meddling((system) => void system.events), {}, 'an actor uses system.events'],
  [
    'a way between nodes that the program makes slow',
    async (system) => {
      await system.addNodes('far', { Quiet })
      system.network.delay('main', 'far', 10)
    },
    {},
    'the program uses system.network',
  ],
  [
    'more for an actor on another node than credit may allow',
    async (system) => {
      await system.addNodes('far', { Quiet })
      const narrow = { name: 'narrow', on: 'far', mailbox: { highWater: 1 } } as const
      const quiet = system.spawn(Quiet, [], narrow)
      for (let i = 0; i < 8; i++) quiet.tell('go')
    },
    {},
    'far-0/~main/narrow is sent so much from another node',
  ],
  [
    'a property that looks at no actor',
    meddling(() => {}),
    { always: { 'all is well': () => true } },
    "'all is well' reads no actor",
  ],
]

test.each(uncertain)('%s: the report claims no more than it knows', async (_title, program, options, gap) => {
  const { exhaustive, gaps } = await explore(program, options)
  expect({ exhaustive, gaps }).toEqual({ exhaustive: false, gaps: [expect.stringContaining(gap)] })
})

test.each(['main', 'far'])('the program outside sees which of two answers from %s came first', async (on) => {
  const program: Program = async (system) => {
    if (on !== 'main') await system.addNodes(on, { Quiet })
    const log = system.spawn(Quiet, [], { name: 'log' })
    const refs = ['a', 'b'].map((name) => system.spawn(Quiet, [], { name, on }))
    const asks = refs.map(async (ref, i) => {
      await ref.ask('question')
      return i
    })
    log.tell('note', String(await Promise.race(asks)))
  }
  const { ends } = await endsOf(program, ['log'])
  expect(ends).toEqual(['[["0"]]', '[["1"]]'])
})

test('and which of two actors ended first', async () => {
  const program = async (system: ActorSystem): Promise<void> => {
    const log = system.spawn(Quiet, [], { name: 'log' })
    const Ends = doing((ctx) => ctx.stop())
    const refs = ['a', 'b'].map((name) => system.spawn(Ends, [], { name }))
    for (const ref of refs) ref.tell('go')
    const ended = await Promise.race(refs.map((ref) => system.terminated(ref)))
    log.tell('note', ended.ref.path)
  }
  const { ends } = await endsOf(program, ['log'])
  expect(ends).toHaveLength(2)
})

test('what actors draw by lot depends on nobody else', async () => {
  const program = (system: ActorSystem): void => {
    const Draws = doing((ctx, note) => note(String(ctx.random.next())))
    for (const name of ['a', 'b']) {
      const ref = system.spawn(Draws, [], { name })
      ref.tell('go')
      ref.tell('go')
    }
  }
  const { ends, report } = await endsOf(program, ['a', 'b'])
  expect(ends).toHaveLength(1)
  expect(report).toMatchObject({ traces: 1, exhaustive: true })
})

test('whether a stash is full depends on the order at its actor alone, and all orders are tried', async () => {
  const program = (system: ActorSystem): void => {
    const Stashes = doing((ctx) => void ctx.stash())
    const x = system.spawn(Stashes, [], { name: 'x', mailbox: { stash: 1 }, restart: 'temporary' })
    for (const name of ['a', 'b']) {
      const Tells = doing(() => {
        x.tell('go')
        x.tell('note', name)
      })
      system.spawn(Tells, [], { name }).tell('go')
    }
  }
  await endsOf(program, ['x'])
})
