import { describe, expect, test } from 'vitest'
import { Counted, Echo, Saboteur, Tally } from './actors.ts'
import { clock, environment } from './environment.ts'
import { errorOf } from './rejection.ts'
import { openStage } from './stage.ts'
import type { NodeEnd, Transport } from './transport.ts'

const UNDER_WAY = 10_000

/** What happens to nodes that end or hang against their will. */
export function nodeRestarts(transport: Transport): void {
  describe.each(transport.ends)(`of ${transport.name}, one that $name`, (end) => {
    comesBack(transport, end)
    countsAddUp(transport, end)
  })

  const [end] = transport.ends
  if (end !== undefined) staysDown(transport, end)
  describe.each(transport.hangs)(`of ${transport.name}, one that $name`, (hang) => isFound(transport, hang))

  test.skipIf(!transport.isApart)(
    `${transport.name} are not ended by a parent that is busy itself`,
    async () => {
      await using stage = await openStage({ one: transport.nodes(1, { heartbeat: 500 }) })
      const echo = stage.system.spawn(Echo, [], { on: 'one-0' })
      await echo.ask('ping')
      for (let i = 0; i < 20; i++) {
        clock.spend(1500)
        await echo.ask('ping')
      }
      expect(stage.nodesDown).toEqual([])
    },
  )
}

function comesBack(transport: Transport, end: NodeEnd): void {
  test('comes back under its name, and is another node: refs to the old one stay dead [NOD-1, NOD-2]', async () => {
    await using stage = await openStage({ one: transport.nodes(1) })
    const { system } = stage
    const old = system.spawn(Echo, [], { on: 'one-0', name: 'echo' })
    const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
    await Promise.all([old.ask('ping'), saboteur.ask('ping')])
    const up = stage.nodeUp('one-0')
    await end.end({ node: 'one-0', saboteur })
    await up

    const fresh = system.spawn(Echo, [], { on: 'one-0', name: 'echo' })
    expect(await fresh.ask('echo', 1)).toBe(1)
    expect(fresh.path).toBe(old.path)
    expect(fresh.equals(old)).toBe(false)
    const letter = stage.nextDeadLetter('unreachable')
    expect(old.tell('echo', 2)).toBe(true)
    expect(await letter).toMatchObject({ name: 'echo', payload: 2 })
    expect(await errorOf(old.ask('echo', 3))).toMatchObject({ code: 'node-down' })
    expect(await errorOf(fresh.ask('askFor', old, 4))).toMatchObject({ code: 'actor-failed' })
    expect(await system.terminated(old)).toMatchObject({ reason: 'node-down' })
    expect(stage.nodesDown).toHaveLength(1)
  })
}

function countsAddUp(transport: Transport, end: NodeEnd): void {
  test(`of ${UNDER_WAY} messages that are on their way each is handled, dead, or never acknowledged [DEL-1, case 26]`, async () => {
    await using stage = await openStage({ one: transport.nodes(1, { restart: 'temporary' }) })
    const { system } = stage
    const tally = system.spawn(Tally)
    const counted = system.spawn(Counted, [tally], { on: 'one-0' })
    const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
    await Promise.all([counted.ask('ping'), saboteur.ask('ping')])
    for (let i = 0; i < UNDER_WAY / 2; i++) counted.tell('count')
    await end.end({ node: 'one-0', saboteur })
    for (let i = 0; i < UNDER_WAY / 2; i++) counted.tell('count')
    const { unacknowledged } = await stage.nodeDown('one-0')
    for (let i = 0; i < 10; i++) counted.tell('count')

    // The saboteur's own messages are among those that were not acknowledged.
    const handled = await tally.ask('total')
    const dead = stage.deadLetters.filter(({ name }) => name === 'count').length
    expect(dead).toBeGreaterThanOrEqual(10)
    expect(handled).toBeLessThanOrEqual(UNDER_WAY + 10 - dead)
    expect(handled + dead + unacknowledged).toBeGreaterThanOrEqual(UNDER_WAY + 10)
  })
}

function staysDown(transport: Transport, end: NodeEnd): void {
  test(`${transport.name}: one that ends more often than its budget allows stays down, and that is logged [NOD-1]`, async () => {
    const lines: string[] = []
    let onLine = (_text: string): void => {}
    const logger = {
      write(_level: string, text: string) {
        lines.push(text)
        onLine(text)
      },
    }
    const nodes = transport.nodes(1, { budget: { max: 1, within: 60_000 } })
    await using stage = await openStage({ one: nodes }, { environment: { ...environment, logger } })
    const { system } = stage
    const givenUp = new Promise<void>((resolve) => {
      onLine = (text) => {
        if (text.includes('more often than its budget allows')) resolve()
      }
    })
    for (const isLast of [false, true]) {
      const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
      await saboteur.ask('ping')
      const up = stage.nodeUp('one-0')
      await end.end({ node: 'one-0', saboteur })
      await (isLast ? givenUp : up)
    }
    expect(stage.nodesDown).toHaveLength(2)
    const late = system.spawn(Echo, [], { on: 'one-0' })
    expect(await errorOf(late.ask('echo', 1))).toMatchObject({ cause: { code: 'node-down' } })
  })
}

function isFound(transport: Transport, hang: NodeEnd): void {
  test('is found by its heartbeat and ended; its asks are rejected, and it comes back [NOD-1, NOD-4]', async () => {
    await using stage = await openStage({ one: transport.nodes(1, { heartbeat: 1000 }) })
    const { system } = stage
    const saboteur = system.spawn(Saboteur, [], { on: 'one-0' })
    const echo = system.spawn(Echo, [], { on: 'one-0' })
    await Promise.all([saboteur.ask('ping'), echo.ask('ping')])
    const up = stage.nodeUp('one-0')
    await hang.end({ node: 'one-0', saboteur })
    const asked = errorOf(echo.with({ timeout: Infinity }).ask('echo', 1))
    // What it had said before counts as a sign; then it misses five beats.
    for (let beats = 0; beats < 6; beats++) await stage.leap(200)
    const down = await stage.nodeDown('one-0')
    expect(String(down.error?.message)).toMatch(/no sign of life for 1000 ms/)
    expect(await asked).toMatchObject({ code: 'node-down' })
    await up
    expect(await system.spawn(Echo, [], { on: 'one-0' }).ask('echo', 2)).toBe(2)
  })
}
