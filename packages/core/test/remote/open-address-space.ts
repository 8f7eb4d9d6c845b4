import { Cell } from '../../src/cell/cell.ts'
import { usualTerms } from '../../src/cell/terms.ts'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'
import { type ActorContext, type DeadLetter, defineActor } from '../../src/index.ts'
import { LocalSystem } from '../../src/system/local-system.ts'

interface NotesProtocol {
  note(word: unknown): void
  notes(): readonly unknown[]
}

const Notes = defineActor('Notes', (_ctx: ActorContext<NotesProtocol>) => {
  const notes: unknown[] = []
  return { note: (word) => void notes.push(word), notes: () => [...notes] }
})

/** One address space, into which a test brings actors as another node's order would. */
export function openAddressSpace() {
  const environment = createDefaultEnvironment({ logger: { write: () => {} } })
  const local = new LocalSystem({ environment, node: 2, nodeName: 'here', askTimeout: 1000 })
  const deadLetters: DeadLetter[] = []
  local.events.on('dead-letter', (letter) => deadLetters.push(letter))
  const bring = (uid: number): void => {
    const cell = new Cell(local, {
      definition: Notes,
      args: [],
      uid,
      name: undefined,
      supervisor: {
        ref: undefined,
        path: 'troupe://here',
        childFailed: () => {},
        childStopped: () => {},
        childStarted: () => {},
        childRested: () => {},
      },
      terms: { ...usualTerms, restart: 'temporary' },
      grouped: false,
      guardian: false,
    })
    local.expose(cell)
    cell.start()
  }
  return { local, bring, deadLetters }
}
