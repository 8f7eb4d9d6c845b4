import { inspect, isDeepStrictEqual } from 'node:util'
import { type AnyActorRef, type SpawnOptions, UnsendableError } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import { Echo, Friend, Gate, Journal, Sink, Spawner, Speaker, Watcher } from './actors.ts'
import { samples } from './samples.ts'
import type { Places } from './suite.ts'

class Account {
  balance = 1
}

const unsendable: readonly (readonly [string, unknown])[] = [
  ['a function', () => {}],
  ['a symbol', Symbol('mark')],
  ['a promise', Promise.resolve()],
  ['an instance of a class', new Account()],
  ['a proxy', new Proxy({}, {})],
  ['a function deep inside', { list: [new Map([['key', () => {}]])] }],
]

function messageOf(send: () => unknown): string {
  try {
    send()
  } catch (error) {
    expect(error).toBeInstanceOf(UnsendableError)
    return String(error)
  }
  throw new Error('nothing was refused')
}

const megabyte = 2 ** 20

export function sending({ stage, places }: Places): void {
  describe.each(places)('an actor $name', ({ on }) => {
    test('can be sent messages from the moment of its spawn, and handles them in order', async () => {
      const sink = stage().system.spawn(Sink, [], on)
      for (let i = 0; i < 100; i++) sink.tell('take', 'me', i)
      expect(await sink.ask('taken', 'me')).toEqual({ count: 100, fault: undefined })
    })

    test.each(samples)('gets and gives back %s', async (_kind, value) => {
      const echo = stage().system.spawn(Echo, [], on)
      // Not toStrictEqual, which takes a field named `constructor` for the class, and its time over large arrays.
      const back = await echo.ask('echo', value)
      if (!isDeepStrictEqual(back, value)) expect.fail(`${inspect(back)} came back`)
    })

    test('gets several arguments as several arguments', async () => {
      const echo = stage().system.spawn(Echo, [], on)
      const values = Array.from({ length: 50 }, (_, i) => ({ i }))
      expect(await echo.ask('echoAll', ...values)).toEqual(values)
      expect(await echo.ask('echoAll', [1, 2])).toEqual([[1, 2]])
      expect(await echo.ask('echoAll')).toEqual([undefined])
    })

    test.each(unsendable)('refuses %s at the sender, in the same words as an actor here', (_what, value) => {
      const { system } = stage()
      const echo = system.spawn(Echo, [], on)
      const local = messageOf(() => system.spawn(Echo).tell('echo', value))
      expect(messageOf(() => echo.tell('echo', value))).toBe(local)
    })

    test.each(unsendable)(
      'refuses %s in the same words where it lies inside, and says where',
      (_what, value) => {
        const { system } = stage()
        const echo = system.spawn(Echo, [], on)
        const local = messageOf(() => system.spawn(Echo).tell('echoAll', 1, { of: [value] }))
        expect(local).toMatch(/ It lies at payload\[1\]\.of\[0\](\.list\[0\]\.get\("key"\))?\.$/)
        expect(messageOf(() => echo.tell('echoAll', 1, { of: [value] }))).toBe(local)
        const spawn = (where: SpawnOptions) => () => system.spawn(Spawner, Object([{ of: [value] }]), where)
        expect(messageOf(spawn(on))).toBe(messageOf(spawn({})))
      },
    )

    test('refuses what cannot be sent, and the messages around it arrive', async () => {
      const echo = stage().system.spawn(Echo, [], on)
      const before = echo.ask('echo', { fresh: 1 })
      await expect(echo.ask('echo', { fresh: 2, call: () => {} })).rejects.toMatchObject({
        code: 'unsendable',
      })
      expect(await before).toEqual({ fresh: 1 })
      expect(await echo.ask('echo', { fresh: 3 })).toEqual({ fresh: 3 })
    })

    test('does not see what its sender changes afterwards', async () => {
      const echo = stage().system.spawn(Echo, [], on)
      const sent = new Map([['key', 'as sent']])
      const answer = echo.ask('echo', sent)
      sent.set('key', 'changed')
      expect(await answer).toEqual(new Map([['key', 'as sent']]))
    })

    test('handles urgent messages first and unimportant ones last [ORD-3]', async () => {
      const { system } = stage()
      const gate = system.spawn(Gate)
      const sink = system.spawn(Sink, [gate], on)
      const blocked = sink.ask('block')
      sink.with({ priority: 'low' }).tell('take', 'any', 2)
      sink.tell('take', 'any', 1)
      sink.with({ priority: 'high' }).tell('take', 'any', 0)
      gate.tell('open')
      await blocked
      expect(await sink.with({ priority: 'low' }).ask('taken', 'any')).toEqual({ count: 3, fault: undefined })
    })

    test('gets a transferred buffer, and the sender’s is empty at once', async () => {
      const echo = stage().system.spawn(Echo, [], on)
      const bytes = new Uint8Array(200_000).fill(7)
      const answer = echo.with({ transfer: [bytes.buffer] }).ask('echo', { bytes })
      expect(bytes.byteLength).toBe(0)
      expect(isDeepStrictEqual(await answer, { bytes: new Uint8Array(200_000).fill(7) })).toBe(true)
    })

    test('gets one that is copied whole, and the sender keeps its own', async () => {
      const echo = stage().system.spawn(Echo, [], on)
      const bytes = new Uint8Array(200_000).fill(7)
      expect(isDeepStrictEqual(await echo.ask('echo', bytes), bytes)).toBe(true)
      expect(bytes.byteLength).toBe(200_000)
    })

    // Much to copy, for a machine that is busy with other work.
    test.each([1, 64])('takes %d MB at once, binary or text', { timeout: 60_000 }, async (size) => {
      const echo = stage().system.spawn(Echo, [], on).with({ timeout: 60_000 })
      expect(await echo.ask('byteLength', new ArrayBuffer(size * megabyte))).toBe(size * megabyte)
      const text = 'é'.repeat((size * megabyte) / 2)
      const answer = await echo.ask('echo', text)
      expect(answer === text).toBe(true)
    })
  })

  describe('a ref', () => {
    test('stays usable and equal on its way over all nodes and back', async () => {
      const { system } = stage()
      const subject = system.spawn(Echo, [], { on: 'one-0' })
      const relays = ['main', 'one-0', 'one-1', 'two-0'].map((on) => system.spawn(Echo, [], { on }))
      for (const relay of relays) {
        const back = (await relay.ask('echo', { ref: subject })) as { readonly ref: typeof subject }
        expect(back.ref.equals(subject)).toBe(true)
        expect(back.ref.path).toBe(subject.path)
        expect(await back.ref.ask('echo', 'hello')).toBe('hello')
        expect(await relay.ask('isSame', subject, back.ref)).toBe(true)
        expect(await relay.ask('isSame', subject, relay)).toBe(subject.equals(relay))
        expect(await relay.ask('askFor', subject, 'from there')).toBe('from there')
      }
    })

    test('of an actor here can be asked by actors on other nodes', async () => {
      const { system } = stage()
      const subject = system.spawn(Echo)
      const far = system.spawn(Echo, [], { on: 'two-0' })
      expect(await far.ask('askFor', subject, 5)).toBe(5)
    })

    test('of an actor here that has ended makes dead letters here of what other nodes send it [DEL-1]', async () => {
      const { system, deadLetters } = stage()
      const gone = system.spawn(Watcher, [system.spawn(Journal)])
      await system.stop(gone)
      const speaker = system.spawn(Speaker, [], { on: 'two-0' })
      speaker.tell('speakAndStop', gone, 3)
      await system.terminated(speaker)
      const letters = deadLetters.filter(({ name }) => name === 'say')
      expect(letters).toMatchObject(
        [0, 1, 2].map((n) => ({ reason: 'terminated', name: 'say', payload: `word ${n}` })),
      )
    })

    test('names the node where its actor lives', () => {
      const { system } = stage()
      const refs: AnyActorRef[] = [
        system.spawn(Echo, [], { name: 'known' }),
        system.spawn(Echo, [], { on: 'one-1', name: 'known-too' }),
      ]
      expect(refs.map((ref) => ref.path)).toEqual(['troupe://main/known', 'troupe://one-1/~main/known-too'])
    })

    test('that overtakes the order to spawn its actor can be used at once', async () => {
      const { system } = stage()
      const journal = system.spawn(Journal)
      const spawners = ['main', 'one-0', 'two-0'].map((on) => system.spawn(Spawner, [], { on }))
      const friend = system.spawn(Friend, [journal], { on: 'one-1' })
      const passer = system.spawn(Friend, [journal], { on: 'one-0' })
      passer.tell('introduce', friend)
      const words: string[] = []
      for (let i = 0; i < 20; i++) {
        for (const spawner of spawners) {
          spawner.tell('spawnFor', friend, 'two-0', `direct ${i}`)
          spawner.tell('spawnFor', passer, 'one-1', `passed on ${i}`)
          words.push(`direct ${i}`, `passed on ${i}`)
        }
      }
      const notes = await journal.ask('until', words.length)
      expect(notes.toSorted()).toEqual(words.toSorted())
    })
  })
}
