const WIDTH = 30

/** What a progress bar needs of the terminal that it is drawn on: `process.stderr`, say. */
export interface Screen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Whether what is printed may be coloured, as far as the environment says. */
export function isColoured(environment: NodeJS.ProcessEnv): boolean {
  return !environment.NO_COLOR
}

/** A bar as text. */
export function drawBar(label: string, done: number, total: number, hasColour: boolean): string {
  const filled = Math.round((WIDTH * done) / total)
  const full = '█'.repeat(filled)
  const bar = hasColour ? `\u001b[36m${full}\u001b[0m` : full
  return `${label.padEnd(16)} ${bar}${'░'.repeat(WIDTH - filled)} ${done}/${total}`
}
