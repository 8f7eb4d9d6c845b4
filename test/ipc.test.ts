import { processes } from '@troupe/transport-ipc'
import { brokenFiles } from './conformance/broken-files.ts'
import { environmentUrl as environment } from './conformance/environment.ts'
import { conformance } from './conformance/suite.ts'

const actors = new URL('./conformance/actors.ts', import.meta.url)

const execArgv = ['--max-old-space-size=128']

conformance({
  name: 'child processes',
  nodes: (count, supervision) =>
    processes(actors, { ...supervision, count, environment, execArgv, output: 'ignore' }),
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
    {
      name: 'leaves a rejection to nobody',
      says: /rejected in vain/,
      end: ({ saboteur }) => void saboteur.tell('rejectLater', 'rejected in vain'),
    },
    {
      name: 'runs out of memory',
      says: /SIGABRT|SIGTRAP|code 13[34]/,
      end: ({ saboteur }) => void saboteur.tell('hoard'),
    },
    {
      name: 'closes the pipe that it hears by',
      says: /closed a pipe/,
      async end({ saboteur }) {
        await saboteur.ask('closePipe', 3)
        // Only a write finds that out.
        saboteur.tell('ping')
      },
    },
    {
      name: 'closes the pipe that it speaks by',
      says: /closed a pipe/,
      end: ({ saboteur }) => void saboteur.tell('closePipe', 4),
    },
  ],
  hangs: [
    { name: 'computes for ever', says: /sign of life/, end: ({ saboteur }) => saboteur.ask('spinSoon') },
    {
      name: 'is halted by a signal',
      says: /sign of life/,
      end: async ({ saboteur }) => void process.kill(await saboteur.ask('pid'), 'SIGSTOP'),
    },
  ],
  brokenModules: brokenFiles((url, options) => processes(url, { ...options, output: 'ignore' })),
})
