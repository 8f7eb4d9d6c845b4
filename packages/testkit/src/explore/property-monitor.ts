import type { World, WorldEvent } from '../world/schedule.ts'
import type { Finding } from './finding.ts'
import { judge, type Property } from './property.ts'
import { Readings } from './readings.ts'

/** Properties by their names, which are sentences for people. */
export type Properties = Readonly<Record<string, Property>>

/** What an exploration is to find out, by when it has to hold. */
export interface Expectations {
  /** After the setup and after every event. */
  readonly always?: Properties
  /** Once at least in every run; runs without end are judged by a fair one. */
  readonly eventually?: Properties
  /** At the end of every run, when nothing is left to happen. */
  readonly finally?: Properties
  /** Once at least in one of all runs: a guard against tests in which nothing happens. */
  readonly sometimes?: Properties
}

/** Looks at the properties after each step of each run. */
export class PropertyMonitor {
  /** Those of `sometimes` that have not been seen to hold. */
  readonly unseen: Set<string>
  private readonly expectations: Expectations
  private readonly readings = new Map<string, Readings>()
  private readonly finals = new Map<string, Readings>()
  private pending = new Set<string>()

  constructor(expectations: Expectations) {
    this.expectations = expectations
    this.unseen = new Set(Object.keys(expectations.sometimes ?? {}))
    for (const kind of ['always', 'eventually', 'sometimes'] as const) {
      for (const name of Object.keys(expectations[kind] ?? {}))
        this.readings.set(`${kind} ${name}`, new Readings())
    }
    for (const name of Object.keys(expectations.finally ?? {})) this.finals.set(name, new Readings())
  }

  /** Whether properties have read more than they had when this was called last. */
  hasLearnt(): boolean {
    let learnt = false
    for (const readings of this.readings.values()) {
      learnt ||= readings.hasGrown && readings.spansActors
      readings.settle()
    }
    return learnt
  }

  /** Those that have been asked in the middle of runs, and have read nothing by which events could be told apart. */
  get blind(): readonly string[] {
    return Object.keys({ ...this.expectations.always, ...this.expectations.eventually }).filter(
      (name) => this.isBlind(`always ${name}`) || this.isBlind(`eventually ${name}`),
    )
  }

  /** Looks at the state after the setup. */
  begin(world: World): Finding | undefined {
    this.pending = new Set(Object.keys(this.expectations.eventually ?? {}))
    for (const readings of this.readings.values()) readings.begin(world)
    return this.look(world, undefined, -1)
  }

  /** The properties that can tell that the last step happened when it did. */
  noticedBy(world: World): readonly string[] {
    const noticing: string[] = []
    for (const [name, readings] of this.readings) if (readings.hasChanged(world)) noticing.push(name)
    return noticing
  }

  /** Looks at the state after a step. */
  look(world: World, event: WorldEvent | undefined, step: number): Finding | undefined {
    for (const name of this.pending) {
      if (this.judge('eventually', name, world, event) === true) this.pending.delete(name)
    }
    for (const name of Object.keys(this.expectations.sometimes ?? {})) {
      if (this.unseen.has(name) && this.judge('sometimes', name, world, event) === true)
        this.unseen.delete(name)
    }
    for (const name of Object.keys(this.expectations.always ?? {})) {
      const judgement = this.judge('always', name, world, event)
      if (judgement !== true) return this.finding('always', name, step, judgement)
    }
    return undefined
  }

  /** Looks at the state at the end of a run. */
  end(world: World, event: WorldEvent | undefined, step: number): Finding | undefined {
    for (const [name, property] of Object.entries(this.expectations.finally ?? {})) {
      const readings = this.finals.get(name) ?? new Readings()
      const judgement = judge(name, property, world, event?.id, (reading) => readings.add(reading))
      if (judgement === true) continue
      const text = `'${name}' does not hold at the end${because(judgement)}`
      return { kind: 'finally', name, text, step, actors: readings.actors }
    }
    return this.overdue(step)
  }

  /** The first of those that should have held by now. */
  overdue(step: number): Finding | undefined {
    const [name] = this.pending
    return name === undefined ? undefined : this.finding('eventually', name, step)
  }

  private isBlind(key: string): boolean {
    return this.readings.get(key)?.isBlind ?? false
  }

  private judge(
    kind: 'always' | 'eventually' | 'sometimes',
    name: string,
    world: World,
    event: WorldEvent | undefined,
  ): boolean | string {
    const property = this.expectations[kind]?.[name]
    const readings = this.readings.get(`${kind} ${name}`)
    if (property === undefined || readings === undefined) return true
    return judge(name, property, world, event?.id, (reading) => readings.add(reading))
  }

  private finding(
    kind: 'always' | 'eventually',
    name: string,
    step: number,
    judgement: boolean | string = false,
  ): Finding {
    const text = kind === 'always' ? `'${name}' does not hold${because(judgement)}` : `'${name}' never holds`
    return { kind, name, text, step, actors: this.readings.get(`${kind} ${name}`)?.actors ?? [] }
  }
}

function because(judgement: boolean | string): string {
  return typeof judgement === 'string' && judgement !== '' ? `: ${judgement}` : ''
}
