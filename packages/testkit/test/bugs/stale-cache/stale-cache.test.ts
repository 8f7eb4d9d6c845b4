import { AskHistory, sequentialModel } from '../../../src/index.ts'
import { testBoth } from '../rig/broken-protocol.ts'
import { Cache, Store } from './actors.ts'

interface RegisterProtocol {
  write(value: number): void
  read(): number
}

const model = sequentialModel<RegisterProtocol, number>(0, {
  write: (_state, value) => [value],
  read: (state) => [state, state],
})

let history = new AskHistory()

testBoth('a cache that is not told of writes', {
  program: (mended) => (system) => {
    history = new AskHistory()
    const store = system.spawn(Store, [mended], { name: 'store' })
    const cache = system.spawn(Cache, [store], { name: 'cache' })
    history.spawnClients(system, store, { writer: [['write', 1]] })
    history.spawnClients(system, cache, { reader: [['read'], ['read']] })
  },
  look: {
    always: { 'nobody reads what was overwritten': (state) => history.isLinearizable(model, state) },
    sometimes: { 'what was written is read': hasReadTheWrite },
  },
  shows: { kind: 'always', property: 'nobody reads what was overwritten', events: 11, run: 5 },
})

function hasReadTheWrite(): boolean {
  return history.operations.some(
    ({ name, outcome }) => name === 'read' && outcome.type === 'answered' && outcome.value === 1,
  )
}
