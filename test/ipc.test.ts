import { processes } from '@troupe/transport-ipc'
import { brokenFiles } from './conformance/broken-files.ts'
import { environmentUrl as environment } from './conformance/environment.ts'
import { conformance } from './conformance/suite.ts'

const actors = new URL('./conformance/actors.ts', import.meta.url)

conformance({
  name: 'child processes',
  nodes: (count, supervision) => processes(actors, { ...supervision, count, environment, output: 'ignore' }),
  isApart: true,
  ends: [
    { name: 'calls process.exit', says: /code 3/, end: ({ saboteur }) => void saboteur.tell('exit', 3) },
    {
      name: 'is killed by a signal',
      says: /SIGKILL/,
      end: async ({ saboteur }) => void process.kill(await saboteur.ask('pid'), 'SIGKILL'),
    },
    {
      name: 'throws what nothing catches',
      says: /code 1|thrown in a timer/,
      end: ({ saboteur }) => void saboteur.tell('throwLater', 'thrown in a timer'),
    },
  ],
  hangs: [
    { name: 'computes for ever', says: /sign of life/, end: ({ saboteur }) => void saboteur.tell('spinNow') },
    {
      name: 'is halted by a signal',
      says: /sign of life/,
      end: async ({ saboteur }) => void process.kill(await saboteur.ask('pid'), 'SIGSTOP'),
    },
  ],
  brokenModules: brokenFiles((url, options) => processes(url, { ...options, output: 'ignore' })),
})
