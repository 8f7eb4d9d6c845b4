/**
 * Gives the matchers of the testkit to vitest, for whoever imports it.
 *
 * @module @troupe/testkit/vitest
 */
import { expect } from 'vitest'
import { matchers, type TroupeMatchers } from '../matchers/matchers.ts'

declare module 'vitest' {
  interface Matchers<T> extends TroupeMatchers {}
}

expect.extend(matchers)

export type { TroupeMatchers }
