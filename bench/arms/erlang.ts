import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Arm } from '../harness/arm.ts'
import { isInstalled, LineProgram } from './line-program.ts'

const source = fileURLToPath(new URL('../erlang/bench.erl', import.meta.url))

/** What to install where there is no Erlang. */
export function missingErlang(): string | undefined {
  return isInstalled('erl', '-noshell', '-eval', 'halt().')
    ? undefined
    : 'Erlang is not installed: apt-get install erlang-base'
}

/** Compiles the module `bench` into a folder of its own, and starts it. */
export async function openErlang(flags: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-bench-'))
  const { status, stdout } = spawnSync('erlc', ['-o', folder, source], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`erlc: ${stdout}`)
  // No dump where the bench itself ends first.
  const quietly = ['-env', 'ERL_CRASH_DUMP_SECONDS', '0']
  const args = ['+P', '4194304', ...flags, ...quietly, '-noshell', '-pa', folder, '-s', 'bench', 'main']
  const program = new LineProgram('erl', args)
  const close = async (): Promise<void> => {
    await program.close()
    await rm(folder, { recursive: true })
  }
  return { program, close }
}

/** Work that the module `bench` does, on one scheduler or on as many as there are cores. */
function erlang(work: string, ...flags: readonly string[]): Arm {
  return {
    missing: missingErlang,
    async open() {
      const { program, close } = await openErlang(flags)
      return { run: (size) => program.run(work, size), close }
    },
  }
}

const ONE = ['+S', '1:1']

export const tellNumber = erlang('tell_number')
export const tellNumberOnOne = erlang('tell_number', ...ONE)
export const tellRecord = erlang('tell_record')
export const tellRecordOnOne = erlang('tell_record', ...ONE)
export const pingPong = erlang('ping_pong')
export const pingPongOnOne = erlang('ping_pong', ...ONE)
export const spawnStop = erlang('spawn_stop')
export const spawnStopOnOne = erlang('spawn_stop', ...ONE)
export const skynet = erlang('skynet')
export const skynetOnOne = erlang('skynet', ...ONE)
export const idleMemory = erlang('memory')
