/** The paths of those to whom something has happened in one step; the empty one is the program outside. */
export class Touched {
  paths: string[] = []

  /** A step begins, at `paths`. */
  begin(paths: string[]): void {
    this.paths = paths
  }

  readonly add = (path: string): void => {
    if (!this.paths.includes(path)) this.paths.push(path)
  }

  readonly addAll = (paths: readonly string[]): void => {
    for (const path of paths) this.add(path)
  }
}
