import { drawBar, isColoured, type Screen } from './progress-bar.ts'

const UP = '\u001b[1A'
const CLEAR_LINE = '\r\u001b[2K'

/** A progress bar for each of several jobs that go on at once, below each other. Draws nothing where nobody looks. */
export class ProgressBars {
  private readonly screen: Screen
  private readonly hasColour: boolean
  private readonly lines = new Map<string, string>()
  private drawn = 0

  /** @param environment `NO_COLOR` in it is honoured */
  constructor(screen: Screen = process.stderr, environment: NodeJS.ProcessEnv = process.env) {
    this.screen = screen
    this.hasColour = isColoured(environment)
  }

  /** Draws all of them anew, that of `label` as far as it has come now. */
  show(label: string, done: number, total: number): void {
    if (!this.screen.isTTY) return
    this.lines.set(label, drawBar(label, done, total, this.hasColour))
    this.erase()
    for (const line of this.lines.values()) this.screen.write(`${line}\n`)
    this.drawn = this.lines.size
  }

  /** Takes the bars away, before anything else is printed. */
  clear(): void {
    if (!this.screen.isTTY) return
    this.erase()
    this.lines.clear()
  }

  private erase(): void {
    this.screen.write(`${UP}${CLEAR_LINE}`.repeat(this.drawn))
    this.drawn = 0
  }
}
