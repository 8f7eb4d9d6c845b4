import type { Clock, Timer } from './clock.ts'
import type { Environment, HostLoop } from './environment.ts'
import { FairDispatcher } from './fair-dispatcher.ts'
import type { EndSignal, HostSignals } from './host-signals.ts'
import type { Logger, LogLevel } from './logger.ts'

interface NodeProcess {
  readonly pid: number
  getBuiltinModule?(name: string): unknown
  on?(signal: EndSignal, listener: () => void): unknown
  off(signal: EndSignal, listener: () => void): unknown
  listenerCount(signal: EndSignal): number
  kill(pid: number, signal: EndSignal): unknown
}

/** The parts of Node's globals that a browser lacks; looked up, never imported, so that core runs in both. */
interface NodeGlobals {
  readonly setImmediate?: (task: () => void) => unknown
  readonly process?: NodeProcess
}

// Hosts take a longer delay for no delay at all. Nothing that waits for more than 24 days is worth a timer.
const LONGEST_HOST_DELAY_MS = 2 ** 31 - 1
const never: Timer = { cancel: () => {} }

const node: NodeGlobals = globalThis as NodeGlobals

/**
 * The real clock, timers, chance, log and event loop of this host, Node or a browser.
 *
 * @param overrides parts to replace, the logger for example
 */
export function createDefaultEnvironment(overrides: Partial<Environment> = {}): Environment {
  const clock = overrides.clock ?? systemClock
  const loop = createHostLoop()
  return {
    random: { next: () => Math.random() },
    logger: consoleLogger,
    createDispatcher: () => new FairDispatcher(clock, loop),
    isProxy: proxyTest(),
    signals: hostSignals(),
    ...overrides,
    clock,
  }
}

/** The time and the timers of this host. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  setTimer(delay, task): Timer {
    if (delay > LONGEST_HOST_DELAY_MS) return never
    const timer = setTimeout(task, delay)
    return { cancel: () => clearTimeout(timer) }
  },
}

const consoleLogger: Logger = {
  write(level: LogLevel, text: string, details?: unknown) {
    const line = `[troupe] ${text}`
    if (details === undefined) console[level](line)
    else console[level](`${line}:`, details)
  },
}

/** The event loop of this host. */
export function createHostLoop(): HostLoop {
  // Node wraps each task of queueMicrotask in a resource of its own; a settled promise's reaction costs a third of that.
  const settled = Promise.resolve()
  return { soon: (task) => void settled.then(task), later: createLater() }
}

function createLater(): (task: () => void) => void {
  const { setImmediate } = node
  if (setImmediate !== undefined) return (task) => void setImmediate(task)
  // Browsers clamp nested time-outs to 4 ms; a message to oneself is not clamped.
  const { port1, port2 } = new MessageChannel()
  const tasks: (() => void)[] = []
  port1.addEventListener('message', () => tasks.shift()?.())
  port1.start()
  return (task) => {
    tasks.push(task)
    port2.postMessage(null)
  }
}

function proxyTest(): (value: object) => boolean {
  const nodeUtil = node.process?.getBuiltinModule?.('node:util') as
    | { types: { isProxy(value: unknown): boolean } }
    | undefined
  return nodeUtil?.types.isProxy ?? (() => false)
}

function hostSignals(): HostSignals | undefined {
  const { process } = node
  if (process?.on === undefined) return undefined
  return {
    on(signal, listener) {
      process.on?.(signal, listener)
      return () => void process.off(signal, listener)
    },
    raise(signal) {
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    },
  }
}
