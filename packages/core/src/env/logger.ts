/** How much a line of the log matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * Where a system writes what a person should see: failures, dead letters and whatever actors log.
 *
 * @example
 * ```ts
 * import type { Logger } from '@troupe/core'
 *
 * export const lines: string[] = []
 * export const memory: Logger = { write: (level, text) => void lines.push(`${level} ${text}`) }
 * ```
 */
export interface Logger {
  /** `details` is plain data or an error that belongs to the line. It must not throw. */
  write(level: LogLevel, text: string, details?: unknown): void
}
