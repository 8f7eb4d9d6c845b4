import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'

const BYTES_PER_GB = 1024 ** 3

/** Where and of what results are. */
export interface Machine {
  readonly node: string
  readonly os: string
  readonly cpu: string
  readonly cores: number
  readonly memory: string
  /** How many processes wanted a core over the last minute before the start: a quiet machine is near 0. */
  readonly load: number
  readonly commit: string
  readonly packages: Readonly<Record<string, string>>
  readonly erlang?: string
  readonly python?: string
}

/** Describes this machine, and the versions of what runs on it. */
export function describeMachine(root: string, load: number): Machine {
  const erlang = said('erl', '-noshell', '-eval', 'io:put_chars(erlang:system_info(otp_release)), halt().')
  const python = said('python3', '--version')
  return {
    node: process.version,
    os: `${process.platform} ${release()} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / BYTES_PER_GB)} GB`,
    load,
    commit: said('git', '-C', root, 'describe', '--always', '--dirty') ?? 'unknown',
    packages: packagesOf(root),
    ...(erlang && { erlang: `OTP ${erlang}` }),
    ...(python && { python }),
  }
}

function said(program: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

/** The versions of what the bench depends on, by name. */
function packagesOf(root: string): Record<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'bench/package.json'), 'utf8'))
  if (typeof manifest !== 'object' || manifest === null || !('dependencies' in manifest)) return {}
  const { dependencies } = manifest
  if (typeof dependencies !== 'object' || dependencies === null) return {}
  return Object.fromEntries(Object.entries(dependencies).map(([name, version]) => [name, String(version)]))
}
