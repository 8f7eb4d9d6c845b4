import { defaultConnectionLimits, startNode, wakeful } from '@troupe/core/remote'
import { loadModule } from '@troupe/loader'
import { INCOMING_FD, OUTGOING_FD, takeChildData } from './child-data.ts'
import { ParentConnection } from './parent-connection.ts'

const { seat, module, environment, askTimeout } = takeChildData()
const parent = new ParentConnection({ incoming: INCOMING_FD, outgoing: OUTGOING_FD }, defaultConnectionLimits)

// A terminal's Ctrl-C comes to all processes of a program: what becomes of this one is for its parent to say.
process.on('SIGINT', () => {})

// At once, and whatever the module of actors still has to do: nobody is left to do it for.
parent.onLost = () => process.exit(1)

let flush = (): void => {}

// What nothing caught ends the process in a moment: unlike a thread's error, the parent would never see it.
process.on('uncaughtExceptionMonitor', (error) => {
  if (process.listenerCount('uncaughtException') > 0) return
  flush()
  parent.part(error, () => {})
})

await startNode({
  seat,
  parent: wakeful(parent),
  askTimeout,
  loadModule: () => loadModule(module),
  loadEnvironment: environment === undefined ? undefined : () => loadModule(environment),
  description: { process: process.pid, node: process.version },
  onExit: (sendAll) => {
    flush = sendAll
    // What an actor said before it called process.exit: a write that the pipe has room for needs no further turn.
    process.once('exit', sendAll)
  },
  // The module of actors may have timers or sockets that would keep the process alive.
  onEnd: (lost) => parent.part(undefined, () => process.exit(lost === undefined ? 0 : 1)),
})
