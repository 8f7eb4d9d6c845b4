import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import { isFault } from '../../../src/explore/model.ts'
import { readToken, writeToken } from '../../../src/explore/replay-token.ts'
import {
  createWorld,
  ExploreError,
  type ExploreOptions,
  type ExploreReport,
  explore,
  type FindingKind,
  type World,
  type WorldEvent,
} from '../../../src/index.ts'
import type { Program } from '../../../src/world/create-world.ts'

/** The most events that a search may take, all its runs together: a second's work or two, where ten seconds are allowed. */
const MOST_EVENTS = 60_000

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
    /** The number of the run that shows it first. */
    readonly run: number
  }
  /** How the mended protocol is looked at where it has too many traces to look at all of them. */
  readonly sample?: Pick<ExploreOptions, 'strategy' | 'runs'>
}

/** The mistake is found with little work, shown without what had no part in it, and can be repeated; mended it passes. */
export function testBoth(mistake: string, { program, look, shows, sample }: BrokenProtocol): void {
  const replay = (events: readonly string[]): Promise<ExploreReport> =>
    explore(program(false), { ...look, replay: writeToken({ seed: 0, events }) })

  describe(mistake, () => {
    test('is found, in a short run that can be repeated', async () => {
      const found = await failureOf(explore(program(false), look))
      const { kind, property, report } = found
      expect({ kind, property, run: report.foundIn }).toEqual({
        kind: shows.kind,
        property: shows.property,
        run: shows.run,
      })
      expect(report.runs * report.longest).toBeLessThan(MOST_EVENTS)
      expect(readToken(found.replay).events.length, found.message).toBeLessThanOrEqual(shows.events)
      const again = await failureOf(explore(program(false), { ...look, replay: found.replay }))
      expect(again).toMatchObject({ kind, property, replay: found.replay })
      // In other runs a property may have read more actors than it does in this one, and all they did is shown.
      expect(found.events).toEqual(expect.arrayContaining([...again.events]))
      expect(again.report.skipped).toEqual([])
    })

    test('is shown with all that led to it, and nothing else', async () => {
      const found = await failureOf(explore(amongBystanders(program(false)), look))
      const all = readToken(found.replay).events
      const shown = new Set(found.events)
      if (isSeeing(found, look)) expect(found.events.filter((id) => id.includes('bystander'))).toEqual([])
      expect(linesOf(found)).toEqual([shown.size, shown.size])
      expect(all.filter((id) => shown.has(id))).toEqual(found.events)
      await expectCausesFirst(amongBystanders(program(false)), look, all, shown)
      // The bystanders might as well not have been there.
      const alone = await failureOf(replay(all.filter((id) => !id.includes('bystander'))))
      expect([alone.kind, alone.property, alone.report.skipped]).toEqual([found.kind, found.property, []])
    })

    test('is gone where any event is left out, or shows in no simpler way', async () => {
      const found = await failureOf(explore(program(false), look))
      const all = readToken(found.replay).events
      for (const [i, id] of found.events.entries()) {
        if (isPrompt(found)) {
          const rest = found.events.filter((_, place) => place !== i)
          expect(await showsAtOnce(program(false), look, rest), `without ${id}`).toBe(false)
        }
        const other = await replay(all.filter((each) => each !== id)).catch((error: unknown) => error)
        if (!(other instanceof ExploreError) || other.property !== found.property) continue
        expect(sizeOf(other), `without ${id}`).toBeGreaterThanOrEqual(sizeOf(found))
      }
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

interface BystanderProtocol {
  pass(times: number, to: ActorRef<BystanderProtocol>): void
}

const Bystander = defineActor('Bystander', (ctx: ActorContext<BystanderProtocol>) => ({
  pass(times, to) {
    if (times > 0) to.tell('pass', times - 1, ctx.self)
  },
}))

/** The same, while others do something that has nothing to do with it. */
function amongBystanders(program: Program): Program {
  return (system) => {
    const [one, other] = ['bystander-1', 'bystander-2'].map((name) => system.spawn(Bystander, [], { name }))
    if (one !== undefined && other !== undefined) one.tell('pass', 2, other)
    return program(system)
  }
}

/** Whether what is wrong can be told from certain actors. A property that reads none may have to do with all of them. */
function isSeeing({ kind, property }: ExploreError, { finally: finals }: ExploreOptions): boolean {
  return kind !== 'finally' || finals?.[property]?.length !== 0
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

function isPrompt({ kind }: ExploreError): boolean {
  return kind === 'always' || kind === 'failure'
}

/** How many events the text and the diagram show. */
function linesOf({ message, diagram }: ExploreError): readonly [text: number, diagram: number] {
  const arrows = diagram.split('\n').filter((line) => /^ {2}(p\d+-[)x]|Note over p\d+:)/.test(line))
  // The last note is the verdict, which is over one participant only where there is no other.
  const verdict = /Note over p\d+: [^\n]*$/.test(diagram) ? 1 : 0
  return [message.split('\n').filter((line) => /^ +\d+ {2}/.test(line)).length, arrows.length - verdict]
}

/** Faults count for more than any number of events. */
function sizeOf({ replay }: ExploreError): number {
  const { events } = readToken(replay)
  return events.filter((id) => /^(drop|duplicate|crash) /.test(id)).length * 1000 + events.length
}

/** Every event that is shown is the last of an actor, or a cause of another that is shown; and so are all their causes. */
async function expectCausesFirst(
  program: Program,
  look: ExploreOptions,
  all: readonly string[],
  shown: ReadonlySet<string>,
): Promise<void> {
  const world = await worldOf(program, look)
  const happened: { readonly event: WorldEvent; readonly touched: readonly string[] }[] = []
  for (const id of all) {
    const event = world.enabled().find((each) => each.id === id)
    if (event === undefined) throw new Error(`${id} cannot happen`)
    await world.step(event)
    happened.push({ event, touched: [...world.touched] })
  }
  happened.forEach(({ event, touched }, place) => {
    if (!shown.has(event.id)) return
    const cause = happened[event.createdBy]
    if (cause !== undefined) expect(shown, `${cause.event.id} led to ${event.id}`).toContain(cause.event.id)
    const before = happened.slice(0, place).findLast((other) => other.event.owner === event.owner)
    if (before !== undefined) expect(shown, `${before.event.id} was before`).toContain(before.event.id)
    const leads = happened.slice(place + 1).some((other) => {
      const meets = other.touched.some((path) => touched.includes(path))
      return shown.has(other.event.id) && (other.event.createdBy === place || meets)
    })
    const isLast = !happened.slice(place + 1).some((other) => other.event.owner === event.owner)
    expect(leads || isLast || isFault(event), `${event.id} has no part in it`).toBe(true)
  })
}

/** Whether something is wrong already when these have happened, those of them that can. */
async function showsAtOnce(program: Program, look: ExploreOptions, ids: readonly string[]): Promise<boolean> {
  const world = await worldOf(program, look)
  const isWrong = (): boolean =>
    world.failures.some(({ error }) => !/injected/.test(String(error))) ||
    Object.values(look.always ?? {}).some((property) => property(viewOf(world)) !== true)
  for (const id of ids) {
    if (isWrong()) return true
    const event = world.enabled().find((each) => each.id === id)
    if (event !== undefined) await world.step(event)
  }
  return isWrong()
}

function viewOf(world: World) {
  const { actors, failures, deadLetters } = world
  const stateOf = <T>(path: string): T | undefined =>
    actors.includes(path) ? (world.stateOf(path) as T) : undefined
  return { stateOf, actors, failures, deadLetters }
}

function worldOf(program: Program, { faults, timers, askTimeouts }: ExploreOptions): World | Promise<World> {
  return createWorld(program, {
    ...(faults && { faults }),
    ...(timers && { timers }),
    ...(askTimeouts && { askTimeouts }),
  })
}
