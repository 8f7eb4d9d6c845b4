const WIDTH = 30
const CLEAR_LINE = '\r\u001b[2K'

/** What a progress bar needs of the terminal that it is drawn on: `process.stderr`, say. */
export interface Screen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** A line that shows how far long work has come. Where nobody looks, in a file or a pipe, it draws nothing. */
export class ProgressBar {
  private readonly screen: Screen
  private readonly isColoured: boolean

  /** @param environment `NO_COLOR` in it is honoured */
  constructor(screen: Screen = process.stderr, environment: NodeJS.ProcessEnv = process.env) {
    this.screen = screen
    this.isColoured = !environment.NO_COLOR
  }

  /** Draws the bar anew. */
  show(label: string, done: number, total: number): void {
    if (!this.screen.isTTY) return
    const filled = Math.round((WIDTH * done) / total)
    const full = '█'.repeat(filled)
    const bar = this.isColoured ? `\u001b[36m${full}\u001b[0m` : full
    this.screen.write(`${CLEAR_LINE}${label.padEnd(16)} ${bar}${'░'.repeat(WIDTH - filled)} ${done}/${total}`)
  }

  /** Takes the bar away, before anything else is printed. */
  clear(): void {
    if (this.screen.isTTY) this.screen.write(CLEAR_LINE)
  }
}
