import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  createSystem,
  defineActor,
  Rejection,
  type Trace,
} from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'

interface DeskProtocol {
  add(amount: number, ...more: number[]): number
  later(): number
  refuse(): void
  fail(): void
  pass(to: ActorRef<DeskProtocol>, amount: number): Promise<number>
  wander(to: ActorRef<DeskProtocol>): Promise<void>
  hire(name: string): void
  note(): void
}

const Desk = defineActor('Desk', (ctx: ActorContext<DeskProtocol>) => ({
  add: (amount, ...more) => amount + more.length,
  later() {
    const reply = ctx.reply('later')
    ctx.self.tell('note')
    reply.answer(9)
    return reply
  },
  refuse() {
    throw new Rejection('not today', { code: 'no' })
  },
  fail() {
    throw new Error('oops')
  },
  pass: (to, amount) => to.ask('add', amount),
  async wander(to) {
    await new Promise((resolve) => setTimeout(resolve))
    to.tell('add', 5)
  },
  hire(name) {
    ctx.watch(ctx.spawn(Desk, [], { name }))
  },
  note: () => {},
}))

/** The lines of a diagram, with the names of those who take part. */
function story(trace: Trace): string[] {
  const lines = trace.toMermaid().split('\n').slice(1)
  const names = lines.flatMap((line) => / as (.*)/.exec(line)?.[1] ?? [])
  return lines
    .filter((line) => !/participant|^ {2}box|^ {2}end$/.test(line))
    .map((line) => line.replace(/p(\d+)(?=[-:)x,])/g, (_, index) => names[Number(index)] ?? '?').trim())
}

describe('system.record', () => {
  it('tells what happens from then on until it is stopped', async () => {
    await using rig = await createRig()
    const { system } = rig
    const old = system.spawn(Desk, [], { name: 'old' })
    old.tell('note')
    await settled()
    const trace = await system.record()
    const desk = system.spawn(Desk, [], { name: 'desk' })
    await desk.ask('pass', old, 1)
    await desk.ask('add', 1, 2, 3)
    await trace.stop()
    await desk.ask('add', 4)
    expect(story(trace)).toEqual([
      'program-)desk: spawn',
      'program->>desk: pass(old, 1)',
      'desk->>old: add(1)',
      'old-->>desk: 1',
      'desk-->>program: 1',
      'program->>desk: add(1, 2, 3)',
      'desk-->>program: 3',
    ])
  })

  it('tells of children, failures, restarts, ends and what is lost', async () => {
    await using rig = await createRig()
    const { system } = rig
    const trace = await system.record()
    const boss = system.spawn(Desk, [], { name: 'boss' })
    boss.tell('hire', 'clerk')
    await settled()
    boss.tell('fail')
    await settled()
    await system.stop(boss)
    boss.tell('add', 1)
    expect(story(trace)).toEqual([
      'program-)boss: spawn',
      "program-)boss: hire('clerk')",
      'boss-)clerk: spawn',
      'program-)boss: fail()',
      'Note over boss: fails in fail: oops',
      'Note over clerk: stops',
      'Note over boss: is started anew',
      'Note over boss: stops',
      'program-xboss: add(1) is lost: terminated',
    ])
  })

  it('tells who is told of an end, and how asks were answered', async () => {
    await using rig = await createRig()
    const { system } = rig
    const boss = system.spawn(Desk, [], { name: 'boss' })
    boss.tell('hire', 'clerk')
    await settled()
    const trace = await system.record()
    const clerk = system.lookup(`${boss.path}/clerk`)
    if (clerk) await system.stop(clerk)
    await boss.ask('later')
    await boss.ask('refuse').catch(() => {})
    await settled()
    expect(story(trace)).toEqual([
      'Note over clerk: stops',
      'Note over boss: is told that boss/clerk has ended: stopped',
      'program->>boss: later()',
      'boss-->>program: 9',
      'boss-)boss: note()',
      'program->>boss: refuse()',
      'boss-->>program: refuse refused: not today',
    ])
  })

  it('knows who sends after an await that nobody sees to', async () => {
    await using system = await createSystem()
    const [desk, other] = ['desk', 'other'].map((name) => system.spawn(Desk, [], { name }))
    if (desk === undefined || other === undefined) return
    const trace = await system.record()
    await desk.ask('wander', other)
    await other.ask('note')
    await trace.stop()
    expect(story(trace)).toContain('desk-)other: add(5)')
    expect(story(trace)).toContain('program->>other: note()')
  })

  it('knows the program from the actors whose answers it has awaited', async () => {
    // What the program awaits was begun before anything was recorded.
    const begin = async () => {
      const system = await createSystem()
      return { system, trace: await system.record() }
    }
    const { system, trace } = await begin()
    const [desk, other] = ['desk', 'other'].map((name) => system.spawn(Desk, [], { name }))
    await desk?.ask('add', 1)
    await other?.ask('add', 2)
    await system.shutdown()
    expect(story(trace).filter((line) => line.includes('->>desk') || line.includes('->>other'))).toEqual([
      'program->>desk: add(1)',
      'program->>other: add(2)',
    ])
  })

  it('keeps as many steps as it is told, and counts the others', async () => {
    await using rig = await createRig()
    const { system } = rig
    const desk = system.spawn(Desk, [], { name: 'desk' })
    const trace = await system.record({ most: 3 })
    for (let i = 0; i < 10; i++) desk.tell('add', i)
    await settled()
    expect(story(trace)).toEqual([
      'program-)desk: add(0), … × 3',
      'Note over program,desk: … and 7 more steps',
    ])
  })

  it('draws a flood in a few lines, with its names in full', async () => {
    await using rig = await createRig()
    const { system } = rig
    const desk = system.spawn(Desk, [], { name: 'desk' })
    const trace = await system.record()
    for (let i = 0; i < 5000; i++) desk.tell('note')
    await settled()
    expect(story(trace)).toEqual(['program-)desk: note() × 5,000'])
  })

  it('is no burden once it is stopped, and may be stopped again', async () => {
    await using rig = await createRig({ nodes: { far: memoryNodes({ Desk }) } })
    const { system } = rig
    const [one, other] = await Promise.all([system.record(), system.record()])
    const desk = system.spawn(Desk, [], { on: 'far', name: 'desk' })
    await desk.ask('add', 1)
    await one.stop()
    await desk.ask('add', 2)
    await Promise.all([one.stop(), other.stop()])
    await desk.ask('add', 3)
    expect(story(one)).toEqual(['program-)desk: spawn', 'program->>desk: add(1)', 'desk-->>program: 1'])
    expect(story(other).slice(3)).toEqual(['program->>desk: add(2)', 'desk-->>program: 2'])
  })

  it.each([[{ most: 0 }], [{ most: 1.5 }]])('refuses %j', async (options) => {
    await using rig = await createRig()
    await expect(rig.system.record(options)).rejects.toMatchObject({ code: 'invalid-option' })
    await expect(Reflect.apply(rig.system.record, rig.system, [null])).rejects.toMatchObject({
      code: 'invalid-option',
    })
    const trace = await rig.system.record()
    expect(() => trace.toMermaid({ lines: -1 })).toThrow('lines must be a whole number above 0')
    expect(() => trace.toMermaid({ participants: 0 })).toThrow('participants must be')
    expect(() => Reflect.apply(trace.toMermaid, trace, [5])).toThrow('must be an object')
  })
})
