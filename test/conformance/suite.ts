import type { SpawnOptions } from '@troupe/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askCycles } from './ask-cycles.ts'
import { backPressure } from './back-pressure.ts'
import { backoffs } from './backoff.ts'
import { brokenModules } from './broken-modules.ts'
import { deathWatch } from './death-watch.ts'
import { draining } from './draining.ts'
import { errors } from './errors.ts'
import { expiry } from './expiry.ts'
import { forwarding } from './forwarding.ts'
import { givingUp } from './giving-up.ts'
import { groups } from './groups.ts'
import { links } from './links.ts'
import { listeners } from './listeners.ts'
import { names } from './names.ts'
import { nodeEnds } from './node-end.ts'
import { nodeRestarts } from './node-restart.ts'
import { ordering } from './ordering.ts'
import { patternLives, patternLivesAtNodeEnd } from './pattern-lives.ts'
import { patterns, patternsAtNodeEnd } from './patterns.ts'
import { racing } from './races.ts'
import { receptionists } from './receptionist.ts'
import { replies } from './replies.ts'
import { restarts } from './restarts.ts'
import { sending } from './sending.ts'
import { shutdown } from './shutdown.ts'
import { openStage, type Stage } from './stage.ts'
import { stash } from './stash.ts'
import { supervision } from './supervision.ts'
import { timers } from './timers.ts'
import { traces, tracesAtNodeEnd } from './traces.ts'
import type { Transport } from './transport.ts'
import { trees, treesAtNodeEnd } from './trees.ts'
import { watchWith } from './watch-with.ts'

/** Where the tests of one transport take place: two nodes of one group and one of another. */
export interface Places {
  readonly transport: Transport
  /** The system that all tests share which do not end a node. */
  readonly stage: () => Stage
  /** Where an actor can live. */
  readonly places: readonly { readonly name: string; readonly on: SpawnOptions }[]
}

const places = [
  { name: 'here', on: {} },
  { name: 'on a node', on: { on: 'one-0' } },
]

/** What every implementation of nodes has to do alike. */
export function conformance(transport: Transport): void {
  let shared: Stage | undefined
  const stage = (): Stage => {
    if (shared === undefined) throw new Error('The shared system has not been started.')
    return shared
  }
  const rooms: Places = { transport, stage, places }

  describe(`actors and ${transport.name}`, () => {
    beforeAll(async () => {
      shared = await openStage({ one: transport.nodes(2), two: transport.nodes(1) })
    })
    afterAll(() => shared?.[Symbol.asyncDispose]())

    sending(rooms)
    ordering(rooms)
    errors(rooms)
    askCycles(rooms)
    forwarding(rooms)
    givingUp(rooms)
    replies(rooms)
    supervision(rooms)
    restarts(rooms)
    draining(rooms)
    listeners(rooms)
    backoffs(rooms)
    groups(rooms)
    deathWatch(rooms)
    watchWith(rooms)
    links(rooms)
    names(rooms)
    receptionists(rooms)
    backPressure(rooms)
    timers(rooms)
    expiry(rooms)
    stash(rooms)
    patterns(rooms)
    patternLives(rooms)
    racing(rooms)
    trees(rooms)
    traces(rooms)

    test('the tests above left every node alive', () => {
      expect(stage().nodesDown).toEqual([])
    })
  })

  nodeEnds(transport)
  nodeRestarts(transport)
  patternsAtNodeEnd(transport)
  patternLivesAtNodeEnd(transport)
  treesAtNodeEnd(transport)
  tracesAtNodeEnd(transport)
  brokenModules(transport)
  shutdown(transport)
}
