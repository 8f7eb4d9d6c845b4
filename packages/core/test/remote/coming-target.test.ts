import { describe, expect, it } from 'vitest'
import { type Down, UnsendableError } from '../../src/index.ts'
import { ComingTarget } from '../../src/remote/coming-target.ts'
import { EarlyLetters } from '../../src/remote/early-letters.ts'
import type { LocalSystem } from '../../src/system/local-system.ts'
import { openAddressSpace } from './open-address-space.ts'

const uid = 2 ** 32 + 5

function open() {
  const { local, bring, deadLetters } = openAddressSpace()
  const early = new EarlyLetters(() => true)
  const target = new ComingTarget(local, early, { node: local.node, uid, path: 'troupe://here/~far/early' })
  /** The actor comes, as the order to spawn it says. */
  const come = (): void => {
    bring(uid)
    early.release(uid)
  }
  const never = (): void => early.giveUp(1)
  return { target, local, come, never, deadLetters }
}

function downOf(target: ComingTarget, local: LocalSystem): Promise<Down> {
  return new Promise((resolve) => target.watch({ notify: resolve }, local.guardian.ref))
}

describe('a ref that has come before its actor', () => {
  it('keeps what is sent until the actor comes, in order, and answers asks', async () => {
    const { target, come } = open()
    target.tell('note', 'first')
    const asked = target.ask('notes', undefined, false, undefined)
    target.send('note', ['second', 'part'], true, undefined)
    come()
    target.tell('note', 'third')
    expect(await asked).toEqual(['first'])
    expect(await target.ask('notes', undefined, false, undefined)).toEqual(['first', 'second', 'third'])
  })

  it('refuses what cannot be sent, at the sender', async () => {
    const { target } = open()
    expect(() => target.tell('note', () => {})).toThrow(UnsendableError)
    await expect(target.ask('note', () => {}, false, undefined)).rejects.toThrow(UnsendableError)
  })

  it('does not pass on what its sender changes afterwards', async () => {
    const { target, come } = open()
    const words = new Set(['sent'])
    target.tell('note', words)
    words.add('changed')
    come()
    expect(await target.ask('notes', undefined, false, undefined)).toEqual([new Set(['sent'])])
  })

  it('gives one down for a watch, unless it is ended', async () => {
    const { target, local, come } = open()
    const down = downOf(target, local)
    const none = { notify: () => expect.fail('this watch was ended') }
    target.watch(none, local.guardian.ref)
    target.unwatch(none)
    come()
    target.stop(false)
    expect(await down).toMatchObject({ reason: 'stopped' })
  })

  it('stops the actor when it comes, where that was asked for', async () => {
    const { target, local, come } = open()
    const down = downOf(target, local)
    target.stop(false)
    come()
    expect(await down).toMatchObject({ reason: 'stopped' })
  })

  it('stands for an ended actor when it is known that it will never come [WAT-1]', async () => {
    const { target, local, never, deadLetters } = open()
    const down = downOf(target, local)
    target.tell('note', 'in vain')
    const asked = target.ask('notes', undefined, false, undefined).catch((error: unknown) => error)
    never()
    expect(await asked).toMatchObject({ code: 'actor-terminated' })
    expect(await down).toMatchObject({ reason: 'no-such-actor' })
    expect(deadLetters.map(({ reason, name }) => [reason, name])).toEqual([
      ['terminated', 'note'],
      ['terminated', 'notes'],
    ])
    expect(await downOf(target, local)).toMatchObject({ reason: 'no-such-actor' })
    target.stop(false)
    await target.ready()
  })
})
