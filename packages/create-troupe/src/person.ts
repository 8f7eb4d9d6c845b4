import { createInterface } from 'node:readline/promises'
import { Refusal } from './refusal.ts'

/** Whoever can be asked. */
export interface Person {
  /** Asks once, and returns the answer; `unless` where it is empty. */
  ask(question: string, unless: string): Promise<string>
}

/** Whoever sits at a terminal. */
export function personAt(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Person {
  return {
    async ask(question, unless) {
      const terminal = createInterface({ input, output })
      const gone = new AbortController()
      // Ctrl-C and Ctrl-D close it; the question alone would wait for ever.
      terminal.once('close', () => gone.abort())
      try {
        const answer = await terminal.question(`${question} (${unless}) `, { signal: gone.signal })
        return answer.trim() || unless
      } catch (error) {
        if (!gone.signal.aborted) throw error
        output.write('\n')
        throw new Refusal('Nothing was made.')
      } finally {
        terminal.close()
      }
    },
  }
}
