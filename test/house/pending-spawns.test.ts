import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { explore, type Program, type StateView } from '@troupe/testkit'
import { expect, test } from 'vitest'

interface WorkerProtocol {
  run(): string
}

const Worker = defineActor('Worker', (_ctx: ActorContext<WorkerProtocol>) => ({ run: () => 'done' }))

interface BossProtocol {
  go(name: string): void
}

/** What a boss knows of one worker. */
interface Known {
  outcome: string | undefined
  downs: string[]
}

/** Spawns workers on another node, watches each, and has it do something, all before it can live there. */
const Boss = defineActor(
  'Boss',
  (ctx: ActorContext<BossProtocol>) => {
    const known = new Map<string, Known>()
    const names = new Map<string, string>()
    ctx.on('down', ({ ref, reason }) => known.get(names.get(ref.path) ?? '')?.downs.push(reason))
    const ask = (worker: ActorRef<WorkerProtocol>): Promise<string> =>
      worker.ask('run').catch((error: { code: string }) => error.code)
    return {
      async go(name) {
        const worker = ctx.spawn(Worker, [], { name, on: 'far', restart: 'temporary' })
        const own: Known = { outcome: undefined, downs: [] }
        known.set(name, own)
        names.set(worker.path, name)
        ctx.watch(worker)
        own.outcome = await ask(worker)
      },
      [shownState]: () => Object.fromEntries(known),
    }
  },
  { interleave: ['go'] },
)

const WORKERS = ['one', 'two']

const spawning: Program = async (system) => {
  await system.addNodes('far', { Worker })
  const boss = system.spawn(Boss, [], { name: 'boss' })
  for (const name of WORKERS) boss.tell('go', name)
}

const all = (state: StateView): Known[] => Object.values(state.stateOf<Record<string, Known>>('boss') ?? {})

const isOutcome = (outcome: string | undefined): boolean => ['done', 'node-down'].includes(outcome ?? '')

test.each(['dpor', 'random'] as const)(
  'of a spawn whose node crashes whenever it is, all that waits for it is told once, by the strategy %s [NOD-1, WAT-2]',
  async (strategy) => {
    const report = await explore(spawning, {
      strategy,
      runs: 400,
      faults: { crashNode: {} },
      always: { 'one down at most': (state) => all(state).every(({ downs }) => downs.length <= 1) },
      finally: {
        'each ask has an outcome': (state) =>
          all(state).length === WORKERS.length && all(state).every(({ outcome }) => isOutcome(outcome)),
        'who was not answered has ended, and is known to have': (state) =>
          all(state).every(({ outcome, downs }) => outcome === 'done' || downs.length === 1),
      },
      sometimes: {
        'all is done': (state) =>
          all(state).every(({ outcome, downs }) => outcome === 'done' && downs.length === 0),
        'a worker is lost before it lives': (state) => all(state).some(({ outcome }) => outcome !== 'done'),
        'a worker is lost that had answered': (state) =>
          all(state).some(({ outcome, downs }) => outcome === 'done' && downs.length === 1),
      },
    })
    expect(report.failures).toBe(0)
  },
)
