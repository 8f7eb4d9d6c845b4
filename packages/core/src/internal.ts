export { LocalSystem, type LocalSystemOptions } from './system/local-system.ts'
