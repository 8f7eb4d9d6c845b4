// The links of each page that lead to files and headings of this repository lead somewhere.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, normalize } from 'node:path'
import { workingFiles } from './lib/working-files.ts'

const FENCED = /^( *)(`{3,})[\s\S]*?^\1\2 *$/gm
const LINK = /\]\(([^)\s]+)\)/g

async function read(page: string): Promise<string> {
  return (await readFile(page, 'utf8')).replaceAll(FENCED, '')
}

/** The anchors that GitHub gives to a page's headings. */
function anchors(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

async function leadsNowhere(page: string, link: string): Promise<boolean> {
  if (/^[a-z]+:/.test(link)) return false
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : normalize(`${dirname(page)}/${path}`)
  if (!existsSync(target)) return true
  return anchor !== undefined && !anchors(await read(target)).includes(anchor)
}

const dead: string[] = []
const pages = await workingFiles('*.md')
for (const page of pages) {
  for (const [, link = ''] of (await read(page)).matchAll(LINK)) {
    if (await leadsNowhere(page, link)) dead.push(`${page}: ${link}`)
  }
}
if (dead.length > 0) throw new Error(`These links lead nowhere:\n${dead.join('\n')}`)
console.log(`${pages.length} pages`)
