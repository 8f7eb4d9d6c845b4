import { type Block, figureOf } from './block.ts'

/** What came of one arm: a block for each round, or why there are none or no more. */
export interface ArmResult {
  readonly name: string
  readonly blocks: readonly Block[]
  /** What would have to be installed. */
  readonly missing?: string
  readonly failed?: string
}

/** What came of a group. */
export interface GroupResult {
  readonly id: string
  readonly title: string
  readonly figure: string
  readonly unit: string
  readonly better: 'more' | 'less'
  readonly size: number
  /** The arm that took part twice. */
  readonly twice?: string
  readonly arms: readonly ArmResult[]
}

/** The name under which an arm takes part a second time. */
export function again(name: string): string {
  return `${name} again`
}

/** An arm's figure, round by round; nothing where the arm did not run. */
export function valuesOf(group: GroupResult, arm: string, figure: string = group.figure): number[] {
  const blocks = group.arms.find(({ name }) => name === arm)?.blocks ?? []
  return blocks.flatMap((block) => figureOf(block, figure) ?? [])
}
