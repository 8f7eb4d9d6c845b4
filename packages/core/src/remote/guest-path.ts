/** Where guests of a parent on node `from` are found on node `here`. */
export function guestPath(here: string, from: string, parentPath: string): string {
  return `troupe://${here}/~${from}${parentPath}`
}

/** A path without its node. */
export function localPart(path: string): string {
  const node = path.slice('troupe://'.length)
  const slash = node.indexOf('/')
  return slash < 0 ? '' : node.slice(slash)
}
