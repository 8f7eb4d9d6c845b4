export { workers } from './workers.ts'
export type { OutputLine, WorkersOptions } from './workers-options.ts'
