/** A signal that asks a program to end, and leaves it time to do so. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** How a host, Node, is asked to end. */
export interface HostSignals {
  /** Has `listener` told of a signal, in place of what the host does by itself. Returns what ends that. */
  on(signal: EndSignal, listener: () => void): () => void
  /** Has the host do by itself what the signal asks for, unless somebody else listens to it. */
  raise(signal: EndSignal): void
}

const END_SIGNALS: readonly unknown[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Whether `value`, from anywhere, is an {@link EndSignal}. */
export function isEndSignal(value: unknown): value is EndSignal {
  return END_SIGNALS.includes(value)
}
