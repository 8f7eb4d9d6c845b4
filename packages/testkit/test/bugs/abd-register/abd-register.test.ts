import { AskHistory, sequentialModel } from '../../../src/index.ts'
import { testBoth } from '../rig/broken-protocol.ts'
import { Register, type RegisterProtocol, Replica } from './actors.ts'

const model = sequentialModel<RegisterProtocol, number>(0, {
  write: (_state, value) => [value],
  read: (state) => [state, state],
})

let history = new AskHistory()

testBoth('a replicated register whose quorum is no majority', {
  program: (mended) => (system) => {
    history = new AskHistory()
    const replicas = ['x', 'y', 'z'].map((name) => system.spawn(Replica, [], { name }))
    const register = () => system.spawn(Register, [replicas, mended ? 2 : 1])
    history.spawnClients(system, register(), { writer: [['write', 1]] })
    history.spawnClients(system, register(), { reader: [['read'], ['read']] })
  },
  look: {
    strategy: 'portfolio',
    runs: 300,
    always: { 'it behaves like one register': (state) => history.isLinearizable(model, state) },
    sometimes: { 'what was written is read': hasReadTheWrite },
  },
  shows: { kind: 'always', property: 'it behaves like one register', events: 25 },
  sample: { strategy: 'portfolio', runs: 500 },
})

function hasReadTheWrite(): boolean {
  return history.operations.some(
    ({ name, outcome }) => name === 'read' && outcome.type === 'answered' && outcome.value === 1,
  )
}
