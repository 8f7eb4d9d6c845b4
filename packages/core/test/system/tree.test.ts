import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor, type SpawnOptions } from '../../src/index.ts'
import { type LaunchedNode, memoryNodes } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'

interface BossProtocol {
  hire(count: number, options?: SpawnOptions): void
  dig(levels: number): void
  wait(): Promise<void>
  fail(): void
}

const held = gate()

const Boss = defineActor('Boss', (ctx: ActorContext<BossProtocol>) => ({
  hire(count, options = {}) {
    for (let i = 0; i < count; i++) ctx.spawn(Boss, [], options)
  },
  dig(levels) {
    if (levels > 0) ctx.spawn(Boss).tell('dig', levels - 1)
  },
  wait: () => held.promise,
  fail() {
    throw new Error('x')
  },
}))

/** Numbers that differ from run to run, or with what else there is. */
const plain = (text: string): string[] =>
  text
    .replaceAll(/\$\d+/g, '$n')
    .replace(/process \d+/, 'process n')
    .split('\n')

/** One node that can be cut off: what is to be delivered from then on waits. */
function node() {
  const launched: LaunchedNode[] = []
  const held: (() => void)[] = []
  let isCut = false
  const deliver = (task: () => void): void => {
    if (isCut) held.push(task)
    else queueMicrotask(task)
  }
  const options = {
    restart: 'temporary',
    onLaunch: (_: unknown, each: LaunchedNode) => launched.push(each),
  } as const
  return {
    provider: memoryNodes({ Boss }, { ...options, deliver }),
    cut() {
      isCut = true
    },
    kill() {
      launched[0]?.kill()
      for (const task of held) task()
    },
  }
}

describe('system.tree', () => {
  it('shows how actors stand, and what they have below them', async () => {
    await using rig = await createRig()
    const boss = rig.system.spawn(Boss, [], { name: 'boss' })
    boss.tell('fail')
    boss.tell('hire', 2)
    boss.tell('wait')
    await settled()
    boss.tell('fail')
    rig.system.spawn(Boss)
    expect(plain(await rig.system.tree())).toEqual([
      'main  process n',
      '├─ boss  Boss  running, awaits in wait, 1 waiting, 1 restart',
      '│  ├─ Boss$n  running',
      '│  └─ Boss$n  running',
      '└─ Boss$n  running',
    ])
  })

  it('shows as many children of one actor as it is told, and counts the others', async () => {
    await using rig = await createRig()
    for (let i = 0; i < 25; i++) rig.system.spawn(Boss)
    expect(plain(await rig.system.tree()).slice(20)).toEqual(['├─ Boss$n  running', '└─ … and 5 more'])
    expect(plain(await rig.system.tree({ width: 1 }))).toEqual([
      'main  process n',
      '├─ Boss$n  running',
      '└─ … and 24 more',
    ])
  })

  it('shows as many actors as it is told in all, those above first', async () => {
    await using rig = await createRig()
    for (let i = 0; i < 2; i++) rig.system.spawn(Boss).tell('hire', 2)
    await settled()
    expect(plain(await rig.system.tree({ most: 3 }))).toEqual([
      'main  process n',
      '├─ Boss$n  running',
      '│  ├─ Boss$n  running',
      '│  └─ … and 1 more',
      '└─ Boss$n  running',
      '   └─ … and 2 more',
    ])
  })

  it('looks at no more of a hundred thousand actors than it shows', async () => {
    await using rig = await createRig()
    const boss = rig.system.spawn(Boss)
    boss.tell('hire', 100_000)
    await settled()
    const start = performance.now()
    expect(plain(await rig.system.tree()).at(-1)).toBe('   └─ … and 99,980 more')
    // All of them would take a hundred times as long.
    expect(performance.now() - start).toBeLessThan(50)
  })

  it('goes down fifty levels', async () => {
    await using rig = await createRig()
    rig.system.spawn(Boss).tell('dig', 200)
    await settled()
    const lines = plain(await rig.system.tree())
    expect(lines).toHaveLength(1 + 49 + 1)
    expect(lines.at(-1)?.trim()).toBe('└─ … and 1 more')
  })

  it('has no more lines for actors of other nodes than it is told in all', async () => {
    await using rig = await createRig({ nodes: { far: memoryNodes({ Boss }, { count: 3 }) } })
    for (let i = 0; i < 3; i++) rig.system.spawn(Boss, [], { on: `far-${i}` }).tell('hire', 100)
    await settled()
    const lines = await rig.system.tree({ most: 10, width: 10 })
    expect(lines.match(/running/g)).toHaveLength(10)
  })

  it('waits as long as it is told for a node that keeps silent, and says so', async () => {
    const far = node()
    await using rig = await createRig({ nodes: { far: far.provider } })
    rig.system.spawn(Boss, [], { on: 'far', name: 'boss' })
    // The first one loads what draws it.
    await rig.system.tree()
    far.cut()
    const text = rig.system.tree({ timeout: 300 })
    await settled()
    await rig.clock.advance(300)
    expect(plain(await text)).toEqual([
      'main  process n',
      '└─ boss  Boss  on far-0  not known',
      '',
      'far-0  memory: no answer within 300 ms',
    ])
    far.kill()
  })

  it('is given all the same where a node ends before it has answered', async () => {
    const far = node()
    await using rig = await createRig({ nodes: { far: far.provider } })
    rig.system.spawn(Boss, [], { on: 'far', name: 'boss' })
    await rig.system.tree()
    far.cut()
    const text = rig.system.tree()
    await settled()
    far.kill()
    expect(plain(await text)).toEqual([
      'main  process n',
      '└─ boss  Boss  on far-0  not known',
      '',
      'far-0  memory: down',
    ])
    expect(plain(await rig.system.tree())).toEqual(['main  process n'])
  })

  it('is that of nobody when the system has ended', async () => {
    const rig = await createRig()
    await rig.system.shutdown()
    expect(plain(await rig.system.tree())).toEqual(['main  process n  stopped'])
  })

  it.each([[{ width: 0 }], [{ most: 1.5 }], [{ timeout: -1 }]])('refuses %j', async (options) => {
    await using rig = await createRig()
    await expect(rig.system.tree(options)).rejects.toMatchObject({ code: 'invalid-option' })
  })

  it('refuses what holds no options', async () => {
    await using rig = await createRig()
    await expect(Reflect.apply(rig.system.tree, rig.system, [null])).rejects.toMatchObject({
      code: 'invalid-option',
    })
  })
})
