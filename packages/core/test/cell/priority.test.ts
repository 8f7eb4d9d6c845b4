import { describe, expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor, type Priority } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { type NoteProtocol, noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

interface WorkProtocol {
  work(n: number): void
  urgent(n: number): void
  tidy(n: number): void
  wait(): Promise<void>
  remind(name: 'urgent' | 'work'): void
}

/** An actor of whose messages some come before the others, and some after them. */
async function setUp() {
  const rig = await createRig()
  const seen: string[] = []
  const held = gate()
  const Worker = defineActor(
    'Worker',
    (ctx: ActorContext<WorkProtocol>) => ({
      work: (n) => void seen.push(`work ${n}`),
      urgent: (n) => void seen.push(`urgent ${n}`),
      tidy: (n) => void seen.push(`tidy ${n}`),
      wait: () => held.promise,
      remind: (name) => ctx.timers.after('t', 5, name, 9),
    }),
    { priority: { urgent: 'high', tidy: 'low', work: 'normal' } },
  )
  const ref = rig.system.spawn(Worker)
  return { rig, ref, seen, held, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
}

describe('messages that a definition gives a priority', () => {
  it('come before those of a lower one that wait, and order holds among those of one [ORD-3]', async () => {
    await using t = await setUp()
    t.ref.tell('wait')
    await settled()
    for (const n of [1, 2]) {
      t.ref.tell('tidy', n)
      t.ref.tell('work', n)
      t.ref.tell('urgent', n)
    }
    t.held.open()
    await settled()
    expect(t.seen).toEqual(['urgent 1', 'urgent 2', 'work 1', 'work 2', 'tidy 1', 'tidy 2'])
  })

  it('do so as asks too, and what a sender chose goes before [ORD-3]', async () => {
    await using t = await setUp()
    t.ref.tell('wait')
    await settled()
    t.ref.tell('work', 1)
    t.ref.with({ priority: 'low' }).tell('urgent', 1)
    const asked = t.ref.ask('urgent', 2)
    t.ref.with({ priority: 'high' }).tell('tidy', 1)
    t.held.open()
    await asked
    await settled()
    expect(t.seen).toEqual(['urgent 2', 'tidy 1', 'work 1', 'urgent 1'])
  })

  it('do so where a timer sends them [ORD-3]', async () => {
    await using t = await setUp()
    t.ref.tell('remind', 'urgent')
    t.ref.tell('wait')
    t.ref.tell('work', 1)
    await t.rig.clock.advance(5)
    t.held.open()
    await settled()
    expect(t.seen).toEqual(['urgent 9', 'work 1'])
  })

  it('lend it to what a timer sends: a tick without one comes after urgent messages, before low ones [ORD-3]', async () => {
    await using t = await setUp()
    t.ref.tell('remind', 'work')
    t.ref.tell('wait')
    t.ref.tell('tidy', 1)
    await t.rig.clock.advance(5)
    t.ref.tell('urgent', 1)
    t.held.open()
    await settled()
    expect(t.seen).toEqual(['urgent 1', 'work 9', 'tidy 1'])
  })

  it('need a priority that exists', () => {
    const setup = (_ctx: ActorContext<{ go(): void }>) => ({ go: () => {} })
    expect(() => defineActor('Wrong', setup, { priority: { go: 'highest' as Priority } })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })
})

describe('what the system tells an actor', () => {
  it('as an order to stop comes before all that waits, urgent or not [ORD-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const notes = rig.system.spawn(noteTaker(seen))
    await settled()
    notes.tell('note', 'waits')
    notes.with({ priority: 'high' }).tell('note', 'urgent')
    const ended = rig.system.stop(notes)
    await ended
    expect(seen).toEqual(['setup', 'stopped'])
    expect(rig.deadLetters.map(({ payload }) => payload)).toEqual(['urgent', 'waits'])
  })

  it('of failures of its children comes before all that waits, urgent or not [ORD-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const children: ActorRef<NoteProtocol>[] = []
    const Parent = defineActor('Parent', (ctx: ActorContext<{ note(text: string): void }>) => {
      for (const name of ['a', 'b']) children.push(ctx.spawn(noteTaker([]), [], { name }))
      ctx.on('child-failed', (child) => void seen.push(`${child.path.slice(-1)} failed`))
      return { note: (text) => void seen.push(text) }
    })
    const parent = rig.system.spawn(Parent)
    await settled()
    for (const child of children) child.tell('fail', 'on purpose')
    parent.tell('note', 'waits')
    parent.with({ priority: 'high' }).tell('note', 'urgent')
    await settled()
    expect(seen).toEqual(['a failed', 'b failed', 'urgent', 'waits'])
  })
})
