import {
  type ActorContext,
  type ActorDefinition,
  type ActorGroup,
  type ActorRef,
  defineActor,
  type GroupOptions,
  type MemberOptions,
} from '../../src/index.ts'
import type { Gate } from './gate.ts'

export interface LabelledProtocol {
  note(text: string): void
  name(): string
  fail(text: string): void
  stop(): void
  hold(): void
}

export type LabelledRef = ActorRef<LabelledProtocol>

/** What a test may do to an actor whose label it knows. */
export interface Plan {
  /** Each setup waits for the next of these. */
  readonly setups?: Gate<void>[]
  /** What `hold` waits for. */
  held?: Promise<unknown>
  /** How many of its setups throw, after the first. */
  failingSetups?: number
}

/** An actor that writes `a up`, `a restart`, `a stopped` and its notes into `seen`, and does what its plan says. */
export function labelled(
  seen: string[],
  label: string,
  plan: Plan = {},
): ActorDefinition<LabelledProtocol, []> {
  let setups = 0
  return defineActor('Labelled', (ctx: ActorContext<LabelledProtocol>) => {
    if (++setups > 1 && plan.failingSetups) {
      plan.failingSetups--
      seen.push(`${label} fails to start`)
      throw new Error(`no ${label}`)
    }
    ctx.on('started', () => void seen.push(`${label} up`))
    ctx.on('restart', (error) => void seen.push(error === undefined ? `${label} rests` : `${label} restarts`))
    ctx.on('stopped', () => void seen.push(`${label} stopped`))
    const handlers = {
      note: (text: string) => void seen.push(`${label} ${text}`),
      name: () => label,
      fail(text: string) {
        throw new Error(text)
      },
      stop: () => ctx.stop(),
      hold: () => plan.held?.then(() => {}),
    }
    const opened = plan.setups?.shift()?.promise
    return opened === undefined ? handlers : opened.then(() => handlers)
  })
}

/**
 * An actor that makes a group of labelled members at its setup, and adds to it when told to. `ref` gives
 * the one of each label that was spawned last.
 */
export function desk(
  seen: string[],
  options: GroupOptions,
  members: readonly (readonly [label: string, options?: MemberOptions, plan?: Plan])[],
) {
  const refs = new Map<string, LabelledRef>()
  let group: ActorGroup | undefined
  interface P {
    members(): readonly string[]
    stopGroup(): void
    add(label: string): void
    fail(text: string): void
  }
  const spawn = (label: string, member: MemberOptions = {}, plan: Plan = {}): void => {
    const ref = group?.spawn(labelled(seen, label, plan), [], { name: label, ...member })
    if (ref !== undefined) refs.set(label, ref)
  }
  const Desk = defineActor('Desk', (ctx: ActorContext<P>) => {
    seen.push('desk')
    ctx.on('stopped', () => void seen.push('desk stopped'))
    ctx.on('restart', () => void seen.push('desk restarts'))
    group = ctx.group(options)
    for (const [label, member, plan] of members) spawn(label, member, plan)
    return {
      members: () => (group?.members ?? []).map(({ path }) => path.split('/').at(-1) ?? ''),
      stopGroup: () => group?.stop(),
      add: (label) => spawn(label),
      fail(text) {
        throw new Error(text)
      },
    }
  })
  const ref = (label: string): LabelledRef => {
    const found = refs.get(label)
    if (found === undefined) throw new Error(`No member ${label} was spawned.`)
    return found
  }
  return { Desk, ref }
}
