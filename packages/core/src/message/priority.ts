import { checkChoice } from './option.ts'

/** Which messages go first: order holds among those of one priority. */
export type Priority = 'high' | 'normal' | 'low'

const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low']

/** @throws InvalidOptionError for what is no priority */
export function checkPriority(value: unknown): Priority {
  return checkChoice('priority', PRIORITIES, value)
}
