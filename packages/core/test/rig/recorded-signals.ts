import type { EndSignal, HostSignals } from '../../src/env/host-signals.ts'

/** A host whose signals the test sends, and which tells what it was left to do. */
export class RecordedSignals implements HostSignals {
  readonly raised: EndSignal[] = []
  private readonly listeners = new Map<() => void, EndSignal>()

  get listenerCount(): number {
    return this.listeners.size
  }

  on(signal: EndSignal, listener: () => void): () => void {
    this.listeners.set(listener, signal)
    return () => void this.listeners.delete(listener)
  }

  raise(signal: EndSignal): void {
    this.raised.push(signal)
  }

  send(signal: EndSignal): void {
    const listeners = [...this.listeners].filter(([, heard]) => heard === signal)
    if (listeners.length === 0) this.raise(signal)
    for (const [listener] of listeners) listener()
  }
}
