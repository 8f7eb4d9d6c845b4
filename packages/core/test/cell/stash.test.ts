import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { type DoorProtocol, setUpDoor } from '../rig/stash-door.ts'

describe('a stash', () => {
  it('puts messages aside, and back in their order and ahead of the mailbox [STA-1]', async () => {
    await using t = await setUpDoor()
    for (const who of ['a', 'b', 'c']) t.ref.tell('enter', who)
    t.ref.tell('enterTogether', 'd', 'e')
    t.ref.tell('open')
    t.ref.tell('enter', 'f')
    t.ref.with({ priority: 'high' }).tell('hold')
    await settled()
    t.ref.with({ priority: 'high' }).tell('enter', 'urgent, and stashed')
    expect(t.seen).toEqual([])
    t.held.open()
    await settled()
    expect(t.seen).toEqual(['urgent, and stashed', 'a', 'b', 'c', 'd and e', 'f'])
  })

  it('leaves asks waiting, and they are answered when they are handled after all', async () => {
    await using t = await setUpDoor()
    const asked = t.ref.ask('enter', 'a')
    let settledYet = false
    void asked.then(() => {
      settledYet = true
    })
    await settled()
    expect(settledYet).toBe(false)
    t.ref.tell('open')
    expect(await asked).toBe('welcome a')
  })

  it('takes a message whose handler has awaited, plain or asked', async () => {
    await using t = await setUpDoor()
    const asked = t.ref.ask('enterLater', 'a')
    t.ref.tell('enterLater', 'b')
    await settled()
    t.inside.open()
    await settled()
    expect(t.seen).toEqual([])
    t.ref.tell('open')
    expect(await asked).toBe('welcome a')
    await settled()
    expect(t.seen).toEqual(['a', 'b'])
  })

  it('takes the message of the handler that was answered, where several await', async () => {
    await using rig = await createRig()
    interface Slow {
      go(): Promise<void>
    }
    const held = [gate(), gate()]
    const Slowly = defineActor('Slowly', (_ctx: ActorContext<Slow>, index: number) => ({
      go: async () => held[index]?.promise,
    }))
    interface P {
      fetch(index: number): Promise<string>
      go(): void
    }
    let isReady = false
    const sources = [rig.system.spawn(Slowly, [0]), rig.system.spawn(Slowly, [1])]
    const Fetching = defineActor(
      'Fetching',
      (ctx: ActorContext<P>) => ({
        async fetch(index) {
          await sources[index]?.ask('go')
          if (!isReady) ctx.stash()
          return `fetched ${index}`
        },
        go() {
          isReady = true
          ctx.unstashAll()
        },
      }),
      { interleave: ['fetch'] },
    )
    const ref = rig.system.spawn(Fetching)
    const asked = [ref.ask('fetch', 0), ref.ask('fetch', 1)]
    await settled()
    held[1]?.open()
    await settled()
    isReady = true
    held[0]?.open()
    expect(await asked[0]).toBe('fetched 0')
    ref.tell('go')
    expect(await asked[1]).toBe('fetched 1')
  })

  it('may be emptied in the handler that filled it, whose message then comes again', async () => {
    await using rig = await createRig()
    const seen: number[] = []
    interface P {
      go(n: number): void
      next(): void
    }
    const Again = defineActor('Again', (ctx: ActorContext<P>) => {
      let first = true
      return {
        go(n) {
          seen.push(n)
          if (!first) return
          first = false
          ctx.stash()
          expect(ctx.unstashAll()).toBe(1)
        },
        next: () => void seen.push(-1),
      }
    })
    const ref = rig.system.spawn(Again)
    ref.tell('go', 7)
    ref.tell('next')
    await settled()
    expect(seen).toEqual([7, 7, -1])
  })

  it('says how many it puts back', async () => {
    await using t = await setUpDoor()
    t.ref.tell('enter', 'a')
    t.ref.tell('enter', 'b')
    expect(await t.use((ctx) => ctx.unstashAll())).toBe(2)
    expect(await t.use((ctx) => ctx.unstashAll())).toBe(2)
    t.ref.tell('open')
    expect(await t.use((ctx) => ctx.unstashAll())).toBe(0)
  })

  it('of 3 refuses a fourth with an error, and keeps its size [STA-1] [case 20]', async () => {
    await using t = await setUpDoor({ mailbox: { stash: 3 }, decide: () => 'resume' })
    for (const who of ['a', 'b', 'c']) t.ref.tell('enter', who)
    await expect(t.ref.ask('enter', 'd')).rejects.toMatchObject({
      code: 'actor-failed',
      cause: { code: 'stash-full', name: 'StashFullError' },
    })
    t.ref.tell('enter', 'e')
    await settled()
    expect(t.rig.failures).toMatchObject([
      { error: { code: 'stash-full' } },
      { error: { code: 'stash-full' } },
    ])
    t.ref.tell('open')
    await settled()
    expect(t.seen).toEqual(['a', 'b', 'c'])
  })

  it('holds a thousand, unless told otherwise [STA-1]', async () => {
    await using t = await setUpDoor({ decide: () => 'resume' })
    for (let i = 0; i < 1000; i++) t.ref.tell('enter', `${i}`)
    await t.rig.clock.advance(0)
    expect(t.rig.failures).toEqual([])
    t.ref.tell('enter', 'one more')
    await settled()
    expect(t.rig.failures).toMatchObject([{ error: { code: 'stash-full' } }])
    t.ref.tell('open')
    await t.rig.clock.advance(0)
    expect(t.seen).toEqual(Array.from({ length: 1000 }, (_, i) => `${i}`))
  })

  it('keeps the message of a handler whose own sends push others out of the mailbox', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    interface P {
      go(what: { n: number }): void
      other(n: number): void
      back(): void
    }
    const Flooding = defineActor('Flooding', (ctx: ActorContext<P>) => {
      let first = true
      return {
        go(what) {
          seen.push(what)
          if (!first) return
          first = false
          for (let n = 0; n < 5; n++) ctx.self.tell('other', n)
          ctx.stash()
        },
        other: () => {},
        back: () => void ctx.unstashAll(),
      }
    })
    const ref = rig.system.spawn(Flooding, [], { mailbox: { capacity: 2, overflow: 'drop-oldest' } })
    ref.tell('go', { n: 7 })
    await settled()
    ref.tell('back')
    await settled()
    expect(seen).toEqual([{ n: 7 }, { n: 7 }])
  })

  it('keeps the message of a handler that has put back what waited before it', async () => {
    await using rig = await createRig()
    const held = gate()
    const seen: string[] = []
    interface P {
      hold(): Promise<void>
      later(who: string): void
      other(who: string): void
    }
    const Swapping = defineActor(
      'Swapping',
      (ctx: ActorContext<P>) => ({
        hold: () => held.promise,
        later(who) {
          seen.push(who)
          if (seen.length > 2) return
          ctx.unstashAll()
          ctx.stash()
        },
        other(who) {
          seen.push(who)
          ctx.unstashAll()
        },
      }),
      { interleave: ['later'] },
    )
    const ref = rig.system.spawn(Swapping)
    ref.tell('later', 'a')
    ref.tell('hold')
    ref.tell('other', 'b')
    ref.tell('later', 'c')
    await settled()
    held.open()
    await settled()
    expect(seen).toEqual(['a', 'c', 'a', 'b', 'c'])
  })
})

describe('what was stashed', () => {
  it('waits ahead of the mailbox for the life after a restart, asks too [STA-1]', async () => {
    await using t = await setUpDoor()
    const asked = t.ref.ask('enter', 'a')
    t.ref.tell('enter', 'b')
    t.ref.tell('fail')
    t.ref.tell('enter', 'c')
    t.ref.with({ priority: 'low' }).tell('open')
    expect(await asked).toBe('welcome a')
    await settled()
    expect(t.seen).toEqual(['setup', 'a', 'b', 'c'])
    expect(t.rig.deadLetters).toEqual([])
  })

  it('is handled by a next life that puts nothing back itself, too [SUP-1, STA-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    let lives = 0
    const Moody = defineActor('Moody', (ctx: ActorContext<Pick<DoorProtocol, 'enter' | 'fail'>>) => {
      const life = ++lives
      return {
        enter(who) {
          if (life === 1) return ctx.stash()
          seen.push(who)
          return who
        },
        fail() {
          throw new Error('x')
        },
      }
    })
    const ref = rig.system.spawn(Moody)
    const asked = ref.ask('enter', 'a')
    ref.tell('enter', 'b')
    ref.tell('fail')
    ref.tell('enter', 'c')
    await settled()
    expect(seen).toEqual(['a', 'b', 'c'])
    expect(await asked).toBe('a')
  })

  it('becomes dead letters when the actor stops, and asks are rejected [DEL-1]', async () => {
    await using t = await setUpDoor()
    const asked = t.ref.ask('enter', 'a')
    t.ref.tell('enterTogether', 'b', 'c')
    await settled()
    const refused = expect(asked).rejects.toMatchObject({ code: 'actor-terminated' })
    await t.rig.system.stop(t.ref)
    await refused
    expect(t.rig.deadLetters).toMatchObject([
      { reason: 'terminated', name: 'enter', payload: 'a' },
      { reason: 'terminated', name: 'enterTogether', payload: ['b', 'c'] },
    ])
  })

  it('does so as well by a handler that was still running', async () => {
    await using t = await setUpDoor()
    t.ref.tell('enterLater', 'a')
    await settled()
    const stopped = t.rig.system.stop(t.ref)
    await settled()
    t.inside.open()
    await stopped
    expect(t.rig.deadLetters).toMatchObject([{ reason: 'terminated', name: 'enterLater', payload: 'a' }])
  })

  it('is a dead letter too where the actor was to drain', async () => {
    await using t = await setUpDoor()
    t.ref.tell('enter', 'a')
    await t.rig.system.stop(t.ref, { drain: true })
    expect(t.rig.deadLetters).toMatchObject([{ reason: 'terminated', name: 'enter' }])
  })

  it('may be handled between the awaits of others once it is back, where it is named for that [STA-1]', async () => {
    await using t = await setUpDoor({}, { interleave: ['enter', 'open', 'use'] })
    t.ref.tell('enter', 'a')
    t.ref.tell('enterTogether', 'b', 'c')
    t.ref.tell('enter', 'd')
    t.ref.tell('hold')
    await settled()
    t.ref.tell('enterTogether', 'e', 'f')
    t.ref.tell('enter', 'g')
    t.ref.tell('open')
    await settled()
    expect(t.seen).toEqual(['a', 'd', 'g'])
    t.held.open()
    await settled()
    expect(t.seen).toEqual(['a', 'd', 'g', 'b and c', 'e and f'])
  })

  it('is handled by the handlers that the actor has become', async () => {
    await using rig = await createRig()
    interface P {
      work(n: number): string
      ready(): void
    }
    const Starting = defineActor('Starting', (ctx: ActorContext<P>) => ({
      work: () => ctx.stash(),
      ready() {
        ctx.become({ work: (n) => `done ${n}`, ready: () => {} })
        ctx.unstashAll()
      },
    }))
    const ref = rig.system.spawn(Starting)
    const asked = [ref.ask('work', 1), ref.ask('work', 2)]
    ref.tell('ready')
    expect(await Promise.all(asked)).toEqual(['done 1', 'done 2'])
  })

  interface RetryProtocol {
    retry(): void
    open(): void
    fail(): void
  }
  function retrying(seen: string[]) {
    return defineActor('Retrying', (ctx: ActorContext<RetryProtocol>) => {
      seen.push('setup')
      let isOpen = false
      ctx.timers.after('t', 10, 'retry')
      return {
        retry() {
          if (isOpen) seen.push('retry')
          else ctx.stash()
        },
        open() {
          isOpen = true
          ctx.timers.cancelAll()
          ctx.unstashAll()
        },
        fail() {
          throw new Error('x')
        },
      }
    })
  }

  it('is handled where a timer had sent it, since its tick had been taken', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(retrying(seen))
    await rig.clock.advance(10)
    ref.tell('open')
    await settled()
    expect(seen).toEqual(['setup', 'retry'])
  })

  it('is never handled in another life where a timer had sent it [TIM-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(retrying(seen))
    await rig.clock.advance(10)
    ref.tell('fail')
    ref.tell('open')
    await rig.clock.advance(100)
    expect(seen).toEqual(['setup', 'setup'])
    expect(rig.deadLetters).toEqual([])
  })
})
