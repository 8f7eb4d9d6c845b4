import { describe, expect, it } from 'vitest'
import type { GroupOptions } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { desk, type Plan } from '../rig/group-desk.ts'
import { settled } from '../rig/settled.ts'

const jittery = { jitter: 0 }
/** Takes what has been seen, so that the next look sees what is new. */
const taken = (seen: string[]): string => seen.splice(0).join(', ')

describe('a member that fails', () => {
  it.each([
    { strategy: 'one-for-one', ends: 'b restarts', begins: 'b up' },
    { strategy: 'rest-for-one', ends: 'c rests, b restarts', begins: 'b up, c up' },
    { strategy: 'one-for-all', ends: 'c rests, b restarts, a rests', begins: 'a up, b up, c up' },
  ] as const)(
    '$strategy: these end, $ends, and begin anew: $begins [SUP-6]',
    async ({ strategy, ends, begins }) => {
      await using rig = await createRig()
      const seen: string[] = []
      const { Desk, ref } = desk(seen, { strategy }, [['a'], ['b'], ['c']])
      rig.system.spawn(Desk)
      taken(seen)
      ref('b').tell('fail', 'x')
      await settled()
      expect(taken(seen)).toBe(`${ends}, ${begins}`)
    },
  )

  it('takes bystanders with it whose refs and mailboxes stay, after the message that they handle [SUP-1, SUP-6]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const held = gate()
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all' }, [['a'], ['b', {}, { held: held.promise }]])
    rig.system.spawn(Desk)
    const asked = ref('b').ask('hold')
    await settled()
    taken(seen)
    ref('a').tell('fail', 'x')
    for (const text of ['1', '2']) ref('b').tell('note', text)
    const name = ref('b').ask('name')
    await settled()
    expect(taken(seen)).toBe('')
    held.open()
    expect(await asked).toBe(undefined)
    expect(await name).toBe('b')
    expect(taken(seen)).toBe('b rests, a restarts, a up, b up, b 1, b 2')
    expect(rig.deadLetters).toEqual([])
  })

  it('takes a bystander with it that does not come to its end, after its deadline, with its messages [SUP-6, SUP-7]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const plan: Plan = { held: new Promise(() => {}) }
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all' }, [['a'], ['b', { stopTimeout: 100 }, plan]])
    rig.system.spawn(Desk)
    const asked = ref('b')
      .with({ timeout: Number.POSITIVE_INFINITY })
      .ask('hold')
      .catch((error: { code: string }) => error.code)
    await settled()
    taken(seen)
    ref('b').tell('note', 'kept')
    ref('a').tell('fail', 'x')
    await rig.clock.advance(99)
    expect(taken(seen)).toBe('')
    await rig.clock.advance(1)
    expect(await asked).toBe('actor-failed')
    expect(taken(seen)).toBe('b rests, a restarts, a up, b up, b kept')
    expect(rig.deadLetters).toEqual([])
  })

  it('gives up a bystander that waits for the answer of one that is to begin after it, when its time is over [SUP-6]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const plan: Plan = {}
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all' }, [['a'], ['b', { stopTimeout: 100 }, plan]])
    rig.system.spawn(Desk)
    taken(seen)
    ref('a').tell('fail', 'x')
    const answer = ref('a').ask('name')
    plan.held = answer
    ref('b').tell('hold')
    await rig.clock.advance(99)
    expect(taken(seen)).toBe('')
    await rig.clock.advance(1)
    expect(taken(seen)).toBe('b rests, a restarts, a up, b up')
    expect(await answer).toBe('a')
  })

  it('removes temporary bystanders, and ends alone if it is temporary itself [SUP-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all' }, [
      ['a', { restart: 'temporary' }],
      ['b'],
      ['c', { restart: 'temporary' }],
    ])
    const parent = rig.system.spawn(Desk)
    taken(seen)
    ref('c').tell('fail', 'x')
    await settled()
    expect(taken(seen)).toBe('c stopped')
    ref('b').tell('fail', 'x')
    await settled()
    expect(taken(seen)).toBe('b restarts, a stopped, b up')
    expect(await parent.ask('members')).toEqual(['b'])
  })

  it('by stopping itself is a failure of a permanent member, and of no other [SUP-3, case 10]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all' }, [['a'], ['b', { restart: 'permanent' }]])
    rig.system.spawn(Desk)
    taken(seen)
    ref('b').tell('stop')
    await settled()
    expect(taken(seen)).toBe('b rests, a rests, a up, b up')
    ref('a').tell('stop')
    await settled()
    expect(taken(seen)).toBe('a stopped')
    expect(rig.failures).toEqual([])
  })

  it.each([
    { decide: 'resume', story: '' },
    { decide: 'stop', story: 'a stopped' },
    {
      decide: 'escalate',
      story: 'b stopped, a stopped, desk restarts, desk, a up, b up',
    },
  ] as const)('is decided on by itself first: $decide', async ({ decide, story }) => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all' }, [['a', { decide: () => decide }], ['b']])
    rig.system.spawn(Desk)
    taken(seen)
    ref('a').tell('fail', 'x')
    await settled()
    expect(taken(seen)).toBe(story)
    await ref('b').ask('name')
  })

  it('keeps the first of three, replaces the other two, and ends the group when it fails once too often [SUP-4, SUP-6, case 11]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const budget = { max: 2, within: 1000 }
    const { Desk, ref } = desk(seen, { strategy: 'rest-for-one', budget }, [['a'], ['b'], ['c']])
    const parent = rig.system.spawn(Desk, [], { restart: 'temporary' })
    const end = rig.system.terminated(parent)
    taken(seen)
    for (let i = 0; i < 2; i++) {
      ref('b').tell('fail', `${i}`)
      await settled()
      expect(taken(seen)).toBe('c rests, b restarts, b up, c up')
    }
    ref('b').tell('fail', '2')
    await settled()
    expect(taken(seen)).toBe('c stopped, b stopped, a stopped, desk stopped')
    expect(await end).toMatchObject({ reason: 'failed', error: { message: '2' } })
    expect(rig.failures.map(({ path }) => path.split('/').at(-1))).toEqual(['b', 'b', 'b', 'Desk$2'])
  })

  it('shares a budget with the others, whoever fails [SUP-4]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const options: GroupOptions = { strategy: 'one-for-one', budget: { max: 1, within: 1000 } }
    const { Desk, ref } = desk(seen, options, [['a'], ['b'], ['c']])
    rig.system.spawn(Desk)
    for (const label of ['a', 'b', 'c']) {
      ref(label).tell('fail', 'x')
      await rig.clock.advance(1000)
    }
    expect(seen.filter((each) => each === 'desk')).toHaveLength(1)
    taken(seen)
    ref('a').tell('fail', 'x')
    await settled()
    ref('b').tell('fail', 'x')
    await settled()
    expect(taken(seen)).toBe(
      'a restarts, a up, c stopped, b stopped, a stopped, desk restarts, desk, a up, b up, c up',
    )
  })

  it('while others of its strategy end for another failure counts once [SUP-4]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const options: GroupOptions = { strategy: 'one-for-all', budget: { max: 1, within: 1000 } }
    const { Desk, ref } = desk(seen, options, [['a'], ['b'], ['c']])
    rig.system.spawn(Desk)
    taken(seen)
    for (const label of ['a', 'b', 'c']) ref(label).tell('fail', 'x')
    await settled()
    expect(taken(seen)).toBe('c rests, b rests, a restarts, a up, b up, c up')
    expect(rig.failures).toHaveLength(3)
  })
})

describe('a group whose member fails to start again', () => {
  it.each([
    {
      strategy: 'rest-for-one',
      story: 'c rests, b restarts, b fails to start, b fails to start, b up, c up',
    },
    {
      strategy: 'one-for-all',
      story:
        'c rests, b restarts, a rests, a up, b fails to start, a rests, a up, b fails to start, a rests, a up, b up, c up',
    },
    { strategy: 'one-for-one', story: 'b restarts, b fails to start, b fails to start, b up' },
  ] as const)('tries again within its budget: $strategy [SUP-6]', async ({ strategy, story }) => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy }, [['a'], ['b', {}, { failingSetups: 2 }], ['c']])
    rig.system.spawn(Desk)
    taken(seen)
    ref('b').tell('fail', 'x')
    await settled()
    expect(taken(seen)).toBe(story)
  })

  it('ends, and fails its parent, when the budget is spent [SUP-4, SUP-6]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const plan = { failingSetups: 5 }
    const { Desk, ref } = desk(seen, { strategy: 'rest-for-one' }, [['a'], ['b', {}, plan], ['c']])
    const parent = rig.system.spawn(Desk, [], { restart: 'temporary' })
    const end = rig.system.terminated(parent)
    const c = rig.system.terminated(ref('c'))
    taken(seen)
    ref('b').tell('fail', 'x')
    await settled()
    const tries = 'b fails to start, b fails to start, b fails to start'
    expect(taken(seen)).toBe(`c rests, b restarts, ${tries}, a stopped, desk stopped`)
    expect(await end).toMatchObject({ error: { code: 'actor-start-failed' } })
    expect(await c).toMatchObject({ reason: 'stopped' })
  })

  it('for the first time tries again as well [SUP-8]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const first = gate()
    const { Desk, ref } = desk(seen, { strategy: 'rest-for-one' }, [['a', {}, { setups: [first] }], ['b']])
    rig.system.spawn(Desk)
    ref('b').tell('note', 'waits')
    first.break(new Error('not yet'))
    await settled()
    expect(taken(seen)).toBe('desk, a restarts, a up, b up, b waits')
    expect(rig.failures).toHaveLength(1)
  })
})

describe('a group with back-off', () => {
  const backoff = { min: 100, max: 400, ...jittery }

  it.each([
    { strategy: 'rest-for-one', ends: 'c rests, b restarts', begins: 'b up, c up' },
    { strategy: 'one-for-all', ends: 'c rests, b restarts, a rests', begins: 'a up, b up, c up' },
    { strategy: 'one-for-one', ends: 'b restarts', begins: 'b up' },
  ] as const)(
    '$strategy ends lives at once, and begins them later, each time later [SUP-5, SUP-6]',
    async (given) => {
      await using rig = await createRig()
      const seen: string[] = []
      const { Desk, ref } = desk(seen, { strategy: given.strategy, backoff }, [['a'], ['b'], ['c']])
      rig.system.spawn(Desk)
      taken(seen)
      for (const delay of [100, 200, 400, 400]) {
        ref('b').tell('fail', 'x')
        await rig.clock.advance(delay - 1)
        expect(taken(seen)).toBe(given.ends)
        await rig.clock.advance(1)
        expect(taken(seen)).toBe(given.begins)
      }
    },
  )

  it('waits again where one that goes before fails meanwhile', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy: 'rest-for-one', backoff }, [['a'], ['b']])
    rig.system.spawn(Desk)
    taken(seen)
    ref('b').tell('fail', 'x')
    await rig.clock.advance(50)
    ref('a').tell('fail', 'x')
    await rig.clock.advance(199)
    expect(taken(seen)).toBe('b restarts, a restarts')
    await rig.clock.advance(1)
    expect(taken(seen)).toBe('a up, b up')
  })

  it('ends at once while it waits, and leaves no timer behind [SUP-7]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const { Desk, ref } = desk(seen, { strategy: 'one-for-all', backoff }, [['a'], ['b']])
    const parent = rig.system.spawn(Desk)
    ref('a').tell('fail', 'x')
    await settled()
    await rig.system.stop(parent)
    expect(taken(seen)).toBe('desk, a up, b up, b rests, a restarts, desk stopped')
    expect(rig.clock.pending).toBe(0)
  })
})
