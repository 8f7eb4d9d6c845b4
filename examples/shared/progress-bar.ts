const WIDTH = 30
const CLEAR_LINE = '\r\u001b[2K'

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

/** A line that shows how far long work has come. Where nobody looks, in a file or a pipe, it draws nothing. */
export class ProgressBar {
  private readonly screen: Screen
  private readonly hasColour: boolean

  /** @param environment `NO_COLOR` in it is honoured */
  constructor(screen: Screen = process.stderr, environment: NodeJS.ProcessEnv = process.env) {
    this.screen = screen
    this.hasColour = isColoured(environment)
  }

  /** Draws the bar anew. */
  show(label: string, done: number, total: number): void {
    if (!this.screen.isTTY) return
    this.screen.write(`${CLEAR_LINE}${drawBar(label, done, total, this.hasColour)}`)
  }

  /** Takes the bar away, before anything else is printed. */
  clear(): void {
    if (this.screen.isTTY) this.screen.write(CLEAR_LINE)
  }
}
