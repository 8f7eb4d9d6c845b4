import {
  type ActorSystem,
  createSystem,
  type DeadLetter,
  type DeadLetterReason,
  type Logger,
  type NodeProvider,
  type SystemEvents,
  type SystemOptions,
} from '@troupe/core'

type NodeDown = Parameters<SystemEvents['node-down']>[0]
type Failed = Parameters<SystemEvents['failure']>[0]

/** What actors say in these tests is checked, not read. */
export const silent: Logger = { write: () => {} }

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
}

export async function openStage(
  nodes: Readonly<Record<string, NodeProvider>> = {},
  options: Omit<SystemOptions, 'nodes'> = {},
): Promise<Stage> {
  const system = await createSystem({ nodes, logger: silent, ...options })
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
  const close = () => system.shutdown({ deadline: 2000 })
  return { system, deadLetters, failures, nodesDown, nodeDown, nextDeadLetter, [Symbol.asyncDispose]: close }
}
