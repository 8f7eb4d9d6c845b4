import { describe, expect, it } from 'vitest'
import { type ActorContext, type AnyActorRef, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

interface MournerProtocol {
  watch(ref: AnyActorRef, text: string): void
  unwatch(ref: AnyActorRef): void
  ended(text: string): void
  fail(): void
  wait(): Promise<void>
}

/** Writes down what it is told, and every `down`, which it should never see. */
function mourner(seen: string[], waiting: Promise<void> = Promise.resolve()) {
  return defineActor(
    'Mourner',
    (ctx: ActorContext<MournerProtocol>) => {
      ctx.on('down', () => void seen.push('down'))
      return {
        watch: (ref, text) => void ctx.watchWith(ref, 'ended', text),
        unwatch: (ref) => ctx.unwatch(ref),
        ended: (text) => void seen.push(text),
        fail() {
          throw new Error('oops')
        },
        wait: async () => {
          await waiting
          seen.push('waited')
        },
      }
    },
    { interleave: ['ended'] },
  )
}

describe('a watch with a message', () => {
  it('that was ended while its message lay in the mailbox is not handled [WAT-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const target = rig.system.spawn(noteTaker([]))
    const Waits = defineActor('Waits', (ctx: ActorContext<{ go(): Promise<void>; ended(): void }>) => {
      const watch = ctx.watchWith(target, 'ended')
      return {
        async go() {
          await rig.system.stop(target)
          ctx.unwatch(watch)
        },
        ended: () => void seen.push('ended'),
      }
    })
    await rig.system.spawn(Waits).ask('go')
    await settled()
    expect(seen).toEqual([])
  })

  it('gives nothing after a restart of the watcher: the watch ends with the life that began it', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const [target, watching] = [rig.system.spawn(noteTaker([])), rig.system.spawn(mourner(seen))]
    await watching.ask('watch', target, 'ended')
    watching.tell('fail')
    target.tell('stop')
    await settled()
    expect(seen).toEqual([])
  })

  it('is handled while another handler awaits where its message may be', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const waiting = gate()
    const target = rig.system.spawn(noteTaker([]))
    const watching = rig.system.spawn(mourner(seen, waiting.promise))
    watching.tell('watch', target, 'ended')
    watching.tell('wait')
    await settled()
    await rig.system.stop(target)
    await settled()
    expect(seen).toEqual(['ended'])
    waiting.open()
    await settled()
    expect(seen).toEqual(['ended', 'waited'])
  })

  it('keeps what it was given: a later change is not seen', async () => {
    await using rig = await createRig()
    const seen: unknown[] = []
    const target = rig.system.spawn(noteTaker([]))
    const Keeps = defineActor('Keeps', (ctx: ActorContext<{ ended(days: Date, more: string): void }>) => {
      const day = new Date(0)
      ctx.watchWith(target, 'ended', day, 'more')
      day.setFullYear(2001)
      return { ended: (...args) => void seen.push(args) }
    })
    rig.system.spawn(Keeps)
    await rig.system.stop(target)
    await settled()
    expect(seen).toEqual([[new Date(0), 'more']])
  })

  it('whose message nobody handles becomes a dead letter', async () => {
    await using rig = await createRig()
    const target = rig.system.spawn(noteTaker([]))
    // @ts-expect-error: the handler is missing
    const Mute = defineActor('Mute', (ctx: ActorContext<{ ended(): void }>) => {
      ctx.watchWith(target, 'ended')
      return {}
    })
    const mute = rig.system.spawn(Mute)
    await rig.system.stop(target)
    await settled()
    expect(rig.deadLetters).toMatchObject([{ path: mute.path, name: 'ended', reason: 'unhandled' }])
  })

  it('fits into a mailbox that is full', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const target = rig.system.spawn(noteTaker([]))
    const watching = rig.system.spawn(mourner(seen), [], { mailbox: { capacity: 1 } })
    await watching.ask('watch', target, 'ended')
    const stopped = rig.system.stop(target)
    watching.tell('unwatch', watching)
    await stopped
    await settled()
    expect(seen).toEqual(['ended'])
  })

  it('fails the watcher where its handler throws, and the message is named', async () => {
    await using rig = await createRig()
    const target = rig.system.spawn(noteTaker([]))
    const Throws = defineActor('Throws', (ctx: ActorContext<{ ended(): void }>) => {
      ctx.watchWith(target, 'ended')
      return {
        ended() {
          throw new Error('in ended')
        },
      }
    })
    rig.system.spawn(Throws, [], { restart: 'temporary' })
    target.tell('stop')
    await settled()
    expect(rig.failures).toMatchObject([{ error: { message: 'in ended' }, message: 'ended' }])
  })

  it('is refused, and nothing is watched, where its arguments make no sense', async () => {
    await using rig = await createRig()
    const target = rig.system.spawn(noteTaker([]))
    const errors: unknown[] = []
    const seen: string[] = []
    const Careless = defineActor('Careless', (ctx: ActorContext<{ ended(what: unknown): void }>) => {
      const attempts = [
        () => ctx.watchWith(target, 'ended', () => {}),
        // @ts-expect-error: a message has a name
        () => ctx.watchWith(target, 17, 1),
        // @ts-expect-error: what is watched is an actor
        () => ctx.watchWith('target', 'ended', 1),
      ]
      for (const attempt of attempts) {
        try {
          attempt()
        } catch (error) {
          errors.push(error)
        }
      }
      return { ended: () => void seen.push('ended') }
    })
    rig.system.spawn(Careless)
    await rig.system.stop(target)
    await settled()
    expect(errors).toMatchObject([
      { code: 'unsendable' },
      { code: 'invalid-name' },
      { code: 'invalid-option' },
    ])
    expect(seen).toEqual([])
  })
})
