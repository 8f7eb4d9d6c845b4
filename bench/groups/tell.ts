import type { Group } from '../harness/group.ts'
import { armOf, countTo, sumTo } from './arm-of.ts'

const throughput = { figure: 'rate', unit: 'k/s', better: 'more', twice: 'troupe' } as const
const burst = { ...throughput, size: { smoke: 1000, full: 100_000 }, expected: sumTo }

/** What is told within one thread: a burst of messages to one actor, and then its tally. */
export const tellGroups: readonly Group[] = [
  {
    ...burst,
    id: 'tell-number',
    title: 'Tell within a thread, a number',
    arms: [
      armOf('troupe', 'troupe-tell', 'tellNumber'),
      armOf('nact', 'nact', 'tellNumber'),
      armOf('actor-ts', 'actor-ts', 'tellNumber'),
      armOf('erlang', 'erlang', 'tellNumber'),
      armOf('erlang, one scheduler', 'erlang', 'tellNumberOnOne'),
      armOf('xstate', 'xstate', 'tellNumber'),
      armOf('EventEmitter', 'event-emitter', 'tellNumber'),
      armOf('queue', 'queue-tell', 'tellNumber'),
    ],
  },
  {
    ...burst,
    id: 'tell-record',
    title: 'Tell within a thread, a fresh record of two fields',
    arms: [
      armOf('troupe', 'troupe-tell', 'tellRecord'),
      armOf('nact', 'nact', 'tellRecord'),
      armOf('actor-ts', 'actor-ts', 'tellRecord'),
      armOf('erlang, one scheduler', 'erlang', 'tellRecordOnOne'),
      armOf('xstate', 'xstate', 'tellRecord'),
      armOf('EventEmitter', 'event-emitter', 'tellRecord'),
      armOf('queue', 'queue-tell', 'tellRecord'),
    ],
  },
  {
    ...throughput,
    id: 'tell-shapes',
    title: 'Tell within a thread, eight kinds of messages by turns',
    size: { smoke: 800, full: 80_000 },
    expected: countTo,
    arms: [armOf('troupe', 'troupe-tell', 'tellShapes'), armOf('nact', 'nact', 'tellShapes')],
  },
  {
    ...throughput,
    id: 'ping-pong',
    title: 'A ball between two actors of a thread',
    size: { smoke: 1000, full: 100_000 },
    expected: countTo,
    arms: [
      armOf('troupe', 'troupe-tell', 'pingPong'),
      armOf('nact', 'nact', 'pingPong'),
      armOf('actor-ts', 'actor-ts', 'pingPong'),
      armOf('erlang', 'erlang', 'pingPong'),
      armOf('erlang, one scheduler', 'erlang', 'pingPongOnOne'),
      armOf('queue', 'queue-tell', 'pingPong'),
    ],
  },
]
