import { ActorFailedError, Rejection, TroupeError } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import { Echo, Faulty, Gate, Journal } from './actors.ts'
import { errorOf } from './rejection.ts'
import type { Places } from './suite.ts'

/** What an ask was rejected with. */
export function errors({ stage, places }: Places): void {
  describe.each(places)('an ask of an actor $name', ({ on }) => {
    test('is rejected with the rejection itself, and the actor lives on', async () => {
      const faulty = stage().system.spawn(Faulty, [], on)
      const error = await errorOf(faulty.ask('reject', 'no money'))
      expect(error).toBeInstanceOf(Rejection)
      expect(error).toBeInstanceOf(TroupeError)
      expect(error).toMatchObject({ message: 'no money', code: 'overdrawn', missing: 17 })
      expect(error.cause).toBeInstanceOf(TypeError)
      expect(error.cause).toMatchObject({ name: 'TypeError', message: 'the cause' })
      expect(error.stack).toContain('faulty.ts')
      expect(await errorOf(faulty.ask('returnRejection', 'returned'))).toMatchObject({
        message: 'returned',
        code: 'rejected',
      })
    })

    test('is rejected at once when the handler throws, with what it threw, whole', async () => {
      const error = await errorOf(stage().system.spawn(Faulty, [], on).ask('fail', 'coded'))
      expect(error).toBeInstanceOf(ActorFailedError)
      expect(error).toMatchObject({ name: 'ActorFailedError', code: 'actor-failed' })
      expect(error.message).toContain('"fail"')
      expect(error.cause).toMatchObject({
        name: 'Error',
        message: 'disk full',
        code: 'ENOSPC',
        disk: { free: 0n },
      })
      const cause = error.cause instanceof Error ? error.cause : undefined
      expect(cause?.cause).toMatchObject({ message: 'no inode left' })
      expect(cause?.stack).toContain('faulty.ts')
    })

    test('tells errors of the language from each other, and words from errors', async () => {
      const language = await errorOf(stage().system.spawn(Faulty, [], on).ask('fail', 'language'))
      expect(language.cause).toBeInstanceOf(RangeError)
      const words = await errorOf(stage().system.spawn(Faulty, [], on).ask('fail', 'string'))
      expect(words.cause).toBe('just words')
    })

    test('is rejected when the answer cannot be sent, with the reason', async () => {
      const error = await errorOf(stage().system.spawn(Faulty, [], on).ask('answerWith', 'function'))
      expect(error.code).toBe('actor-failed')
      expect(error.cause).toMatchObject({ name: 'UnsendableError', code: 'unsendable' })
    })

    test('is rejected when there is no handler of that name', async () => {
      const { system } = stage()
      const faulty = system.spawn(Faulty, [], on)
      for (const name of ['nonsense', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
        // @ts-expect-error: the compiler knows that there is no such message.
        expect(await errorOf(faulty.ask(name))).toMatchObject({ code: 'unhandled-message' })
      }
    })

    test('is rejected at once when the actor has ended [case 21]', async () => {
      const { system } = stage()
      const faulty = system.spawn(Faulty, [], on)
      await system.stop(faulty)
      expect(await errorOf(faulty.ask('never'))).toMatchObject({ code: 'actor-terminated' })
    })

    test('is rejected at once when the actor is stopped before it comes to the message', async () => {
      const { system } = stage()
      const gate = system.spawn(Gate)
      const faulty = system.spawn(Faulty, [], on)
      const first = faulty.ask('wait', gate)
      await gate.ask('knocked')
      const second = errorOf(faulty.ask('returnRejection', 'too late'))
      const stopped = system.stop(faulty)
      gate.tell('open')
      expect(await first).toBe('late')
      expect(await second).toMatchObject({ code: 'actor-terminated' })
      await stopped
    })

    test('gives up after its time-out, and the late answer becomes a dead letter [DEL-3, case 15]', async () => {
      const { system, nextDeadLetter, pass } = stage()
      const journal = system.spawn(Journal, [], on)
      const letter = nextDeadLetter('expired')
      const asked = errorOf(journal.with({ timeout: 20 }).ask('until', 1))
      // One that is given up before it is handled is not handled at all.
      expect(await journal.ask('all')).toEqual([])
      await pass(20)
      const error = await asked
      expect(error).toMatchObject({ code: 'ask-timeout' })
      expect(error.message).toContain('"until"')
      journal.tell('note', 'late')
      expect(await letter).toMatchObject({ payload: ['late'] })
      expect(await journal.ask('all')).toEqual(['late'])
    })

    test('gets its own answer, however many wait for theirs [DEL-3]', async () => {
      const journal = stage().system.spawn(Journal, [], on)
      const asked = [4, 3, 2, 1].map((count) => journal.ask('until', count))
      for (const note of ['a', 'b', 'c', 'd']) journal.tell('note', note)
      const lengths = (await Promise.all(asked)).map((notes) => notes.length)
      expect(lengths).toEqual([4, 3, 2, 1])
    })

    test('is rejected at once when the mailbox is full [OVL-1]', async () => {
      const { system } = stage()
      const gate = system.spawn(Gate)
      const faulty = system.spawn(Faulty, [], { ...on, mailbox: { capacity: 2 } })
      const first = faulty.ask('wait', gate)
      await gate.ask('knocked')
      const asks = Array.from({ length: 4 }, () => errorOf(faulty.ask('returnRejection', 'waited')))
      for (const error of await Promise.all(asks.slice(2)))
        expect(error).toMatchObject({ code: 'mailbox-full' })
      gate.tell('open')
      await first
      for (const error of await Promise.all(asks.slice(0, 2)))
        expect(error).toMatchObject({ message: 'waited' })
    })

    test('gives up when its signal aborts', async () => {
      const faulty = stage().system.spawn(Faulty, [], on)
      const aborter = new AbortController()
      const asked = errorOf(faulty.with({ signal: aborter.signal }).ask('never'))
      aborter.abort(new Error('no longer needed'))
      const error = await asked
      expect(error).toMatchObject({ code: 'ask-aborted' })
      expect(error.cause).toMatchObject({ message: 'no longer needed' })
      const again = await errorOf(faulty.with({ signal: aborter.signal }).ask('never'))
      expect(again).toMatchObject({ code: 'ask-aborted' })
    })

    test('that an actor makes is rejected with the same errors', async () => {
      const { system } = stage()
      const echo = system.spawn(Echo, [], on)
      const gone = system.spawn(Echo, [], { on: 'two-0' })
      await system.stop(gone)
      const error = await errorOf(echo.ask('askFor', gone, 1))
      expect(error).toMatchObject({ code: 'actor-failed' })
      expect(error.cause).toMatchObject({ name: 'ActorTerminatedError', code: 'actor-terminated' })
    })
  })
}
