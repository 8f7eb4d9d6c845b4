import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { explore } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface JournalProtocol {
  note(entry: string): void
}

const Journal = defineActor('Journal', (_ctx: ActorContext<JournalProtocol>) => {
  const notes: string[] = []
  return { note: (entry) => void notes.push(entry), [shownState]: () => [...notes] }
})

interface WorkerProtocol {
  open(): void
  item(name: string): void
}

/** Puts aside what comes before it is open, in each of its lives. */
const Worker = defineActor(
  'Worker',
  (ctx: ActorContext<WorkerProtocol>, journal: ActorRef<JournalProtocol>) => {
    let isOpen = false
    ctx.self.tell('open')
    return {
      open() {
        isOpen = true
        ctx.unstashAll()
      },
      item(name) {
        if (isOpen) journal.tell('note', name)
        else ctx.stash()
      },
    }
  },
)

test('a restart loses nothing of what was put aside, and changes no order [SUP-1, STA-1, case 24]', async () => {
  const items = ['one', 'two', 'three']
  const report = await explore(
    (system) => {
      const journal = system.spawn(Journal, [], { name: 'journal' })
      const worker = system.spawn(Worker, [journal], { name: 'worker' })
      for (const item of items) worker.tell('item', item)
    },
    {
      faults: { crash: { of: ['worker'], max: 2, restart: true } },
      finally: {
        'all are done once, in order': (state) => String(state.stateOf('journal')) === String(items),
      },
      sometimes: { 'it crashes': (state) => state.failures.length === 2 },
    },
  )
  expect(report.exhaustive).toBe(true)
})

interface SleeperProtocol {
  wake(life: number): void
}

/** Is woken by a timer of each life, and notes which one it was. */
const Sleeper = defineActor(
  'Sleeper',
  (ctx: ActorContext<SleeperProtocol>, journal: ActorRef<JournalProtocol>) => {
    // A number that no other life has.
    const life = ctx.random.next()
    ctx.timers.after('alarm', 100, 'wake', life)
    return { wake: (set) => void journal.tell('note', set === life ? 'own' : 'stale') }
  },
)

test('a timer of an earlier life never wakes the next one, wherever its tick had got to [TIM-1, case 19]', async () => {
  const report = await explore(
    (system) => {
      const journal = system.spawn(Journal, [], { name: 'journal' })
      system.spawn(Sleeper, [journal], { name: 'sleeper' })
    },
    {
      timers: 'any-order',
      faults: { crash: { of: ['sleeper'], max: 2, restart: true } },
      always: {
        'no tick is stale': (state) => !(state.stateOf<string[]>('journal') ?? []).includes('stale'),
      },
      sometimes: {
        'it crashes and is woken': (state) =>
          state.failures.length > 0 && (state.stateOf<string[]>('journal') ?? []).includes('own'),
      },
    },
  )
  expect(report.exhaustive).toBe(true)
})
