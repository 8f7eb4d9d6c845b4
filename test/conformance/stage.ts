import {
  type ActorSystem,
  createSystem,
  type DeadLetter,
  type DeadLetterReason,
  type NodeProvider,
  type SystemEvents,
  type SystemOptions,
} from '@troupe/core'
import { Hourglass } from './actors.ts'
import { clock, environment } from './environment.ts'

type NodeDown = Parameters<SystemEvents['node-down']>[0]
type Failed = Parameters<SystemEvents['failure']>[0]

/** A running system, and what it has said of itself. */
export interface Stage extends AsyncDisposable {
  readonly system: ActorSystem
  readonly deadLetters: readonly DeadLetter[]
  readonly failures: readonly Failed[]
  readonly nodesDown: readonly NodeDown[]
  /** Resolves with the next dead letter that has this reason. */
  readonly nextDeadLetter: (reason: DeadLetterReason) => Promise<DeadLetter>
  /** Resolves with the end of that node, even if it has been seen before. */
  nodeDown(name: string): Promise<NodeDown>
  /** Resolves when a node of that name comes up the next time. */
  nodeUp(name: string): Promise<void>
  /** Lets so many milliseconds pass on a node, here unless said. What was sent to it before has arrived there. */
  pass(milliseconds: number, on?: string): Promise<void>
  /** Waits until somebody on a node, here unless said, waits for exactly so many milliseconds, and lets them pass there. */
  leap(delay: number, on?: string): Promise<void>
}

export async function openStage(
  nodes: Readonly<Record<string, NodeProvider>> = {},
  options: Omit<SystemOptions, 'nodes'> = {},
): Promise<Stage> {
  const system = await createSystem({ nodes, environment, ...options })
  const deadLetters: DeadLetter[] = []
  const failures: Failed[] = []
  const nodesDown: NodeDown[] = []
  const waiting = new Set<() => void>()
  system.events.on('dead-letter', (letter) => deadLetters.push(letter))
  system.events.on('failure', (failure) => failures.push(failure))
  system.events.on('node-down', (down) => {
    nodesDown.push(down)
    for (const look of waiting) look()
  })
  const nodeDown = (name: string): Promise<NodeDown> =>
    new Promise((resolve) => {
      const look = (): void => {
        const down = nodesDown.find((each) => each.name === name)
        if (down === undefined) return
        waiting.delete(look)
        resolve(down)
      }
      waiting.add(look)
      look()
    })
  const nextDeadLetter = (reason: DeadLetterReason): Promise<DeadLetter> =>
    new Promise((resolve) => {
      const stop = system.events.on('dead-letter', (letter) => {
        if (letter.reason !== reason) return
        stop()
        resolve(letter)
      })
    })
  const nodeUp = (name: string): Promise<void> =>
    new Promise((resolve) => {
      const stop = system.events.on('node-up', (up) => {
        if (up.name !== name) return
        stop()
        resolve()
      })
    })
  const hourglass = (on: string) => system.spawn(Hourglass, [], { on }).with({ timeout: Infinity })
  return {
    system,
    deadLetters,
    failures,
    nodesDown,
    nodeDown,
    nodeUp,
    nextDeadLetter,
    pass: (milliseconds, on = 'main') =>
      on === 'main' ? clock.pass(milliseconds) : hourglass(on).ask('pass', milliseconds),
    leap: (delay, on = 'main') => (on === 'main' ? clock.leap(delay) : hourglass(on).ask('leap', delay)),
    [Symbol.asyncDispose]: () => system.shutdown({ deadline: 0 }),
  }
}
