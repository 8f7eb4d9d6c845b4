import type { PendingAsk } from './pending-ask.ts'

/** The asks that heed each signal: one listener for all of them, since a host warns of more than ten. */
export class SharedSignals {
  private readonly listeners = new WeakMap<AbortSignal, SignalListener>()

  add(signal: AbortSignal, ask: PendingAsk): void {
    let listener = this.listeners.get(signal)
    if (listener === undefined) {
      listener = new SignalListener()
      this.listeners.set(signal, listener)
      signal.addEventListener('abort', listener)
    }
    listener.asks.add(ask)
  }

  remove(signal: AbortSignal, ask: PendingAsk): void {
    const listener = this.listeners.get(signal)
    if (listener === undefined || !listener.asks.delete(ask) || listener.asks.size > 0) return
    this.listeners.delete(signal)
    signal.removeEventListener('abort', listener)
  }
}

class SignalListener {
  readonly asks = new Set<PendingAsk>()

  handleEvent(): void {
    for (const ask of [...this.asks]) ask.abort()
  }
}
