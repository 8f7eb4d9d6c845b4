import { writeFile } from 'node:fs/promises'
import type { ActorSystem } from '@troupe/core'

/** Wide pictures are hard to read. */
const WIDTH = 10
const LINES = 120

/** A recording that goes into a file. */
export interface Recording {
  end(): Promise<void>
}

/** The diagrams of one run of an example: one for each system that it starts, in the order in which those end. */
export class TraceFile {
  private readonly diagrams: string[] = []

  /** Records what happens in a system from now on. */
  async record(system: ActorSystem): Promise<Recording> {
    const trace = await system.record()
    return {
      end: async () => {
        await trace.stop()
        this.diagrams.push(trace.toMermaid({ lines: LINES, participants: WIDTH }))
      },
    }
  }

  /** The diagrams as a page. */
  page(title: string): string {
    const parts = this.diagrams.map((diagram) => `\`\`\`mermaid\n${diagram}\n\`\`\``)
    return `# ${title}\n\n${parts.join('\n\n')}\n`
  }

  async write(file: string, title: string): Promise<void> {
    await writeFile(file, this.page(title))
  }
}
