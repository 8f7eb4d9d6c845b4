import { TroupeError } from '@troupe/core'

/** What is wrong with a protocol. */
export type ProtocolProblem =
  | 'empty'
  | 'empty-name'
  | 'not-a-step'
  | 'message-to-itself'
  | 'choice-of-one'
  | 'choice-with-two-deciders'
  | 'choice-ambiguous'
  | 'choice-not-visible'
  | 'parallel-ambiguous'
  | 'repeat-of-nothing'
  | 'role-not-bound'
  | 'role-bound-twice'
  | 'role-unknown'
  | 'role-elsewhere'

/** A protocol that its roles could not follow, or that is bound to actors in a way that makes no sense. */
export class InvalidProtocolError extends TroupeError {
  readonly code = 'invalid-protocol'
  /** Which rule is broken. */
  readonly problem: ProtocolProblem

  constructor(problem: ProtocolProblem, message: string) {
    super(message)
    this.problem = problem
  }
}
