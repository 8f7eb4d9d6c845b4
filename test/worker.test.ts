import { workers } from '@troupe/transport-worker'
import { brokenFiles } from './conformance/broken-files.ts'
import { environmentUrl as environment } from './conformance/environment.ts'
import { conformance } from './conformance/suite.ts'

const actors = new URL('./conformance/actors.ts', import.meta.url)

const resourceLimits = { maxOldGenerationSizeMb: 128 }

conformance({
  name: 'worker threads',
  nodes: (count, supervision) =>
    workers(actors, { ...supervision, count, environment, resourceLimits, output: 'ignore' }),
  isApart: true,
  ends: [
    { name: 'calls process.exit', says: /code 3/, end: ({ saboteur }) => void saboteur.tell('exit', 3) },
    {
      name: 'throws what nothing catches',
      says: /thrown in a timer/,
      end: ({ saboteur }) => void saboteur.tell('throwLater', 'thrown in a timer'),
    },
    {
      name: 'leaves a rejection to nobody',
      says: /rejected in vain/,
      end: ({ saboteur }) => void saboteur.tell('rejectLater', 'rejected in vain'),
    },
    { name: 'runs out of memory', says: /out of memory/, end: ({ saboteur }) => void saboteur.tell('hoard') },
    {
      name: 'closes its port',
      says: /closed parentPort/,
      end: ({ saboteur }) => void saboteur.tell('closePort'),
    },
  ],
  hangs: [
    { name: 'computes for ever', says: /sign of life/, end: ({ saboteur }) => saboteur.ask('spinSoon') },
  ],
  brokenModules: brokenFiles((url, options) => workers(url, { ...options, output: 'ignore' })),
})
