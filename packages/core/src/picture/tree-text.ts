import type { ActorView, Standing, SystemView } from './actor-view.ts'

const LONGEST_NAME = 60

/** A system as text: its nodes, and below them the tree of its actors. */
export function treeText({ nodes, root }: SystemView): string {
  const [main, ...others] = nodes.map(
    ({ name, kind, silence }) => `${[name, kind].filter(Boolean).join('  ')}${silence ? `: ${silence}` : ''}`,
  )
  const ended = root.standing?.state === 'stopped' ? '  stopped' : ''
  return [`${main}${ended}`, ...branches(root, ''), ...(others.length > 0 ? ['', ...others] : [])].join('\n')
}

function branches({ children, childCount, node }: ActorView, margin: string): string[] {
  const hidden = childCount - children.length
  const lines = children.flatMap((child, index) => {
    const isLast = hidden === 0 && index === children.length - 1
    const head = `${margin}${isLast ? '└─' : '├─'} ${line(child, node)}`
    return [head, ...branches(child, `${margin}${isLast ? '   ' : '│  '}`)]
  })
  if (hidden > 0) lines.push(`${margin}└─ … and ${hidden.toLocaleString('en')} more`)
  return lines
}

function line({ name, definition, node, standing }: ActorView, parentNode: string): string {
  const isNamed = !name.startsWith(`${definition}$`)
  const words = [short(name), isNamed ? short(definition) : '', node === parentNode ? '' : `on ${node}`]
  return [...words.filter(Boolean), standing === undefined ? 'not known' : inShort(standing)].join('  ')
}

function inShort({ state, awaiting, waiting, stashed, restarts, watchers }: Standing): string {
  return [
    awaiting === undefined ? state : `${state}, awaits in ${short(awaiting)}`,
    waiting > 0 ? `${waiting.toLocaleString('en')} waiting` : '',
    stashed > 0 ? `${stashed.toLocaleString('en')} stashed` : '',
    restarts > 0 ? counted(restarts, 'restart') : '',
    watchers > 0 ? counted(watchers, 'watcher') : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** A name may hold anything; here it is to stay on its line. */
function short(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')
  return plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME)}…` : plain
}
