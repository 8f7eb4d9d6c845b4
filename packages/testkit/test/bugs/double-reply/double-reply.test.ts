import { followProtocol, message, type ProtocolRun, par, protocol, seq } from '../../../src/index.ts'
import { testBoth } from '../rig/broken-protocol.ts'
import { Broker, Client, Supplier } from './actors.ts'

const quotation = protocol(
  'quotation',
  seq(
    message('client', 'broker', 'quote'),
    par(
      seq(message('broker', 'north', 'quote'), message('north', 'broker', 'price')),
      seq(message('broker', 'south', 'quote'), message('south', 'broker', 'price')),
      message('broker', 'client', 'best'),
    ),
  ),
)

let run: ProtocolRun | undefined

testBoth('an answer when all is known, and another one when time is up', {
  program: (mended) => (system) => {
    const suppliers = [
      system.spawn(Supplier, [5], { name: 'north' }),
      system.spawn(Supplier, [4], { name: 'south' }),
    ]
    const broker = system.spawn(Broker, [suppliers, mended], { name: 'broker' })
    const players = { client: 'client', broker, north: 'north', south: 'south' }
    run = followProtocol(quotation, system, players)
    system.spawn(Client, [broker], { name: 'client' })
  },
  look: { finally: { 'all keep to the protocol': () => run?.finish().length === 0 } },
  shows: { kind: 'finally', property: 'all keep to the protocol', events: 9, run: 1 },
})
