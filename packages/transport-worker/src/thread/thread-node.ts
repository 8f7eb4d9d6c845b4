import { parentPort, threadId, workerData } from 'node:worker_threads'
import { startNode, wakeful } from '@troupe/core/remote'
import { loadModule } from '@troupe/loader'
import { PORT_LOST_CODE } from '../port-message.ts'
import { ParentConnection } from './parent-connection.ts'
import type { ThreadData } from './thread-data.ts'

if (!parentPort) throw new Error('This file is the first one of a worker thread: workers(...) starts it.')
const { seat, module, environment, askTimeout }: ThreadData = workerData
const parent = new ParentConnection(parentPort)

// Nothing that is said here reaches anybody any more, and nobody can end this thread but by force.
parent.onLost = () => process.exit(PORT_LOST_CODE)

await startNode({
  seat,
  parent: wakeful(parent),
  askTimeout,
  loadModule: () => loadModule(module),
  loadEnvironment: environment === undefined ? undefined : () => loadModule(environment),
  description: { process: process.pid, thread: threadId, node: process.version },
  bridges: (accept) => {
    parent.onBridge = (peer, way) => accept(peer, wakeful(way))
  },
  // What an actor said before it called process.exit is posted even then.
  onExit: (flush) => process.once('exit', flush),
  onEnd: (lost) => {
    parent.close()
    // The module of actors may have timers or sockets that would keep the thread alive.
    process.exit(lost === undefined ? 0 : 1)
  },
})
