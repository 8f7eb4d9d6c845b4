import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeBlocks, isTest } from './code-block.ts'

/** Writes the tests that a page shows, and the files that they import, as a reader does who follows it. */
export async function writePageTests(page: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const block of codeBlocks(await readFile(page, 'utf8'))) {
    const [language, ...words] = block.info.split(/\s+/)
    const named = words.find((word) => word.startsWith('file='))?.slice('file='.length)
    const name = named ?? (isTest(block) ? `line-${block.line}.test.ts` : undefined)
    if (language === 'ts' && name !== undefined && !words.includes('fails'))
      await writeFile(join(folder, name), block.code)
  }
}
