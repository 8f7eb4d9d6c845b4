export { processes } from './processes.ts'
export type { OutputLine, ProcessesOptions } from './processes-options.ts'
