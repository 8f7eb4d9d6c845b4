/**
 * Nodes in worker threads.
 *
 * @module @troupe/transport-worker
 */
export type { OutputLine } from '@troupe/core/remote'
export { workers } from './workers.ts'
export type { WorkersOptions } from './workers-options.ts'
