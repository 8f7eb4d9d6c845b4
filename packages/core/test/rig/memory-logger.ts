import type { Logger, LogLevel } from '../../src/index.ts'

/** Keeps what is logged. */
export class MemoryLogger implements Logger {
  readonly lines: { readonly level: LogLevel; readonly text: string; readonly details: unknown }[] = []

  write(level: LogLevel, text: string, details?: unknown): void {
    this.lines.push({ level, text, details })
  }

  /** The texts of one level. */
  texts(level: LogLevel): string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.text)
  }
}
