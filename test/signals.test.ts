import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('./signals/program.ts', import.meta.url))
const options = ['--conditions=@troupe/source', '--import', 'tsx', program]

test.each([
  ['SIGINT', 'all processes of the program, as Ctrl-C does in a terminal', true],
  ['SIGTERM', 'its main process', false],
] as const)(
  '%s to %s stops every actor on every node, and then ends the program by that signal',
  async (signal, _to, toGroup) => {
    const main = spawn(process.execPath, options, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const lines: string[] = []
    const errors: string[] = []
    main.stderr.setEncoding('utf8').on('data', (text) => errors.push(text))
    const output = createInterface(main.stdout)
    const closed = once(main, 'close')
    output.on('line', (line) => {
      lines.push(line)
      if (line === 'walking' && main.pid !== undefined) process.kill(toGroup ? -main.pid : main.pid, signal)
    })
    // The streams end only when no process is left that could write to them.
    expect(await closed).toEqual([null, signal])
    expect(lines.filter((line) => line.startsWith('stopped')).toSorted()).toEqual([
      'stopped troupe://main/walker',
      'stopped troupe://process-0/~main/on-process',
      'stopped troupe://thread-0/~main/on-thread',
    ])
    expect(errors.join('')).toMatch(
      /^(\[troupe\] dead letter \(terminated\): "step" to \S+; it has ended\n)*$/,
    )
  },
)
