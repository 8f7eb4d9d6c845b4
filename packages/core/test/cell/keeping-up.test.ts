import { expect, it } from 'vitest'
import { type ActorContext, type ActorRef, defineActor } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface LogProtocol {
  add(what: string): void
}

interface PorterProtocol extends LogProtocol {
  open(): void
}

/** Keeps what it is told, in the order in which it handles it. */
function logActor() {
  const seen: string[] = []
  const Log = defineActor('Log', (_ctx: ActorContext<LogProtocol>) => ({
    add(what) {
      seen.push(what)
    },
  }))
  return { Log, seen }
}

it('what waits alone comes after what is more urgent, and before what is sent later', async () => {
  await using rig = await createRig()
  const { Log, seen } = logActor()
  const log = rig.system.spawn(Log)
  log.tell('add', 'first')
  log.with({ priority: 'high' }).tell('add', 'urgent')
  log.with({ priority: 'low' }).tell('add', 'in no hurry')
  log.tell('add', 'second')
  await settled()
  log.tell('add', 'third')
  await settled()
  expect(seen).toEqual(['urgent', 'first', 'second', 'in no hurry', 'third'])
})

it('what waits alone is given up for the next where there is room for one, and the oldest goes', async () => {
  await using rig = await createRig()
  const { Log, seen } = logActor()
  const log = rig.system.spawn(Log, [], { mailbox: { capacity: 1, highWater: 1, overflow: 'drop-oldest' } })
  expect(log.tell('add', 'first')).toBe(true)
  expect(log.tell('add', 'second')).toBe(true)
  await settled()
  expect(seen).toEqual(['second'])
  expect(rig.deadLetters).toMatchObject([{ reason: 'mailbox-full', payload: 'first' }])
})

it('what an actor handles can be put aside after it has sent itself more', async () => {
  await using rig = await createRig()
  const seen: string[] = []
  const Porter = defineActor('Porter', (ctx: ActorContext<PorterProtocol>) => {
    const self: ActorRef<PorterProtocol> = ctx.self
    let isOpen = false
    return {
      add(what) {
        if (isOpen) {
          seen.push(what)
          return
        }
        if (what === 'a') {
          self.tell('add', 'b')
          self.tell('open')
        }
        ctx.stash()
      },
      open() {
        isOpen = true
        ctx.unstashAll()
      },
    }
  })
  rig.system.spawn(Porter).tell('add', 'a')
  await settled()
  expect(seen).toEqual(['a', 'b'])
})

it('what comes while a handler awaits is handled after it, with its own argument', async () => {
  await using rig = await createRig()
  const held = gate()
  const seen: string[] = []
  const Slow = defineActor('Slow', (_ctx: ActorContext<{ add(what: string): Promise<void> }>) => ({
    async add(what) {
      await held.promise
      seen.push(what)
    },
  }))
  const slow = rig.system.spawn(Slow)
  slow.tell('add', 'first')
  await settled()
  slow.tell('add', 'second')
  await settled()
  expect(rig.system.stats().actors[slow.path]?.mailbox).toMatchObject({ waiting: 1, handled: 1, received: 2 })
  held.open()
  await settled()
  expect(seen).toEqual(['first', 'second'])
})
