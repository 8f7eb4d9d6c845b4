export type { OutputLine, ProcessesOptions } from './processes.ts'
export { processes } from './processes.ts'
