import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const TICK_MS = 10
const KB_PER_MB = 1024

/** What processes have used so far. */
export interface Usage {
  /** Processor time in milliseconds. */
  readonly cpu: number
  /** Memory at its peak, in MB. */
  readonly peak: number
}

/** What this process and all that it started have used: its own alone where there is no `/proc` to look the others up in. */
export function usage(): Usage {
  const own = process.cpuUsage()
  const others = descendants(process.pid).map(usageOf)
  const sum = (of: (usage: Usage) => number): number => others.reduce((total, each) => total + of(each), 0)
  return {
    cpu: (own.user + own.system) / 1000 + sum(({ cpu }) => cpu),
    peak: process.resourceUsage().maxRSS / KB_PER_MB + sum(({ peak }) => peak),
  }
}

function descendants(pid: number): number[] {
  const children = childrenOf(pid)
  return children.concat(children.flatMap(descendants))
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    // There is no /proc here, or the process has ended meanwhile.
    return []
  }
}

function usageOf(pid: number): Usage {
  try {
    // The name of the program, in brackets, may hold blanks; behind it, user and system time are fields 12 and 13.
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/)
    const fields = rest.split(' ')
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return {
      cpu: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      peak: Number(peak ?? 0) / KB_PER_MB,
    }
  } catch {
    return { cpu: 0, peak: 0 }
  }
}
