import { type ActorContext, type ActorRef, type AnyActorRef, defineActor, shownState } from '@troupe/core'
import { type ExploreOptions, type ExploreReport, explore, type StateView } from '@troupe/testkit'
import { expect, test } from 'vitest'
import { targetOf } from '../../packages/core/src/cell/cell-ref.ts'
import { NameTable } from '../../packages/core/src/system/registrar.ts'

const uidOf = (ref: AnyActorRef): number => targetOf(ref).address.uid

interface MainProtocol {
  register(ref: NodeRef): void
  whereIs(): AnyActorRef | undefined
  lives(uid: number, question: number): void
  ended(uid: number): void
}

/** The main node, with the table of names of production. */
const Main = defineActor(
  'Main',
  (ctx: ActorContext<MainProtocol>) => {
    const nodes = new Map<number, NodeRef>()
    const table = new NameTable((ref, question) => {
      nodes.get(uidOf(ref))?.tell('inquire', ctx.self, question)
      return () => {}
    })
    return {
      register(ref) {
        nodes.set(uidOf(ref), ref)
        return table.register('one', ref)
      },
      whereIs: () => table.whereIs('one', []),
      lives: (uid, question) => table.lives(uid, question),
      ended: (uid) => table.ended(uid),
    }
  },
  { interleave: ['register', 'whereIs', 'lives', 'ended'] },
)

interface NodeProtocol {
  /** Whether its actor lives; the main node is told of its end from then on. */
  inquire(main: ActorRef<MainProtocol>, question: number): void
  claim(): void
  end(): void
  watch(by: NodeRef): void
  /** An actor on another node has ended. */
  down(ref: AnyActorRef): void
  /** Somebody says that one has ended, who is not the registry's word of it. */
  rumour(): void
}

type NodeRef = ActorRef<NodeProtocol>

/** Another node, with one actor that may end, and that takes the name of one whose end it sees. */
const Node = defineActor(
  'Node',
  (ctx: ActorContext<NodeProtocol>, main: ActorRef<MainProtocol>, word: 'down' | 'rumour') => {
    const patient = main.with({ timeout: Number.POSITIVE_INFINITY })
    const seen: string[] = []
    const watchers: NodeRef[] = []
    let [lives, isNamed] = [true, false]
    const tellOf = (by: NodeRef) => (word === 'down' ? by.tell('down', ctx.self) : by.tell('rumour'))
    const claim = async (): Promise<void> => {
      const outcome = patient.ask('register', ctx.self)
      seen.push(
        await outcome.then(
          () => 'granted',
          (error: { code: string; holder?: string }) => `${error.code} ${error.holder?.split('/').at(-1)}`,
        ),
      )
    }
    return {
      inquire(registrar, question) {
        isNamed = lives
        if (lives) registrar.tell('lives', uidOf(ctx.self), question)
        else registrar.tell('ended', uidOf(ctx.self))
      },
      claim,
      end() {
        lives = false
        if (isNamed) main.tell('ended', uidOf(ctx.self))
        for (const watcher of watchers) tellOf(watcher)
      },
      watch(by) {
        if (lives) watchers.push(by)
        else tellOf(by)
      },
      async down(ref) {
        // As the mark on the word of its end demands.
        main.tell('ended', uidOf(ref))
        const found = await patient.ask('whereIs')
        if (found?.equals(ref)) seen.push('found the dead')
        await claim()
      },
      rumour: claim,
      [shownState]: () => [...seen],
    }
  },
  { interleave: ['inquire', 'claim', 'end', 'watch', 'down', 'rumour'] },
)

/** Ends the actor of a node, whenever its turn comes. */
const Fate = defineActor('Fate', (_ctx: ActorContext<{ strike(): void }>, node: NodeRef) => ({
  strike: () => void node.tell('end'),
}))

const seenBy = (state: StateView, name: string): readonly string[] => state.stateOf<string[]>(name) ?? []

/** Nodes that want one name, while the actor of the first of them, which is watched by the last, ends. */
function contend(
  claimants: readonly string[],
  word: 'down' | 'rumour',
  options: ExploreOptions,
): Promise<ExploreReport> {
  return explore(
    (system) => {
      const main = system.spawn(Main, [], { name: 'main' })
      const heir = system.spawn(Node, [main, word], { name: 'heir' })
      const nodes = claimants.map((name) => system.spawn(Node, [main, word], { name }))
      for (const node of nodes) node.tell('claim')
      const [owner] = nodes
      if (owner === undefined) return
      owner.tell('watch', heir)
      system.spawn(Fate, [owner], { name: 'fate' }).tell('strike')
    },
    {
      always: {
        'the dead are not found': (state) => !seenBy(state, 'heir').includes('found the dead'),
        'nor in the way': (state) => !seenBy(state, 'heir').includes('name-taken owner'),
      },
      finally: {
        'one of the living has it': (state) =>
          ['rival', 'heir'].filter(
            (name) => state.actors.includes(name) && seenBy(state, name).includes('granted'),
          ).length === 1,
      },
      ...options,
    },
  )
}

test.each(['down', 'rumour'] as const)(
  'whoever knows, by %s, on another node, of the end of an owner finds its name free, wherever the word of it has got to [WAT-5, case 14]',
  async (word) => {
    const report = await contend(['owner'], word, {
      sometimes: {
        'the owner had the name': (state) => seenBy(state, 'owner').includes('granted'),
        'the owner is too late': (state) => seenBy(state, 'owner').includes('actor-terminated undefined'),
      },
    })
    expect(report.exhaustive).toBe(true)
  },
  60_000,
)

test('of nodes that want one name one has it in the end, though its owner ends meanwhile, 1,000 times [NAM-1, WAT-5]', async () => {
  const report = await contend(['owner', 'rival'], 'down', {
    strategy: 'portfolio',
    runs: 1000,
    sometimes: {
      'the rival is refused for the owner': (state) => seenBy(state, 'rival').includes('name-taken owner'),
      'the heir is refused for the rival': (state) => seenBy(state, 'heir').includes('name-taken rival'),
    },
  })
  expect(report.runs).toBeGreaterThanOrEqual(1000)
}, 60_000)
