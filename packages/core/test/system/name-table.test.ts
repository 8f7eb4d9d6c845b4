import { describe, expect, it } from 'vitest'
import { CellRef } from '../../src/cell/cell-ref.ts'
import type { AnyActorRef } from '../../src/index.ts'
import { NameTable } from '../../src/system/registrar.ts'
import { createRig } from '../rig/create-rig.ts'
import { noteTaker } from '../rig/note-taker.ts'

interface Question {
  readonly uid: number
  readonly number: number
}

/** A table whose questions to the nodes of actors a test answers when it pleases. */
async function open(actors: number) {
  const rig = await createRig()
  const questions: Question[] = []
  const stopped: number[] = []
  const uidOf = (ref: AnyActorRef): number =>
    ref instanceof CellRef ? ref.target.address.uid : expect.unreachable()
  const table = new NameTable((ref, number) => {
    questions.push({ uid: uidOf(ref), number })
    return () => stopped.push(number)
  })
  const refs = Array.from({ length: actors }, () => rig.system.spawn(noteTaker([])))
  const outcomes: string[] = []
  return {
    table,
    questions,
    stopped,
    outcomes,
    ref: (i: number) => refs[i] ?? expect.unreachable(),
    claim: (name: string, i: number) => {
      const label = `${name} for ${i}`
      table.register(name, refs[i] ?? expect.unreachable()).then(
        () => outcomes.push(`${label}: yes`),
        (error: { code: string }) => outcomes.push(`${label}: ${error.code}`),
      )
    },
    /** Answers the questions that are open, oldest first. */
    answer: async () => {
      for (const { uid, number } of questions.splice(0)) table.lives(uid, number)
      await Promise.resolve()
    },
    end: async (i: number) => {
      table.ended(uidOf(refs[i] ?? expect.unreachable()))
      await Promise.resolve()
    },
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  }
}

describe('the table of names', () => {
  it('gives a name once the node of its actor has said that it lives, and not before [NAM-1]', async () => {
    await using it = await open(1)
    it.claim('a', 0)
    expect(it.table.whereIs('a', [])).toBeUndefined()
    await it.answer()
    expect(it.outcomes).toEqual(['a for 0: yes'])
    expect(it.table.whereIs('a', [])).toBe(it.ref(0))
  })

  it('asks once for several names of one actor, and not again when it is known to live', async () => {
    await using it = await open(1)
    it.claim('a', 0)
    await it.answer()
    it.claim('b', 0)
    it.claim('a', 0)
    await Promise.resolve()
    expect(it.questions).toEqual([])
    expect(it.outcomes).toEqual(['a for 0: yes', 'b for 0: yes', 'a for 0: yes'])
  })

  it('refuses a claim only when the holder has lived after it was made [NAM-1]', async () => {
    await using it = await open(2)
    it.claim('a', 0)
    it.claim('a', 1)
    await it.answer()
    expect(it.outcomes).toEqual(['a for 0: yes'])
    await it.answer()
    expect(it.outcomes).toEqual(['a for 0: yes', 'a for 1: name-taken'])
    expect(it.table.whereIs('a', [])).toBe(it.ref(0))
  })

  it('gives the name to the next in line where the holder has ended meanwhile [NAM-1]', async () => {
    await using it = await open(3)
    it.claim('a', 0)
    await it.answer()
    it.claim('a', 1)
    it.claim('a', 2)
    await it.end(0)
    for (let i = 0; i < 3; i++) await it.answer()
    expect(it.outcomes).toEqual(['a for 0: yes', 'a for 1: yes', 'a for 2: name-taken'])
  })

  it('refuses an actor that ended before its node could say that it lives [NAM-1]', async () => {
    await using it = await open(2)
    it.claim('a', 0)
    it.claim('b', 0)
    it.claim('a', 1)
    await it.end(0)
    await it.answer()
    expect(it.outcomes.toSorted()).toEqual([
      'a for 0: actor-terminated',
      'a for 1: yes',
      'b for 0: actor-terminated',
    ])
    expect(it.table.whereIs('b', [])).toBeUndefined()
  })

  it('ignores answers to questions that nobody asks any more', async () => {
    await using it = await open(1)
    it.claim('a', 0)
    const stale = it.questions[0]
    await it.answer()
    it.table.unregister('a', it.ref(0))
    it.claim('a', 0)
    it.table.lives(stale?.uid ?? 0, stale?.number ?? 0)
    it.table.lives(12345, 1)
    await Promise.resolve()
    expect(it.outcomes).toEqual(['a for 0: yes'])
    await it.answer()
    expect(it.outcomes).toEqual(['a for 0: yes', 'a for 0: yes'])
  })

  it('lets those in line go on when the holder gives the name back [NAM-1]', async () => {
    await using it = await open(2)
    it.claim('a', 0)
    await it.answer()
    it.claim('a', 1)
    it.claim('a', 0)
    expect(it.table.unregister('a', it.ref(1))).toBe(false)
    expect(it.table.unregister('a', it.ref(0))).toBe(true)
    for (let i = 0; i < 2; i++) await it.answer()
    expect(it.outcomes.toSorted()).toEqual(['a for 0: yes', 'a for 0: yes', 'a for 1: yes'])
    expect(it.table.whereIs('a', [])).toBe(it.ref(1))
  })

  it('stops asking after an actor that has no name any more', async () => {
    await using it = await open(2)
    it.claim('a', 0)
    it.claim('b', 0)
    await it.answer()
    const before = it.stopped.length
    it.table.unregister('a', it.ref(0))
    expect(it.stopped.length).toBe(before)
    it.table.unregister('b', it.ref(0))
    expect(it.stopped.length).toBe(before + 1)
    it.claim('b', 1)
    await it.answer()
    await it.end(1)
    expect(it.stopped.length).toBe(before + 2)
  })

  it('does not show an actor whose node the asker has lost', async () => {
    await using it = await open(1)
    it.claim('a', 0)
    await it.answer()
    expect(it.table.whereIs('a', [0])).toBeUndefined()
    expect(it.table.whereIs('a', [7])).toBe(it.ref(0))
  })
})
