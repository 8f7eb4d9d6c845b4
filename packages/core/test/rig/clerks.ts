import {
  type ActorContext,
  type ActorRef,
  defineActor,
  type MailboxOptions,
  Rejection,
} from '../../src/index.ts'
import { defineRouter, type RouterControl, type Routing } from '../../src/patterns/index.ts'
import type { Rig } from './create-rig.ts'
import { gate } from './gate.ts'

/** What those can be told behind the routers of tests. */
export interface ClerkProtocol {
  serve(customer: string): string
  note(customer: string, order?: string): void
  notes(): readonly string[]
  fail(): void
  /** Refuses if the label is greater. */
  refuse(than: string): string
}

/** Says who serves, and whom. */
export const Clerk = defineActor('Clerk', (_ctx: ActorContext<ClerkProtocol>, label: string) => {
  const notes: string[] = []
  return {
    serve: (customer) => `${label} serves ${customer}`,
    note: (...order) => void notes.push(order.join(' ')),
    notes: () => [...notes],
    fail() {
      throw new Error(label)
    },
    refuse(than) {
      if (label >= than) throw new Rejection(`${label} refuses`, { code: 'refused' })
      return `${label} serves`
    },
  }
})

/** A router to clerks. */
export type Clerks = ActorRef<ClerkProtocol & RouterControl<ClerkProtocol>>

/** A router to clerks with those labels. */
export function openClerks({ system }: Rig, labels: readonly string[], routing?: Routing<ClerkProtocol>) {
  const clerks = labels.map((label) => system.spawn(Clerk, [label], { name: label }))
  const router: Clerks = system.spawn(defineRouter<ClerkProtocol>('Clerks', routing), [clerks])
  return { clerks, router }
}

/** The labels of those who serve the customers, one after the other. */
export const serve = async (router: Clerks, customers: readonly string[]): Promise<string[]> => {
  const served: string[] = []
  for (const customer of customers) served.push((await router.ask('serve', customer)).split(' ')[0] ?? '')
  return served
}

/** A router to clerks that serve when their gate is open. */
export function openSlowClerks(
  { system }: Rig,
  labels: readonly string[],
  routing: Routing<ClerkProtocol>,
  mailbox: MailboxOptions = {},
) {
  const gates = Object.fromEntries(labels.map((label) => [label, gate()]))
  const SlowClerk = defineActor('SlowClerk', (_ctx: ActorContext<ClerkProtocol>, label: string) => {
    const notes: string[] = []
    return {
      async serve(customer) {
        await gates[label]?.promise
        return `${label} serves ${customer}`
      },
      note: (...order) => void notes.push(order.join(' ')),
      notes: () => [...notes],
      refuse: () => '',
      fail() {},
    }
  })
  const clerks = labels.map((label) => system.spawn(SlowClerk, [label], { mailbox }))
  return { gates, clerks, router: system.spawn(defineRouter('Clerks', routing), [clerks]) }
}
