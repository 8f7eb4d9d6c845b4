/** A fenced block of a Markdown page. */
export interface CodeBlock {
  /** What the fence says: `ts run`. */
  readonly info: string
  /** The line of the page on which the code starts, from 0. */
  readonly line: number
  readonly code: string
}

/** Whether it is a file of tests. */
export const isTest = ({ code }: CodeBlock): boolean => /^import .*'vitest'$/m.test(code)

/** The fenced blocks of a page, in order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  const fence = /^( *)(`{3,})([^\n`]*)\n([\s\S]*?)^\1\2 *$/gm
  for (const { index, 1: indent = '', 3: info = '', 4: code = '' } of markdown.matchAll(fence)) {
    const line = markdown.slice(0, index).split('\n').length
    blocks.push({ info: info.trim(), line, code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), '') })
  }
  return blocks
}
