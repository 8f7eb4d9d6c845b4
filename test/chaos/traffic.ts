import type { DeadLetter } from '@troupe/core'
import type { Chance } from '../conformance/seeded-random.ts'
import type { TalkerReport } from './actors/talker.ts'
import { comesTrue } from './patience.ts'
import type { Violations } from './violations.ts'
import type { Ward } from './ward.ts'
import type { WardObserver, Wards } from './wards.ts'
import type { Watches } from './watches.ts'

const TICK_MS = 10
/** Notes to each talker in a tick. */
const NOTES = 8
/** What one talker tells another in a tick. */
const WORDS = 10
/** How many notes are sent to a talker whose node has just ended. */
const NOTES_TO_THE_DEAD = 5
/** How many other talkers watch each mortal. */
const WATCHERS = 2
const REPORT_MS = 10_000

/** Tells and asks all talkers, has them talk to each other, and keeps count of all that. */
export class Traffic implements WardObserver {
  asksBegun = 0
  asksAnswered = 0
  asksRejected = 0
  /** Messages whose fate is known: handled, dead, or under way when their node was lost. */
  sent = 0
  handled = 0
  dead = 0
  underWay = 0
  /** What talkers that live at the end have told each other, asked each other, and watched. */
  talk = { told: 0, asked: 0, watches: 0 }
  private readonly byNumber = new Map<number, Ward>()
  private readonly byPath = new Map<string, Ward>()
  private lastWatch = 0
  private timer: NodeJS.Timeout | undefined = undefined
  private readonly wards: Wards
  private readonly watches: Watches
  private readonly chance: Chance
  private readonly violations: Violations

  constructor(wards: Wards, watches: Watches, chance: Chance, violations: Violations) {
    this.wards = wards
    this.watches = watches
    this.chance = chance
    this.violations = violations
  }

  begin(): void {
    this.timer = setInterval(() => this.tick(), TICK_MS)
  }

  /** Says no more. */
  end(): void {
    clearInterval(this.timer)
  }

  began(ward: Ward): void {
    this.byNumber.set(ward.number, ward)
    this.byPath.set(ward.talker.path, ward)
    this.watches.begin(ward.number)
    const others = this.wards.all.filter((other) => other !== ward)
    for (let i = 0; i < WATCHERS && others.length > 0; i++) {
      const [watcher] = others.splice(this.chance.below(others.length), 1)
      watcher?.talker.tell('watch', ward.mortal, ++this.lastWatch)
    }
  }

  ended(ward: Ward): void {
    for (let i = 0; i < NOTES_TO_THE_DEAD; i++) this.note(ward)
  }

  buried(ward: Ward, unacknowledged: number): void {
    this.byNumber.delete(ward.number)
    this.byPath.delete(ward.talker.path)
    this.watches.close(ward.number)
    this.addUp(ward)
    const lost = ward.sent - ward.confirmed - ward.dead
    this.underWay += lost
    if (lost < 0 || lost > unacknowledged)
      this.violations.add(
        `${ward.name}: ${ward.sent} messages sent, ${ward.confirmed} handled, ${ward.dead} dead, and ${unacknowledged} said to be under way to all its actors`,
      )
  }

  noted(talker: number, n: number): void {
    const ward = this.byNumber.get(talker)
    if (ward === undefined) {
      this.violations.add(`talker ${talker} was heard long after its end`)
      return
    }
    if (n !== ward.nextNoted)
      this.violations.add(`talker ${talker} noted ${n} where ${ward.nextNoted} was due`)
    if (ward.isMourned) this.violations.add(`talker ${talker} was heard after its end`)
    ward.nextNoted = n + 1
    ward.confirmed++
  }

  lost(talker: number): void {
    const ward = this.byNumber.get(talker)
    if (ward !== undefined) ward.isMourned = true
  }

  died({ path }: DeadLetter): void {
    const ward = this.byPath.get(path)
    if (ward !== undefined) ward.dead++
  }

  /** Looks whether all asks have come to their ends, and all that was told has been heard by those who live. */
  async check(limit: number): Promise<void> {
    const open = (): number => this.asksBegun - this.asksAnswered - this.asksRejected
    if (!(await comesTrue(limit, () => open() === 0))) this.violations.add(`${open()} asks are pending`)
    let faults: readonly string[] = []
    await comesTrue(limit, async () => {
      faults = await this.faults()
      return faults.length === 0
    })
    for (const fault of faults) this.violations.add(fault)
    for (const ward of this.wards.all) this.addUp(ward)
  }

  /** What does not add up among those who live. */
  private async faults(): Promise<string[]> {
    const faults: string[] = []
    const reports = new Map<number, TalkerReport>()
    for (const { number, name, talker, sent, confirmed, dead } of this.wards.all) {
      const report = await talker.with({ timeout: REPORT_MS }).ask('report')
      reports.set(number, report)
      faults.push(...report.faults)
      if (sent !== confirmed + dead)
        faults.push(`${name} lives: ${sent} sent, ${confirmed} handled, ${dead} dead`)
      if (report.asked !== report.settled)
        faults.push(`${report.asked - report.settled} asks by talker ${number} are pending`)
    }
    this.talk = { told: 0, asked: 0, watches: 0 }
    for (const [number, { told, asked, downs }] of reports) {
      this.talk.asked += asked
      this.talk.watches += downs.size
      for (const [to, count] of told) {
        this.talk.told += count
        const heard = reports.get(to)?.heard.get(number) ?? 0
        if (reports.has(to) && heard !== count)
          faults.push(`talker ${number} told talker ${to} ${count} messages, and that one heard ${heard}`)
      }
    }
    return faults
  }

  /** Looks whether each watch was told of its end, when nobody who is watched is left. */
  async checkWatches(limit: number): Promise<void> {
    let faults: string[] = []
    await comesTrue(limit, async () => {
      faults = []
      for (const { talker, number } of this.wards.all) {
        const { downs } = await talker.with({ timeout: REPORT_MS }).ask('report')
        for (const [watch, times] of downs)
          if (times !== 1) faults.push(`watch ${watch} of talker ${number} was told ${times} times`)
      }
      return faults.length === 0 && this.watches.open === 0
    })
    for (const fault of faults) this.violations.add(fault)
    this.watches.closeAll()
  }

  private addUp({ sent, confirmed, dead }: Ward): void {
    this.sent += sent
    this.handled += confirmed
    this.dead += dead
  }

  private tick(): void {
    const { all } = this.wards
    for (const ward of all) {
      if (!ward.isFlooded) for (let i = 0; i < NOTES; i++) this.note(ward)
      this.echo(ward)
      const other = all[this.chance.below(all.length)]
      if (other === undefined || other === ward) continue
      ward.talker.tell('talk', other.talker, other.number, WORDS)
    }
  }

  private note(ward: Ward): void {
    ward.sent++
    if (ward.talker.tell('note', ward.nextNote++) || ward.isFlooded) return
    ward.isFlooded = true
    void ward.talker.ready().then(() => {
      ward.isFlooded = false
    })
  }

  private echo(ward: Ward): void {
    this.asksBegun++
    ward.sent++
    const number = this.asksBegun
    ward.talker
      .with({ timeout: Number.POSITIVE_INFINITY })
      .ask('echo', number)
      .then(
        (answer) => {
          this.asksAnswered++
          ward.confirmed++
          if (answer !== number) this.violations.add(`the ask ${number} was answered with ${answer}`)
        },
        () => {
          this.asksRejected++
        },
      )
  }
}
