import { createInterface } from 'node:readline/promises'
import type { Example } from './example.ts'

/** The examples as a person is shown them. */
export function listExamples(examples: readonly Example[]): string {
  const line = ({ name, summary }: Example, index: number): string =>
    `${String(index + 1).padStart(3)}  ${name.padEnd(14)} ${summary}`
  return examples.map(line).join('\n')
}

/** The example that a person means by its number or its name. */
export function exampleFor(examples: readonly Example[], answer: string): Example | undefined {
  const meant = answer.trim()
  return examples.find(({ name }, index) => name === meant || String(index + 1) === meant)
}

/** Shows the examples and has whoever sits at the terminal choose one; `undefined` if it is none of them. */
export async function chooseExample(examples: readonly Example[]): Promise<Example | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question(`${listExamples(examples)}\n\nWhich one, by number or name? `)
    return exampleFor(examples, answer)
  } finally {
    terminal.close()
  }
}
