// What people are shown of a running system: loaded by the first program that asks for it.
export { record } from './trace.ts'
export { tree } from './tree.ts'
