import {
  after,
  type Expectation,
  expectations,
  type LocalAction,
  type LocalBehavior,
  mayEnd,
} from './local-behavior.ts'

/** How far one role has come. */
export interface RoleState {
  readonly role: string
  readonly left: LocalBehavior
}

/** What one action of a role means: it fits, or something else was to come. */
export type RoleStep =
  | { readonly fits: true; readonly state: RoleState; readonly places: readonly number[] }
  | { readonly fits: false; readonly expected: readonly Expectation[]; readonly mayEnd: boolean }

/** The state after `action`; where it does not fit, the role stays where it was. */
export function stepRole(state: RoleState, action: LocalAction): RoleStep {
  const expected = expectations(state.left)
  const left = after(state.left, action)
  if (left === undefined) return { fits: false, expected, mayEnd: mayEnd(state.left) }
  const places = expected.filter((one) => sameAction(one.action, action)).map(({ place }) => place)
  return { fits: true, state: { role: state.role, left }, places }
}

/** What the role must still do; `undefined` where it may end. */
export function stillDue(state: RoleState): readonly Expectation[] | undefined {
  return mayEnd(state.left) ? undefined : expectations(state.left)
}

function sameAction(one: LocalAction, other: LocalAction): boolean {
  return one.does === other.does && one.peer === other.peer && one.name === other.name
}
