import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'
import { SeededRandom } from '@troupe/core/internal'

interface ScriptedProtocol {
  go(from: string): void
  late(): void
  question(from: string): string
}

/** What an actor does when it is told something. */
export type Deed =
  | 'tell'
  | 'ask'
  | 'watch'
  | 'unwatch'
  | 'link'
  | 'stop'
  | 'fail'
  | 'timer'
  | 'stash'
  | 'unstash'
  | 'spawn'
  | 'flood'
  | 'later'

type Action = readonly [Deed, string]

/** For each actor what it does at its first message, its second and so on. */
export interface Script {
  readonly actors: Readonly<Record<string, readonly (readonly Action[])[]>>
  /** Who is told to go. */
  readonly begin: readonly string[]
}

type Scripted = ActorContext<ScriptedProtocol>
type Ref = ActorRef<ScriptedProtocol>

/** What the other deeds do, done to another actor or to itself. */
const deeds: Readonly<
  Record<
    Exclude<Deed, 'ask' | 'spawn'>,
    (ctx: Scripted, name: string, other: Ref, note: (text: string) => void) => void
  >
> = {
  // Whether it is too much for the other one is part of what happened.
  flood: (_ctx, name, other, note) => note(String(other.tell('go', name))),
  tell: (_ctx, name, other) => void other.tell('go', name),
  watch: (ctx, _name, other) => void ctx.watch(other),
  unwatch: (ctx, _name, other) => ctx.unwatch(other),
  link: (ctx, _name, other) => ctx.link(other),
  stop: (ctx) => ctx.stop(),
  fail: (_ctx, name) => {
    throw new Error(`${name} was told to fail`)
  },
  timer: (ctx, name) => ctx.timers.after('timer', name.charCodeAt(0), 'late'),
  later: (ctx) => ctx.receiveTimeout(150, 'late'),
  stash: (ctx) => void ctx.stash(),
  unstash: (ctx) => void ctx.unstashAll(),
}

/** Actors that do what is written for them, and show what happened to them. */
export function scripted({ actors, begin }: Script) {
  return (system: ActorSystem): void => {
    const refs = new Map<string, Ref>()
    const Scripted = defineActor('Scripted', (ctx: Scripted, name: string) => {
      const log: string[] = []
      let turn = 0
      const act = ([deed, whom]: Action): Promise<string> | undefined => {
        const other = refs.get(whom)
        if (other === undefined) return undefined
        if (deed === 'ask') return other.ask('question', name).catch((error) => String(error.code))
        if (deed === 'spawn')
          ctx.spawn(Scripted, [`${name}/child`], { name: `child${turn}` }).tell('go', name)
        else deeds[deed](ctx, name, other, (text) => void log.push(text))
        return undefined
      }
      const handle = async (message: string): Promise<void> => {
        log.push(message)
        for (const action of actors[name]?.[turn++] ?? []) {
          const answer = act(action)
          if (answer !== undefined) log.push(await answer)
        }
      }
      ctx.on('down', ({ ref, reason }) => void log.push(`down ${pathOf(ref.path)} ${reason}`))
      return {
        go: (from) => handle(`go ${from}`),
        late: () => handle('late'),
        question(from) {
          log.push(`question ${from}`)
          return `${name} after ${log.length}`
        },
        [Symbol.for('troupe.state')]: () => [...log],
      }
    })
    const options = { mailbox: { highWater: 1 }, backoff: { min: 100, max: 100, jitter: 0 } }
    for (const name of Object.keys(actors))
      refs.set(name, system.spawn(Scripted, [name], { name, ...options }))
    for (const name of begin) refs.get(name)?.tell('go', 'test')
  }
}

function pathOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

/** A script drawn at random, of so many actions. */
export function randomScript(
  seed: number,
  names: readonly string[],
  size: number,
  kinds: readonly Deed[],
): Script {
  const random = new SeededRandom(seed * 7919 + 13)
  const any = <T>(list: readonly T[]): T => {
    const one = list[random.below(list.length)]
    if (one === undefined) throw new RangeError('nothing to draw from')
    return one
  }
  const actors: Record<string, Action[][]> = {}
  for (const name of names) actors[name] = [[], [], []]
  for (let i = 0; i < size; i++) actors[any(names)]?.[random.below(3)]?.push([any(kinds), any(names)])
  return { actors, begin: [any(names), any(names), any(names)] }
}
