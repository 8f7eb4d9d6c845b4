// What runs actors, apart from what defines them: loaded by the first program that creates a system. A module of
// definitions, which every node and every test imports, does without.
export { createDefaultEnvironment } from './env/default-env.ts'
export { LocalSystem } from './system/local-system.ts'
export { RunningSystem } from './system/running-system.ts'
