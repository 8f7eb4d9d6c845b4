import { describe, expect, it } from 'vitest'
import { type ActorContext, type DeadLetter, type DeadLetterReason, defineActor } from '../../src/index.ts'
import { DeadLetterOffice } from '../../src/system/dead-letter-office.ts'
import { createRig } from '../rig/create-rig.ts'
import { MemoryLogger } from '../rig/memory-logger.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'
import { unchecked } from '../rig/unchecked.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'

const letter = (name: string, reason: DeadLetterReason = 'terminated'): DeadLetter => ({
  reason,
  path: 'troupe://main/x',
  name,
  payload: undefined,
})

describe('dead letters [DEL-4]', () => {
  it('are all counted, by reason', () => {
    const office = new DeadLetterOffice(new VirtualClock(), new MemoryLogger())
    const reasons = [
      'terminated',
      'mailbox-full',
      'unhandled',
      'unreachable',
      'undecodable',
      'expired',
    ] as const
    reasons.forEach((reason, i) => {
      for (let n = 0; n <= i; n++) office.receive(letter('m', reason))
    })
    expect(office.counts).toEqual({
      terminated: 1,
      'mailbox-full': 2,
      unhandled: 3,
      unreachable: 4,
      undecodable: 5,
      expired: 6,
    })
  })

  it('are logged ten times a second at most, and then with the number of those that were not', async () => {
    const [clock, logger] = [new VirtualClock(), new MemoryLogger()]
    const office = new DeadLetterOffice(clock, logger)
    for (let i = 0; i < 1000; i++) office.receive(letter('flood'))
    expect(logger.texts('warn')).toEqual(
      Array(10).fill('dead letter (terminated): "flood" to troupe://main/x; it has ended'),
    )
    await clock.advance(1000)
    office.receive(letter('next'))
    expect(logger.texts('warn').slice(10)).toEqual([
      '990 more dead letters were not logged',
      'dead letter (terminated): "next" to troupe://main/x; it has ended',
    ])
  })

  it('are all told of by the end of the system, which no other letter need come for', async () => {
    await using rig = await createRig()
    const gone = rig.system.spawn(noteTaker([]))
    await rig.system.stop(gone)
    for (let i = 0; i < 25; i++) gone.tell('note', 'late')
    await rig.system.shutdown()
    const said = rig.logger.texts('warn')
    expect(said).toHaveLength(11)
    expect(said.at(-1)).toBe('15 more dead letters were not logged')
  })

  it('what was counted cannot be changed from outside', async () => {
    await using rig = await createRig()
    const counts = rig.system.deadLetters
    Object.assign(counts, { terminated: 99 })
    expect(rig.system.deadLetters.terminated).toBe(0)
  })

  it('are also what an actor gives up', async () => {
    await using rig = await createRig()
    const Picky = defineActor('Picky', (ctx: ActorContext<{ offer(one: string, other?: string): void }>) => ({
      offer: (...message) => ctx.deadLetter('offer', ...message),
    }))
    const picky = rig.system.spawn(Picky)
    picky.tell('offer', 'a')
    await picky.ask('offer', 'b', 'c')
    const given = { reason: 'unhandled', path: picky.path, name: 'offer' }
    expect(rig.deadLetters).toEqual([
      { ...given, payload: 'a' },
      { ...given, payload: ['b', 'c'] },
    ])
  })

  it('have the payload: the one argument, an array of several, nothing for none', async () => {
    await using rig = await createRig()
    const ref = unchecked(rig.system.spawn(noteTaker([])))
    ref.tell('none')
    ref.tell('one', { n: 1 })
    ref.tell('two', 1, 2)
    await settled()
    expect(rig.deadLetters.map(({ reason, name, payload }) => [reason, name, payload])).toEqual([
      ['unhandled', 'none', undefined],
      ['unhandled', 'one', { n: 1 }],
      ['unhandled', 'two', [1, 2]],
    ])
  })

  it('each message sent was handled, is a dead letter, or waits: none vanishes [DEL-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const options = {
      mailbox: { capacity: 50, overflow: 'drop-oldest' as const },
      budget: { max: 2, within: 1000 },
    }
    const refs = Array.from({ length: 5 }, () => rig.system.spawn(noteTaker(seen), [], options))
    let sent = 0
    const send = (name: 'note' | 'fail', times: number): void => {
      for (let n = 0; n < times; n++) for (const ref of refs) ref.tell(name, 'message')
      sent += times * refs.length
    }
    for (let round = 0; round < 60; round++) {
      send('note', (round % 7) * 10)
      if (round % 4 === 0) send('fail', 1)
      const ending = refs[round - 40]
      if (ending !== undefined) void rig.system.stop(ending, { drain: round % 2 === 0 })
      if (round % 3 === 0) await rig.clock.advance(400)
    }
    await settled()
    const handled = seen.filter((each) => each === 'message').length
    const failed = rig.failures.filter((failure) => failure.message === 'fail').length
    const dead = Object.values(rig.system.deadLetters).reduce((sum, count) => sum + count, 0)
    expect(handled + failed + dead).toBe(sent)
    expect(Math.min(handled, failed, dead)).toBeGreaterThan(0)
  })
})
