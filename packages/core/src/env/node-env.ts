import type { Trail } from './trail.ts'

interface AsyncStorage {
  enterWith(store: string | undefined): void
  run(store: string, task: () => void): void
  getStore(): string | undefined
  disable(): void
}

interface AsyncHooks {
  readonly AsyncLocalStorage: new () => AsyncStorage
}

/** What only Node can tell of itself; looked up, never imported. */
interface NodeGlobals {
  readonly process?: { readonly pid?: number; getBuiltinModule?(name: string): unknown }
}

const node: NodeGlobals = globalThis as NodeGlobals

/** The process of this host, in words; nothing in a browser. */
export function hostProcess(): string {
  const pid = node.process?.pid
  return pid === undefined ? '' : `process ${pid}`
}

/** Follows who acts, where the host can. */
export function createTrail(): Trail | undefined {
  const hooks = node.process?.getBuiltinModule?.('node:async_hooks') as AsyncHooks | undefined
  if (hooks === undefined) return undefined
  const storage = new hooks.AsyncLocalStorage()
  // From now on promises are followed, which the host does from the first store on: one that was made before would go on as
  // whoever acts when it settles.
  storage.run('', () => {})
  return {
    get current() {
      return storage.getStore()
    },
    enter: (path) => storage.enterWith(path),
    end: () => storage.disable(),
  }
}
