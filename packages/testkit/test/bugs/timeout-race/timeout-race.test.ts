import { testBoth } from '../rig/broken-protocol.ts'
import { Bank, Customer } from './actors.ts'

testBoth('a payment that is repeated when its answer is late', {
  program: (mended) => (system) => {
    const bank = system.spawn(Bank, [mended], { name: 'bank' })
    system.spawn(Customer, [bank], { name: 'customer' })
  },
  look: { finally: { 'it is paid once': (state) => state.stateOf('bank') === 90 } },
  shows: { kind: 'finally', property: 'it is paid once', events: 6, run: 3 },
})
