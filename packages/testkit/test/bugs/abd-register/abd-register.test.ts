import { AskHistory, sequentialModel } from '../../../src/index.ts'
import { type BrokenProtocol, testBoth } from '../rig/broken-protocol.ts'
import { Register, type RegisterProtocol, Replica } from './actors.ts'

const model = sequentialModel<RegisterProtocol, number>(0, {
  write: (_state, value) => [value],
  read: (state) => [state, state],
})

let history = new AskHistory()

const replicated = (
  names: readonly string[],
  reads: readonly ['read'][],
): Omit<BrokenProtocol, 'shows' | 'sample'> => ({
  program: (mended) => (system) => {
    history = new AskHistory()
    const replicas = names.map((name) => system.spawn(Replica, [], { name }))
    const register = () => system.spawn(Register, [replicas, mended ? 2 : 1])
    history.spawnClients(system, register(), { writer: [['write', 1]] })
    history.spawnClients(system, register(), { reader: reads })
  },
  look: {
    always: { 'it behaves like one register': (state) => history.isLinearizable(model, state) },
    sometimes: { 'what was written is read': hasReadTheWrite },
  },
})

const shows = { kind: 'always', property: 'it behaves like one register' } as const

testBoth('a replicated register whose quorum is no majority', {
  ...replicated(['x', 'y'], [['read']]),
  shows: { ...shows, events: 20, run: 233 },
})

const three = replicated(['x', 'y', 'z'], [['read'], ['read']])

testBoth('the same with three replicas, which is read twice', {
  ...three,
  look: { ...three.look, strategy: 'portfolio', runs: 100 },
  shows: { ...shows, events: 30, run: 2 },
  sample: { strategy: 'portfolio', runs: 100 },
})

function hasReadTheWrite(): boolean {
  return history.operations.some(
    ({ name, outcome }) => name === 'read' && outcome.type === 'answered' && outcome.value === 1,
  )
}
