import { describe, expect, it } from 'vitest'
import { targetOf } from '../../src/cell/cell-ref.ts'
import {
  type ActorContext,
  type ActorRef,
  type AnyActorRef,
  type Down,
  defineActor,
  type Watch,
  type WatchOptions,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { type NoteProtocol, noteTaker } from '../rig/note-taker.ts'
import { settled } from '../rig/settled.ts'

interface WatcherProtocol {
  watch(ref: AnyActorRef, options?: WatchOptions): number
  unwatch(which: number | AnyActorRef): void
  note(text: string): void
}

/** Writes down each `down` and each note; keeps its watches by number. */
function watcher(seen: string[], downs: Down[] = [], listens = true) {
  return defineActor('Watcher', (ctx: ActorContext<WatcherProtocol>) => {
    const watches: Watch[] = []
    if (listens) {
      ctx.on('down', (down) => {
        seen.push(`down ${down.reason}`)
        downs.push(down)
      })
    }
    return {
      watch: (ref, options) => watches.push(ctx.watch(ref, options)) - 1,
      unwatch: (which) =>
        ctx.unwatch(typeof which === 'number' ? (watches[which] ?? expect.unreachable()) : which),
      note: (text) => void seen.push(text),
    }
  })
}

describe('a watch', () => {
  it('of an actor that has ended answers at once with no-such-actor [WAT-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const [target, watching] = [rig.system.spawn(noteTaker([])), rig.system.spawn(watcher(seen))]
    await rig.system.stop(target)
    await watching.ask('watch', target)
    await settled()
    expect(seen).toEqual(['down no-such-actor'])
  })

  it('gives one down with the reason, after what the ended actor sent [WAT-2, ORD-1]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const downs: Down[] = []
    const watching = rig.system.spawn(watcher(seen, downs))
    interface P {
      sendThenStop(to: ActorRef<WatcherProtocol>): void
    }
    const Target = defineActor('Target', (ctx: ActorContext<P>) => ({
      sendThenStop(to) {
        for (const text of ['1', '2', '3']) to.tell('note', text)
        ctx.stop()
      },
    }))
    const target = rig.system.spawn(Target)
    await watching.ask('watch', target)
    target.tell('sendThenStop', watching)
    await settled()
    expect(seen).toEqual(['1', '2', '3', 'down stopped'])
    expect(downs[0]?.ref.equals(target)).toBe(true)
  })

  it('is not ended by restarts [WAT-2]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const [target, watching] = [rig.system.spawn(noteTaker([])), rig.system.spawn(watcher(seen))]
    await watching.ask('watch', target)
    target.tell('fail', '1')
    target.tell('fail', '2')
    await settled()
    expect(seen).toEqual([])
    await rig.system.stop(target)
    await settled()
    expect(seen).toEqual(['down stopped'])
  })

  it('tells how an actor ended that failed for good, with the error', async () => {
    await using rig = await createRig()
    const downs: Down[] = []
    const target = rig.system.spawn(noteTaker([]), [], { restart: 'temporary' })
    const watching = rig.system.spawn(watcher([], downs))
    await watching.ask('watch', target)
    target.tell('fail', 'x')
    await settled()
    expect(downs).toMatchObject([{ reason: 'failed', error: { message: 'x' } }])
  })

  it('that was ended gives no down, not even one that waits already [WAT-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const [target, watching] = [rig.system.spawn(noteTaker([])), rig.system.spawn(watcher(seen))]
    await watching.ask('watch', target)
    await watching.ask('unwatch', target)
    const other = rig.system.spawn(noteTaker([]))
    await watching.ask('watch', other)
    // The order to unwatch is queued before the end of the target is.
    const stopped = rig.system.stop(other)
    watching.tell('unwatch', other)
    await Promise.all([stopped, rig.system.stop(target)])
    await settled()
    expect(seen).toEqual([])
  })

  it('that was ended is forgotten by the watched actor [WAT-3]', async () => {
    await using rig = await createRig()
    const target = rig.system.spawn(noteTaker([]))
    const watching = rig.system.spawn(watcher([]))
    const kept = (): unknown => Reflect.get(targetOf(target), 'watchers').size
    for (let i = 0; i < 3; i++) await watching.ask('watch', target)
    expect(kept()).toBe(3)
    await watching.ask('unwatch', target)
    expect(kept()).toBe(0)
  })

  it('that was ended while its down lay in the mailbox is not handled [WAT-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const target = rig.system.spawn(noteTaker([]))
    interface P {
      go(): Promise<void>
    }
    const Waits = defineActor('Waits', (ctx: ActorContext<P>) => {
      const watch = ctx.watch(target)
      ctx.on('down', () => void seen.push('down'))
      return {
        async go() {
          await rig.system.stop(target)
          ctx.unwatch(watch)
        },
      }
    })
    await rig.system.spawn(Waits).ask('go')
    await settled()
    expect(seen).toEqual([])
  })

  it('each counts for itself: of four, one ended early and one late leave two [case 5]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const [target, watching] = [rig.system.spawn(noteTaker([])), rig.system.spawn(watcher(seen))]
    for (let i = 0; i < 4; i++) await watching.ask('watch', target)
    await watching.ask('unwatch', 1)
    target.tell('stop')
    watching.tell('unwatch', 2)
    await settled()
    expect(seen).toEqual(['down stopped', 'down stopped'])
  })

  it('of a ref is ended by any ref that equals it [WAT-3]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const target = rig.system.spawn(noteTaker([]), [], { name: 'target' })
    const watching = rig.system.spawn(watcher(seen))
    await watching.ask('watch', target)
    await watching.ask('watch', target)
    await watching.ask('unwatch', rig.system.lookup(target.path) ?? expect.unreachable())
    await rig.system.stop(target)
    await settled()
    expect(seen).toEqual([])
  })

  it('sees the name of the ended actor free [WAT-5]', async () => {
    await using rig = await createRig()
    const again: string[] = []
    const Parent = defineActor('Parent', (ctx: ActorContext<{ end(): void }>) => {
      const start = (): ActorRef<NoteProtocol> => {
        const child = ctx.spawn(noteTaker([]), [], { name: 'child' })
        ctx.watch(child)
        return child
      }
      let child = start()
      ctx.on('down', () => {
        child = start()
        again.push(child.path)
      })
      return { end: () => ctx.stop(child) }
    })
    const parent = rig.system.spawn(Parent, [], { name: 'parent' })
    for (let i = 0; i < 3; i++) {
      parent.tell('end')
      await settled()
    }
    expect(again).toEqual(Array(3).fill('troupe://main/parent/child'))
  })

  it('a program that awaits the end of an actor finds its name free [WAT-5]', async () => {
    await using rig = await createRig()
    for (let i = 0; i < 3; i++) {
      const ref = rig.system.spawn(noteTaker([]), [], { name: 'again' })
      ref.tell('stop')
      await rig.system.terminated(ref)
    }
  })

  it('without a handler for down is nothing to the watcher, unless it made a pact [WAT-6]', async () => {
    await using rig = await createRig()
    const targets = [rig.system.spawn(noteTaker([])), rig.system.spawn(noteTaker([]))] as const
    const watching = rig.system.spawn(watcher([], [], false), [], { restart: 'temporary' })
    await watching.ask('watch', targets[0])
    await watching.ask('watch', targets[1], { pact: true })
    await rig.system.stop(targets[0])
    await watching.ask('note', 'alive')
    const ended = rig.system.terminated(watching)
    targets[1].tell('stop')
    expect(await ended).toMatchObject({ reason: 'failed', error: { code: 'death-pact' } })
  })

  it('with a pact and a handler is told as any other [WAT-6]', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const [target, watching] = [rig.system.spawn(noteTaker([])), rig.system.spawn(watcher(seen))]
    await watching.ask('watch', target, { pact: true })
    await rig.system.stop(target)
    await settled()
    expect(seen).toEqual(['down stopped'])
    expect(rig.failures).toEqual([])
  })

  it('a handler for down that throws fails the watcher', async () => {
    await using rig = await createRig()
    const target = rig.system.spawn(noteTaker([]))
    const Throws = defineActor('Throws', (ctx: ActorContext<{ x(): void }>) => {
      ctx.watch(target)
      ctx.on('down', () => {
        throw new Error('in down')
      })
      return { x: () => {} }
    })
    rig.system.spawn(Throws, [], { restart: 'temporary' })
    target.tell('stop')
    await settled()
    expect(rig.failures).toMatchObject([{ error: { message: 'in down' } }])
  })

  it('a down waits as a message does while a handler holds the mailbox', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const target = rig.system.spawn(noteTaker([]))
    const Holds = defineActor('Holds', (ctx: ActorContext<{ hold(): Promise<void> }>) => {
      ctx.watch(target)
      ctx.on('down', () => void seen.push('down'))
      return {
        async hold() {
          await rig.system.stop(target)
          seen.push('held')
        },
      }
    })
    await rig.system.spawn(Holds).ask('hold')
    await settled()
    expect(seen).toEqual(['held', 'down'])
  })

  it('A sends three messages, stops B, sends three more: the last three are never handled, and one down comes, 1,000 times [ORD-1, case 1]', async () => {
    await using rig = await createRig()
    for (let round = 0; round < 1000; round++) {
      const seen: string[] = []
      const target = rig.system.spawn(noteTaker(seen))
      const downs: Down[] = []
      void rig.system.terminated(target).then((down) => downs.push(down))
      for (const text of ['1', '2', '3']) target.tell('note', text)
      void rig.system.stop(target, { drain: round % 2 === 0 })
      for (const text of ['4', '5', '6']) target.tell('note', text)
      await settled()
      expect(seen).toEqual(round % 2 === 0 ? ['setup', '1', '2', '3', 'stopped'] : ['setup', 'stopped'])
      expect(downs.map((down) => down.reason)).toEqual(['stopped'])
    }
  })
})
