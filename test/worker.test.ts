import { workers } from '@troupe/transport-worker'
import { brokenFiles } from './conformance/broken-files.ts'
import { conformance } from './conformance/suite.ts'

const actors = new URL('./conformance/actors.ts', import.meta.url)

conformance({
  name: 'worker threads',
  nodes: (count) => workers(actors, { count, output: 'ignore' }),
  isApart: true,
  ends: [
    { name: 'calls process.exit', says: /code 3/, end: ({ saboteur }) => void saboteur.tell('exit', 3) },
    {
      name: 'throws what nothing catches',
      says: /thrown in a timer/,
      end: ({ saboteur }) => void saboteur.tell('throwLater', 'thrown in a timer'),
    },
  ],
  brokenModules: brokenFiles((url, options) => workers(url, { ...options, output: 'ignore' })),
})
