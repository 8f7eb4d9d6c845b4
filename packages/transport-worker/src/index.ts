export type { OutputLine, WorkersOptions } from './workers.ts'
export { workers } from './workers.ts'
