import { describe, expect, test } from 'vitest'
import { readToken } from '../../../src/explore/replay-token.ts'
import {
  ExploreError,
  type ExploreOptions,
  type ExploreReport,
  explore,
  type FindingKind,
} from '../../../src/index.ts'
import type { Program } from '../../../src/world/create-world.ts'

/** A protocol with a mistake in it, and the same without. */
export interface BrokenProtocol {
  /** Spawns the actors and sends what starts them. */
  readonly program: (mended: boolean) => Program
  /** What has to hold, and what may go wrong. */
  readonly look: ExploreOptions
  /** How the mistake shows. */
  readonly shows: {
    readonly kind: FindingKind
    readonly property: string
    /** The simplest run that shows it has at most so many events. */
    readonly events: number
  }
  /** How the mended protocol is looked at where it has too many traces to look at all of them. */
  readonly sample?: Pick<ExploreOptions, 'strategy' | 'runs'>
}

/** The mistake is found, in the time that a test has, and can be repeated; the mended protocol passes. */
export function testBoth(mistake: string, { program, look, shows, sample }: BrokenProtocol): void {
  describe(mistake, () => {
    test('is found, in a short run that can be repeated', async () => {
      const found = await failureOf(explore(program(false), look))
      expect(found).toMatchObject({ kind: shows.kind, property: shows.property })
      expect(readToken(found.replay).events.length, found.message).toBeLessThanOrEqual(shows.events)
      const again = await failureOf(explore(program(false), { ...look, replay: found.replay }))
      expect(again).toMatchObject({ kind: shows.kind, property: shows.property, replay: found.replay })
      expect(again.report.skipped).toEqual([])
    })

    test(
      sample === undefined
        ? 'is in no trace once it is mended'
        : 'is in no trace that is drawn once it is mended',
      async () => {
        const report = await explore(program(true), { ...look, ...sample })
        expect(report.exhaustive).toBe(sample === undefined)
        expect(report.tooLong).toBe(0)
      },
    )
  })
}

async function failureOf(exploration: Promise<ExploreReport>): Promise<ExploreError> {
  try {
    await exploration
  } catch (error) {
    if (error instanceof ExploreError) return error
    throw error
  }
  throw new Error('nothing was found')
}
