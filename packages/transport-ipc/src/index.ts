/**
 * Nodes in child processes.
 *
 * @module @troupe/transport-ipc
 */
export type { OutputLine } from '@troupe/core/remote'
export { processes } from './processes.ts'
export type { ProcessesOptions } from './processes-options.ts'
