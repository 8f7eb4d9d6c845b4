import { isColoured } from './progress-bar.ts'

const WIDTH = 40

/** One line of a chart: how long something took. */
export interface Row {
  readonly label: string
  readonly ms: number
}

/** Where a chart is printed, and what the environment says of colours. */
export interface Paper {
  readonly isTTY?: boolean
  readonly environment: NodeJS.ProcessEnv
}

/** A table of times, with a bar for each where it is read in a terminal. The longest of `scale` has the longest bar. */
export function drawChart(
  rows: readonly Row[],
  scale: readonly Row[] = rows,
  paper: Paper = { isTTY: process.stdout.isTTY, environment: process.env },
): string {
  const longest = Math.max(...scale.map(({ ms }) => ms))
  const line = ({ label, ms }: Row): string => {
    const figures = `${label.padEnd(18)} ${String(ms).padStart(6)} ms`
    return paper.isTTY ? `${figures}  ${barOf(ms / longest, paper.environment)}` : figures
  }
  return rows.map(line).join('\n')
}

function barOf(part: number, environment: NodeJS.ProcessEnv): string {
  const bar = '█'.repeat(Math.max(1, Math.round(WIDTH * part)))
  return isColoured(environment) ? `\u001b[36m${bar}\u001b[0m` : bar
}
