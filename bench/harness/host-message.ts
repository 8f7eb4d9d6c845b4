import type { Block } from './block.ts'
import type { Expected } from './group.ts'

/** What the harness tells the process of an arm. */
export type HostOrder =
  | { readonly do: 'open'; readonly module: string; readonly export: string; readonly given?: string }
  | {
      readonly do: 'block'
      readonly size: number
      readonly expected: Expected
      /** Runs are added until so many milliseconds have gone by; there is one at least. */
      readonly ms: number
    }
  | { readonly do: 'close' }

/** What that process answers, one answer for each order. */
export type HostAnswer =
  | { readonly did: 'open' }
  | { readonly did: 'block'; readonly block: Block }
  | { readonly did: 'close' }
  | { readonly did: 'miss'; readonly what: string }
  | { readonly did: 'fail'; readonly reason: string }

/** Tells orders apart from whatever else comes over the channel. */
export function isOrder(value: unknown): value is HostOrder {
  return typeof value === 'object' && value !== null && 'do' in value
}

/** Tells answers apart from whatever else comes over the channel. */
export function isAnswer(value: unknown): value is HostAnswer {
  return typeof value === 'object' && value !== null && 'did' in value
}
