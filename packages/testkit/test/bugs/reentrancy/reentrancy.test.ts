import { testBoth } from '../rig/broken-protocol.ts'
import { Account, Audit, CarelessAccount, Customer } from './actors.ts'

testBoth('a withdrawal that lets another in while it waits', {
  program: (mended) => (system) => {
    const audit = system.spawn(Audit, [], { name: 'audit' })
    const account = system.spawn(mended ? Account : CarelessAccount, [audit], { name: 'account' })
    for (const name of ['a', 'b']) system.spawn(Customer, [account], { name }).tell('withdraw', 60)
  },
  look: { always: { 'no account is overdrawn': (state) => (state.stateOf<number>('account') ?? 0) >= 0 } },
  shows: { kind: 'always', property: 'no account is overdrawn', events: 8, run: 1 },
})
