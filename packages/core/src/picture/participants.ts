import { namesIn, nodeIn, plainName } from './local-path.ts'
import type { Participant } from './sequence-diagram.ts'

/** Who takes part in a run, as people are shown them. */
export interface Cast {
  readonly participants: readonly Participant[]
  /** Whom a path stands for in the diagram. */
  of(path: string): string
}

interface Member {
  readonly path: string
  readonly node: string
  /** Its name, or that of its definition. */
  readonly name: string
  readonly isNamed: boolean
  /** The names of those above it. */
  readonly above: string
}

/** What code outside of actors is called. */
export const PROGRAM = ''

/**
 * Names the actors at these paths. One without a name is called by its definition, and numbered where there are several. Where
 * there are more than `most` in all, those of one definition on one node become one, the largest crowd first.
 */
export function castOf(paths: readonly string[], most: number): Cast {
  const members = [...new Set(paths)].map(memberOf)
  const crowds = crowdsOf(members, most)
  const nameOf = namesOf(members)
  const hasNodes = new Set(members.map(({ node }) => node)).size > 1
  const participants = new Map<string, Participant>()
  const ids = new Map<string, string>()
  for (const member of members) {
    const crowd = crowds.get(crowdKey(member))
    const id = crowd === undefined ? member.path : crowdKey(member)
    const name = crowd === undefined ? nameOf(member) : `${member.name} × ${crowd.toLocaleString('en')}`
    ids.set(member.path, id)
    participants.set(id, { id, name, ...(hasNodes && { box: member.node }) })
  }
  return { participants: [...participants.values()], of: (path) => ids.get(path) ?? path }
}

function memberOf(path: string): Member {
  if (path === PROGRAM) return { path, node: 'main', name: 'program', isNamed: true, above: '' }
  const node = nodeIn(path)
  const names = namesIn(path)
  const last = names.at(-1) ?? `code on ${node}`
  const above = names.slice(0, -1).map(plainName).join('/')
  return { path, node, name: plainName(last), isNamed: !last.includes('$'), above }
}

/** How many there are of each kind that is shown as one. */
function crowdsOf(members: readonly Member[], most: number): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const member of members) {
    if (!member.isNamed) sizes.set(crowdKey(member), 1 + (sizes.get(crowdKey(member)) ?? 0))
  }
  const crowds = new Map<string, number>()
  let count = members.length
  for (const [key, size] of [...sizes].sort(([, one], [, other]) => other - one)) {
    if (count <= most || size === 1) break
    crowds.set(key, size)
    count -= size - 1
  }
  return crowds
}

function crowdKey({ node, name, isNamed, path }: Member): string {
  return isNamed ? path : `${node} ${name}`
}

function namesOf(members: readonly Member[]): (member: Member) => string {
  const unnamed = new Map<string, string[]>()
  const holders = new Map<string, Set<string>>()
  for (const { path, name, isNamed, above } of members) {
    if (!isNamed) unnamed.set(name, [...(unnamed.get(name) ?? []), path])
    holders.set(name, (holders.get(name) ?? new Set()).add(isNamed ? `${above}/${name}` : name))
  }
  return ({ path, name, isNamed, above }) => {
    const all = unnamed.get(name) ?? []
    if (!isNamed) return all.length > 1 || isShared(holders, name) ? `${name} ${all.indexOf(path) + 1}` : name
    return isShared(holders, name) && above !== '' ? `${above}/${name}` : name
  }
}

/** Whether several that are not alike have one name. */
function isShared(holders: ReadonlyMap<string, ReadonlySet<string>>, name: string): boolean {
  return (holders.get(name)?.size ?? 0) > 1
}
