import { testBoth } from '../rig/broken-protocol.ts'
import { Account, RigidAccount } from './actors.ts'

testBoth('two accounts that wait for each other', {
  program: (mended) => (system) => {
    const definition = mended ? Account : RigidAccount
    const [one, other] = [
      system.spawn(definition, [], { name: 'one' }),
      system.spawn(definition, [], { name: 'other' }),
    ]
    one.tell('transfer', 30, other)
    other.tell('transfer', 20, one)
  },
  look: {
    finally: {
      'no money is lost': (state) =>
        (state.stateOf<number>('one') ?? 0) + (state.stateOf<number>('other') ?? 0) === 200,
    },
  },
  shows: { kind: 'deadlock', property: 'circle', events: 2, run: 1 },
})
