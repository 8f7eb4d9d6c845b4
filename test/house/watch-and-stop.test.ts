import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { explore } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface TargetProtocol {
  work(): void
  finish(): void
}

const Target = defineActor('Target', (ctx: ActorContext<TargetProtocol>) => ({
  work: () => {},
  finish: () => ctx.stop(),
}))

interface WatcherProtocol {
  look(): void
  lookAway(): void
}

/** What a watcher has seen; `isLooking` from its `watch` to its `unwatch`. */
interface Sight {
  readonly downs: readonly string[]
  readonly late: number
}

const Watcher = defineActor(
  'Watcher',
  (ctx: ActorContext<WatcherProtocol>, target: ActorRef<TargetProtocol>) => {
    const downs: string[] = []
    let late = 0
    let isLooking = false
    ctx.on('down', ({ reason }) => {
      downs.push(reason)
      if (!isLooking) late++
    })
    return {
      look() {
        isLooking = true
        ctx.watch(target)
      },
      lookAway() {
        isLooking = false
        ctx.unwatch(target)
      },
      [shownState]: (): Sight => ({ downs: [...downs], late }),
    }
  },
)

const Caller = defineActor(
  'Caller',
  (_ctx: ActorContext<{ call(): void }>, target: ActorRef<TargetProtocol>) => ({
    call: () => void target.tell('finish'),
  }),
)

test('whenever a watch begins, there is one down for it [WAT-1, WAT-2]', async () => {
  const report = await explore(
    (system) => {
      const target = system.spawn(Target, [], { name: 'target' })
      const watcher = system.spawn(Watcher, [target], { name: 'watcher' })
      system.spawn(Caller, [target], { name: 'caller' }).tell('call')
      target.tell('work')
      watcher.tell('look')
    },
    {
      always: { 'one at most': (state) => (state.stateOf<Sight>('watcher')?.downs.length ?? 0) <= 1 },
      finally: { 'one in the end': (state) => state.stateOf<Sight>('watcher')?.downs.length === 1 },
      sometimes: {
        'it is seen to end': (state) => state.stateOf<Sight>('watcher')?.downs[0] === 'stopped',
        'it had ended already': (state) => state.stateOf<Sight>('watcher')?.downs[0] === 'no-such-actor',
      },
    },
  )
  expect(report.exhaustive).toBe(true)
})

test('once a watch has been ended there is no down, wherever the other had got to [WAT-3]', async () => {
  const report = await explore(
    (system) => {
      const target = system.spawn(Target, [], { name: 'target' })
      const watcher = system.spawn(Watcher, [target], { name: 'watcher' })
      system.spawn(Caller, [target], { name: 'caller' }).tell('call')
      watcher.tell('look')
      watcher.tell('lookAway')
    },
    {
      always: { 'none comes late': (state) => (state.stateOf<Sight>('watcher')?.late ?? 0) === 0 },
      sometimes: {
        'one comes in time': (state) => state.stateOf<Sight>('watcher')?.downs.length === 1,
        'none comes': (state) =>
          state.stateOf<Sight>('watcher')?.downs.length === 0 && !state.actors.includes('target'),
      },
    },
  )
  expect(report.exhaustive).toBe(true)
})
