import { expect, it } from 'vitest'
import type { ActorView, NodeView, Standing } from '../../src/picture/actor-view.ts'
import { treeText } from '../../src/picture/tree-text.ts'

const calm: Standing = {
  state: 'running',
  awaiting: undefined,
  waiting: 0,
  stashed: 0,
  restarts: 0,
  watchers: 0,
}

function actor(name: string, more: Partial<ActorView> = {}): ActorView {
  const { children = [] } = more
  const definition = name.split('$', 1)[0] ?? name
  return {
    uid: 1,
    name,
    definition,
    node: 'main',
    standing: calm,
    childCount: children.length,
    ...more,
    children,
  }
}

function textOf(children: readonly ActorView[], others: readonly NodeView[] = [], hidden = 0): string[] {
  const main: NodeView = { name: 'main', kind: 'process 7', silence: undefined }
  const root = actor('main', { children, childCount: children.length + hidden })
  return treeText({ nodes: [main, ...others], root }).split('\n')
}

it('has a line for each actor, below its parent', () => {
  const children = [
    actor('desk', {
      definition: 'Desk',
      children: [actor('Clerk$1', { children: [actor('Pen$3')] }), actor('Clerk$2')],
    }),
    actor('till', { definition: 'Till' }),
  ]
  expect(textOf(children)).toEqual([
    'main  process 7',
    '├─ desk  Desk  running',
    '│  ├─ Clerk$1  running',
    '│  │  └─ Pen$3  running',
    '│  └─ Clerk$2  running',
    '└─ till  Till  running',
  ])
})

it.each([
  [{}, 'running'],
  [{ awaiting: 'deposit' }, 'running, awaits in deposit'],
  [{ state: 'suspended', waiting: 12_345 }, 'suspended, 12,345 waiting'],
  [{ stashed: 2, restarts: 1, watchers: 1 }, 'running, 2 stashed, 1 restart, 1 watcher'],
  [{ restarts: 2, watchers: 3 }, 'running, 2 restarts, 3 watchers'],
])('says how an actor stands: %j', (standing, words) => {
  expect(textOf([actor('A$1', { standing: { ...calm, ...standing } })])[1]).toBe(`└─ A$1  ${words}`)
})

it('names the node where it is another than that of the parent', () => {
  const child = actor('B$2', { node: 'cpu-0', children: [actor('C$3', { node: 'cpu-0' }), actor('D$4')] })
  expect(textOf([actor('A$1', { children: [child] })]).slice(1)).toEqual([
    '└─ A$1  running',
    '   └─ B$2  on cpu-0  running',
    '      ├─ C$3  running',
    '      └─ D$4  on main  running',
  ])
})

it('counts the children that are left out', () => {
  expect(textOf([actor('A$1')], [], 9_990).slice(1)).toEqual(['├─ A$1  running', '└─ … and 9,990 more'])
})

it('lists the other nodes, and says which of them keeps silent', () => {
  const others = [
    { name: 'cpu-0', kind: 'thread, process 7, thread 1', silence: undefined },
    { name: 'cpu-1', kind: 'thread', silence: 'no answer within 1,000 ms' },
  ]
  const lost = actor('A$1', { node: 'cpu-1', standing: undefined })
  expect(textOf([lost], others)).toEqual([
    'main  process 7',
    '└─ A$1  on cpu-1  not known',
    '',
    'cpu-0  thread, process 7, thread 1',
    'cpu-1  thread: no answer within 1,000 ms',
  ])
})

it('keeps a hostile name on its line, and in part', () => {
  const name = `a\n└─ b\u001b[31m\u2028${'x'.repeat(100)}`
  const [, line = '', ...rest] = textOf([actor(name, { definition: 'A' })])
  expect(rest).toEqual([])
  expect(line).toMatch(/^└─ a\?└─ b\?\[31m\?x+… {2}A {2}running$/)
})
