import type { Group } from '../harness/group.ts'
import { armOf, sumTo } from './arm-of.ts'

const throughput = { figure: 'rate', unit: 'k/s', better: 'more', twice: 'troupe', expected: sumTo } as const
const latency = { figure: 'p50', unit: 'µs', better: 'less', twice: 'troupe', expected: sumTo } as const

/** What is sent to another thread, and to another process. */
export const nodeGroups: readonly Group[] = [
  {
    ...throughput,
    id: 'thread-tell',
    title: 'Tell to another thread, a record of five fields',
    size: { smoke: 1000, full: 50_000 },
    arms: [
      armOf('troupe', 'troupe-nodes', 'threadTell'),
      armOf('postMessage', 'post-message', 'tell'),
      armOf('postMessage, arrays of 256', 'post-message', 'tellArrays'),
      armOf('postMessage, packed by hand', 'packed-by-hand', 'tell'),
      armOf('comlink', 'comlink', 'tell'),
      armOf('comlink, arrays of 256', 'comlink', 'tellArrays'),
      armOf('piscina', 'piscina', 'tell'),
      armOf('piscina, arrays of 256', 'piscina', 'tellArrays'),
    ],
  },
  {
    ...latency,
    id: 'thread-ask',
    title: 'Lone ask of another thread',
    size: { smoke: 50, full: 1000 },
    arms: [
      armOf('troupe', 'troupe-nodes', 'threadAsk'),
      armOf('postMessage', 'post-message', 'ask'),
      armOf('comlink', 'comlink', 'ask'),
      armOf('piscina', 'piscina', 'ask'),
    ],
  },
  {
    ...latency,
    id: 'thread-ask-four',
    title: 'Lone asks of four threads at once',
    size: { smoke: 80, full: 4000 },
    expected: (size) => ({ completed: size, checksum: 4 * sumTo(size / 4).checksum }),
    arms: [
      armOf('troupe', 'crowded-ask', 'fourThreads'),
      armOf('postMessage', 'crowded-ask', 'fourRawThreads'),
    ],
  },
  {
    ...latency,
    id: 'thread-ask-busy',
    title: 'Lone ask of another thread, beside two that never rest',
    size: { smoke: 20, full: 500 },
    arms: [
      armOf('troupe', 'crowded-ask', 'besideBusy'),
      armOf('postMessage', 'crowded-ask', 'rawBesideBusy'),
    ],
  },
  {
    ...throughput,
    id: 'process-tell',
    title: 'Tell to another process, a record of five fields',
    size: { smoke: 1000, full: 20_000 },
    arms: [
      armOf('troupe', 'troupe-nodes', 'processTell'),
      armOf('troupe, a thread', 'troupe-nodes', 'threadTell'),
      armOf('process.send, JSON', 'process-send', 'tellJson'),
      armOf('process.send, JSON, arrays of 256', 'process-send', 'tellJsonArrays'),
      armOf('process.send, advanced', 'process-send', 'tellAdvanced'),
      armOf('process.send, advanced, arrays of 256', 'process-send', 'tellAdvancedArrays'),
      armOf('python', 'python', 'tell'),
      armOf('python, arrays of 256', 'python', 'tellArrays'),
    ],
  },
  {
    ...latency,
    id: 'process-ask',
    title: 'Lone ask of another process',
    size: { smoke: 50, full: 1000 },
    arms: [
      armOf('troupe', 'troupe-nodes', 'processAsk'),
      armOf('process.send, JSON', 'process-send', 'askJson'),
      armOf('process.send, advanced', 'process-send', 'askAdvanced'),
      armOf('python', 'python', 'ask'),
    ],
  },
]
