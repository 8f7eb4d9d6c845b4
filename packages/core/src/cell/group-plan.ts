import type { GroupStrategy } from '../behavior/group.ts'
import type { RestartPolicy } from '../behavior/supervision.ts'

/** How a member's life is to end: to begin anew later, for good, or for good once what waits is handled. */
export type MemberEnd = 'rest' | 'stop' | 'drain'

/** Where one member of a group is. Plain data. */
export interface Member {
  readonly uid: number
  readonly restart: RestartPolicy
  /** It waits for its turn to start, starts, has started; or leaves alone, for good. */
  readonly state: 'waiting' | 'starting' | 'running' | 'leaving'
  /** Whether it has started once. */
  readonly proven: boolean
  /** Whether it waits for its back-off, too. */
  readonly held: boolean
  /** How its life is to end, and has not yet. */
  readonly end: MemberEnd | undefined
  /** Whether it has been told so. */
  readonly told: boolean
}

/** What a group does next to one member. */
export interface GroupStep {
  readonly uid: number
  readonly order: MemberEnd | 'begin'
}

/**
 * Which lives end because that member has failed, and how, in the order of their start. A temporary one is never started
 * anew, as a bystander either; one that has no life now, or leaves, is left alone.
 */
export function endsAfterFailure(
  strategy: GroupStrategy,
  members: readonly Member[],
  failed: number,
): readonly GroupStep[] {
  const index = members.findIndex(({ uid }) => uid === failed)
  const concerned = {
    'one-for-one': members.slice(index, index + 1),
    'rest-for-one': members.slice(index),
    'one-for-all': members,
  }[strategy]
  return concerned
    .filter(({ state, end }) => (state === 'starting' || state === 'running') && end === undefined)
    .map(({ uid, restart }) => ({ uid, order: restart === 'temporary' ? 'stop' : 'rest' }))
}

/**
 * What can be done now. Lives end from the last to the first, each when the one after it has ended; then they begin from
 * the first to the last, each when the one before it has started. Where each member stands for itself, one that is
 * started anew waits for nobody.
 *
 * @param closing whether the whole group ends
 */
export function nextSteps(
  strategy: GroupStrategy,
  members: readonly Member[],
  closing: boolean,
): readonly GroupStep[] {
  if (strategy === 'one-for-one' && !closing) return members.flatMap(stepAlone)
  const ending = members.findLast(({ end }) => end !== undefined)
  if (ending !== undefined) return stepToEnd(ending)
  const next = members.find(({ state }) => state !== 'running' && state !== 'leaving')
  return next === undefined || closing ? [] : stepToBegin(next)
}

/** Whether member `later` begins only when `sooner`, which is starting, has started. */
export function waitsForStart(
  strategy: GroupStrategy,
  members: readonly Member[],
  later: number,
  sooner: number,
): boolean {
  const from = members.findIndex(({ uid, state }) => uid === sooner && state === 'starting')
  const to = members.findIndex(({ uid, state }) => uid === later && state === 'waiting')
  return from >= 0 && from < to && (strategy !== 'one-for-one' || members[from]?.proven === false)
}

function stepAlone(member: Member, index: number, members: readonly Member[]): readonly GroupStep[] {
  if (member.end !== undefined) return stepToEnd(member)
  return members.slice(0, index).every(({ proven }) => proven) ? stepToBegin(member) : []
}

function stepToEnd({ uid, end, told }: Member): readonly GroupStep[] {
  return end === undefined || told ? [] : [{ uid, order: end }]
}

function stepToBegin({ uid, state, held }: Member): readonly GroupStep[] {
  return state === 'waiting' && !held ? [{ uid, order: 'begin' }] : []
}
