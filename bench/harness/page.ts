const BLOCK = /(<!-- results: ([\w-]+) -->\n)[\s\S]*?(<!-- end of results -->)/g

/**
 * Fills the blocks of a page that results belong in: what stands between `<!-- results: name -->` and
 * `<!-- end of results -->` is replaced by what is rendered for that name, and all else is kept.
 *
 * @throws Error for a name that nothing is rendered for
 */
export function fillPage(page: string, rendered: Readonly<Record<string, string>>): string {
  return page.replaceAll(BLOCK, (_block, start: string, name: string, end: string) => {
    const content = rendered[name]
    if (content === undefined) throw new Error(`There are no results ${name}.`)
    return `${start}\n${content.trim()}\n\n${end}`
  })
}
