import type { AskHistory } from '../linearizability/ask-history.ts'
import type { Operation } from '../linearizability/operation.ts'
import type { SequentialModel } from '../linearizability/sequential-model.ts'
import type { ProtocolRun } from '../protocol/protocol-run.ts'
import type { Probe } from '../system/probe.ts'
import { followsProtocol, hasReceived, isLinearizable, type MatcherResult } from './matcher-result.ts'

/**
 * What `expect` can do once a test, or a setup file, has imported `@troupe/testkit/vitest`; or, with another `expect`
 * than that of vitest, once it was given {@link matchers}.
 *
 * @example
 * ```ts
 * import '@troupe/testkit/vitest'
 * import { createTestSystem } from '@troupe/testkit'
 * import { expect, test } from 'vitest'
 *
 * test('a greeting arrives', async () => {
 *   await using sys = createTestSystem()
 *   const guest = sys.probe<{ hello(name: string): void }>('guest')
 *   guest.ref.tell('hello', 'Ada')
 *   await guest.next()
 *   expect(guest).toHaveReceived('hello', 'Ada')
 *   expect(guest).not.toHaveReceived('goodbye')
 * })
 * ```
 */
export interface TroupeMatchers {
  /** Whether a probe has been sent a message of that name; where arguments are given, with these. They may be matchers. */
  toHaveReceived(name: string, ...args: readonly unknown[]): void
  /** Whether a history of asks is explained by a model; if not, the failure tells the first answer that nothing explains. */
  toBeLinearizable(model: SequentialModel): void
  /** Ends the watch over a run, which must have followed its protocol: nothing unexpected, nothing missing, no orphan. */
  toFollowItsProtocol(): void
}

/**
 * The matchers, for `expect.extend` of a test runner that is not vitest: of Jest, or of the package `expect` beside
 * `node:test`.
 *
 * @example
 * ```ts
 * import { createTestSystem, matchers } from '@troupe/testkit'
 *
 * await using sys = createTestSystem()
 * const guest = sys.probe<{ hello(): void }>('guest')
 * guest.ref.tell('hello')
 * await guest.next()
 * console.log(matchers.toHaveReceived(guest, 'hello').pass)
 * ```
 */
export const matchers = {
  /** As {@link TroupeMatchers.toHaveReceived}. */
  toHaveReceived: (
    probe: Pick<Probe<never>, 'received'>,
    name: string,
    ...args: readonly unknown[]
  ): MatcherResult => hasReceived(probe, name, args),
  /** As {@link TroupeMatchers.toBeLinearizable}. */
  toBeLinearizable: (history: AskHistory | readonly Operation[], model: SequentialModel): MatcherResult =>
    isLinearizable(history, model),
  /** As {@link TroupeMatchers.toFollowItsProtocol}. */
  toFollowItsProtocol: (run: Pick<ProtocolRun, 'finish'>): MatcherResult => followsProtocol(run),
}
