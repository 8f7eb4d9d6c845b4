import { describe, expect, test } from 'vitest'
import { type ActorContext, type ActorRef, defineActor } from '../../src/index.ts'
import {
  confirmService,
  deregisterService,
  findServices,
  Receptionist,
  registerService,
  serviceKey,
  subscribeToService,
  unsubscribeFromService,
} from '../../src/patterns/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { type NoteProtocol, noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'
import { unchecked } from '../rig/unchecked.ts'

interface BoardProtocol {
  show(all: readonly ActorRef<NoteProtocol>[]): void
  other(all: readonly ActorRef<NoteProtocol>[]): void
  fail(): void
}

const notes = serviceKey<NoteProtocol>('notes')
const Notes = noteTaker([])

/** Writes down how many members it is told of. */
function board(rig: Rig, seen: string[]): ActorRef<BoardProtocol> {
  const Board = defineActor('Board', (_ctx: ActorContext<BoardProtocol>) => ({
    show: (all) => void seen.push(`${all.length}`),
    other: (all) => void seen.push(`other ${all.length}`),
    fail() {
      throw new Error('oops')
    },
  }))
  return rig.system.spawn(Board)
}

describe('a receptionist', () => {
  test('finds members in the order they came, and by their own key alone', async () => {
    await using rig = await createRig()
    const receptionist = rig.system.spawn(Receptionist)
    const [a, b] = [rig.system.spawn(Notes), rig.system.spawn(Notes)]
    for (const member of [b, a, b]) registerService(receptionist, notes, member)
    registerService(receptionist, serviceKey<NoteProtocol>('others'), a)
    expect(await findServices(receptionist, notes)).toEqual([b, a])
    deregisterService(receptionist, notes, b)
    expect(await findServices(receptionist, notes)).toEqual([a])
    expect(await findServices(receptionist, serviceKey('nobody'))).toEqual([])
  })

  test('announces changes that come together once', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const receptionist = rig.system.spawn(Receptionist)
    subscribeToService(receptionist, notes, board(rig, seen), 'show')
    await settled()
    const members = Array.from({ length: 100 }, () => rig.system.spawn(Notes))
    for (const member of members) registerService(receptionist, notes, member)
    await settled()
    expect(seen).toEqual(['0', '100'])
    for (const member of members) member.tell('stop')
    await settled()
    expect(seen.at(-1)).toBe('0')
    expect(seen.length).toBeLessThan(20)
  })

  test('does not tell a subscriber the same thing twice', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const receptionist = rig.system.spawn(Receptionist)
    registerService(receptionist, notes, rig.system.spawn(Notes))
    subscribeToService(receptionist, notes, board(rig, seen), 'show')
    await settled()
    expect(seen).toEqual(['1'])
  })

  test('tells a subscriber by the message that it named last, and no more once it has unsubscribed', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const receptionist = rig.system.spawn(Receptionist)
    const subscriber = board(rig, seen)
    subscribeToService(receptionist, notes, subscriber, 'show')
    subscribeToService(receptionist, notes, subscriber, 'other')
    await settled()
    registerService(receptionist, notes, rig.system.spawn(Notes))
    await settled()
    unsubscribeFromService(receptionist, notes, subscriber)
    registerService(receptionist, notes, rig.system.spawn(Notes))
    await settled()
    expect(seen).toEqual(['0', 'other 0', 'other 1'])
  })

  test('keeps members and subscribers that are started anew', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const receptionist = rig.system.spawn(Receptionist)
    const [subscriber, member] = [board(rig, seen), rig.system.spawn(Notes)]
    subscribeToService(receptionist, notes, subscriber, 'show')
    registerService(receptionist, notes, member)
    await settled()
    subscriber.tell('fail')
    member.tell('fail', 'x')
    registerService(receptionist, notes, rig.system.spawn(Notes))
    await settled()
    expect(seen.at(-1)).toBe('2')
  })

  test('that is started anew knows everybody still, and announces what it had not yet [PAT-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const receptionist = rig.system.spawn(Receptionist)
    const [one, other] = [rig.system.spawn(Notes), rig.system.spawn(Notes)]
    subscribeToService(receptionist, notes, board(rig, seen), 'show')
    registerService(receptionist, notes, one)
    await settled()
    registerService(receptionist, notes, other)
    await startAnew(rig.system, receptionist)
    await settled()
    expect(seen.at(-1)).toBe('2')
    expect(await findServices(receptionist, notes)).toEqual([one, other])
    await rig.system.stop(one)
    await settled()
    expect(seen.at(-1)).toBe('1')
    expect(await findServices(rig.system.spawn(Receptionist), notes)).toEqual([])
  })

  test('confirms that it has listed a member, or says why not', async () => {
    await using rig = await createRig()
    const receptionist = rig.system.spawn(Receptionist)
    const member = rig.system.spawn(Notes)
    await confirmService(receptionist, notes, member)
    expect(await findServices(receptionist, notes)).toEqual([member])
    await rig.system.stop(receptionist)
    await expect(confirmService(receptionist, notes, member)).rejects.toMatchObject({
      code: 'actor-terminated',
    })
  })

  test('takes a new actor for another one, though it has the path of one that has ended', async () => {
    await using rig = await createRig()
    const receptionist = rig.system.spawn(Receptionist)
    const first = rig.system.spawn(Notes, [], { name: 'same' })
    registerService(receptionist, notes, first)
    await rig.system.stop(first)
    const second = rig.system.spawn(Notes, [], { name: 'same' })
    registerService(receptionist, notes, second)
    const found = await findServices(receptionist, notes)
    expect(found.map((each) => each.equals(second))).toEqual([true])
  })

  test('watches nobody whom it does not list or tell any more', async () => {
    await using rig = await createRig({ inspect: true })
    const receptionist = rig.system.spawn(Receptionist)
    const member = rig.system.spawn(Notes)
    registerService(receptionist, notes, member)
    deregisterService(receptionist, notes, member)
    deregisterService(receptionist, notes, member)
    await settled()
    await rig.system.stop(member)
    expect(await findServices(receptionist, notes)).toEqual([])
    expect(rig.failures).toEqual([])
  })

  test('refuses what makes no sense, at the caller and from callers that nobody checked', async () => {
    await using rig = await createRig()
    const receptionist = rig.system.spawn(Receptionist)
    const member = rig.system.spawn(Notes)
    registerService(receptionist, notes, member)
    expect(() => serviceKey('a/b')).toThrow(expect.objectContaining({ code: 'invalid-name' }))
    // @ts-expect-error: a key is made by serviceKey
    expect(() => registerService(receptionist, '', member)).toThrow(
      expect.objectContaining({ code: 'invalid-name' }),
    )
    // @ts-expect-error: a member is an actor
    expect(() => registerService(receptionist, notes, {})).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
    // @ts-expect-error: a message has a name
    expect(() => subscribeToService(receptionist, notes, member, 7)).toThrow(
      expect.objectContaining({ code: 'invalid-name' }),
    )
    const careless = unchecked(receptionist)
    for (const [name, ...args] of [
      ['register', 'a/b', member],
      ['register', 'a', 'nobody'],
      ['find', ''],
      ['subscribe', 'a', member, ''],
      ['subscribe', 'a', 17, 'x'],
      ['unsubscribe', 'a', 17],
      ['deregister', 'a', 17],
    ] as const) {
      await expect(careless.ask(name, ...args)).rejects.toMatchObject({
        code: expect.stringMatching(/^invalid-(name|option)$/),
      })
    }
    expect(await findServices(receptionist, notes)).toEqual([member])
    expect(rig.failures).toEqual([])
  })
})
