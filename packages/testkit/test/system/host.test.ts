import { type ActorContext, defineActor } from '@troupe/core'
import { expect, test, vi } from 'vitest'
import { createTestSystem, explore } from '../../src/index.ts'

interface DrawerProtocol {
  draw(): readonly unknown[]
}

/** Draws from every source of chance and time that a program has. */
const Drawer = defineActor('Drawer', (ctx: ActorContext<DrawerProtocol>) => ({
  draw: () => [
    ctx.random.next(),
    Math.random(),
    crypto.randomUUID(),
    [...crypto.getRandomValues(new Uint8Array(4))],
    Date.now(),
    new Date().toISOString(),
    performance.now(),
  ],
}))

async function draws(seed: number, others: number): Promise<string> {
  await using sys = createTestSystem({ seed })
  for (let i = 0; i < others; i++) void sys.spawn(Drawer, [], { name: `other-${i}` }).ask('draw')
  await sys.clock.advance(1500)
  const drawn: unknown[] = []
  for (const name of ['ann', 'bob']) {
    const drawer = sys.spawn(Drawer, [], { name })
    for (let i = 0; i < 2; i++) drawn.push(await drawer.ask('draw'))
  }
  return JSON.stringify(drawn)
}

test('an actor draws chance from a stream of its own, whichever source it uses', async () => {
  expect(await draws(7, 0)).toBe(await draws(7, 0))
  expect(await draws(7, 0)).not.toBe(await draws(8, 0))
  const [ann, , bob] = JSON.parse(await draws(7, 0))
  expect(ann.slice(0, 4)).not.toEqual(bob.slice(0, 4))
  expect(ann[2]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(ann.slice(4)).toEqual([1500, '1970-01-01T00:00:01.500Z', 1500])
})

test('one more actor changes nothing of what the others draw', async () => {
  expect(await draws(7, 3)).toBe(await draws(7, 0))
})

test('streams of neighbouring names and seeds have nothing in common', async () => {
  const firsts = new Set<number>()
  for (let seed = 0; seed < 20; seed++) {
    await using sys = createTestSystem({ seed })
    const drawers = Array.from({ length: 20 }, (_, i) => sys.spawn(Drawer, [], { name: `d-${i}` }))
    const drawn = await Promise.all(drawers.map((drawer) => drawer.ask('draw')))
    for (const [own, real] of drawn) firsts.add(Number(own)).add(Number(real))
  }
  expect(firsts.size).toBe(800)
  const mean = [...firsts].reduce((sum, value) => sum + value, 0) / 800
  expect(mean).toBeGreaterThan(0.45)
  expect(mean).toBeLessThan(0.55)
})

test('the time of day begins where the test says', async () => {
  await using sys = createTestSystem({ startsAt: new Date('2024-02-29T12:00:00Z') })
  const drawer = sys.spawn(Drawer)
  await sys.clock.advance(1000)
  expect((await drawer.ask('draw'))[5]).toBe('2024-02-29T12:00:01.000Z')
})

test('outside the actors the host is what it was, and dates are dates', async () => {
  const before = Date.now()
  await using sys = createTestSystem()
  await sys.expectAnswer(sys.spawn(Drawer).ask('draw'), expect.any(Array))
  expect(Date.now()).toBeGreaterThanOrEqual(before)
  expect(new Date()).toBeInstanceOf(Date)
  expect(new Date(2020, 1, 1).getFullYear()).toBe(2020)
  expect(Date()).toContain(String(new Date().getFullYear()))
  expect(Date.UTC(1970, 0, 1)).toBe(0)
  expect(Math.random()).not.toBe(Math.random())
  await new Promise((resolve) => setTimeout(resolve, 1))
})

interface SleeperProtocol {
  sleep(milliseconds: number): string
  tick(): void
}

const Sleeper = defineActor('Sleeper', (ctx: ActorContext<SleeperProtocol>) => {
  let ticks = 0
  return {
    sleep: async (milliseconds) => {
      const start = Date.now()
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      const { self } = ctx
      const interval = setInterval(() => {
        self.tell('tick')
        if (Date.now() - start >= milliseconds + 30) clearInterval(interval)
      }, 10)
      await new Promise((resolve) => setImmediate(resolve))
      const late = setTimeout(() => self.tell('tick'), 20)
      clearTimeout(late)
      return `slept ${Date.now() - start}`
    },
    tick: () => void ticks++,
    [Symbol.for('troupe.state')]: () => ticks,
  }
})

test('a timer of the host passes in virtual time where an actor has set it', async () => {
  await using sys = createTestSystem()
  const sleeper = sys.spawn(Sleeper, [], { name: 's' })
  const slept = sleeper.ask('sleep', 3600)
  await sys.clock.advance(3599)
  expect(sys.openAsks).toHaveLength(1)
  await sys.clock.advance(2)
  await sys.expectAnswer(slept, 'slept 3601')
  await sys.clock.advance(1000)
  expect(sys.stateOf('s')).toBe(3)
})

test('an actor that throws in a timer of the host fails the test', async () => {
  const Careless = defineActor('Careless', (_ctx: ActorContext<{ go(): void }>) => ({
    go: () => {
      setTimeout(() => {
        throw new Error('nobody catches this')
      }, 5)
    },
  }))
  await using sys = createTestSystem()
  sys.spawn(Careless).tell('go')
  await sys.settled()
  await expect(sys.clock.advance(5)).rejects.toThrow('nobody catches this')
})

test('an actor that draws chance from the host is explored like any other', async () => {
  const Gambler = defineActor('Gambler', (ctx: ActorContext<{ bet(): void; win(): void }>) => ({
    bet: () => void (Math.random() < 0.5 && Date.now() === 0 && ctx.self.tell('win')),
    win() {},
  }))
  const report = await explore(
    (system) => {
      for (const name of ['a', 'b', 'c']) system.spawn(Gambler, [], { name }).tell('bet')
    },
    { strategy: 'random', runs: 200 },
  )
  expect(report.runs).toBe(200)
})

test('fake timers of the test runner may come and go', async () => {
  vi.useFakeTimers()
  await using first = createTestSystem()
  await first.expectAnswer(first.spawn(Drawer).ask('draw'), expect.any(Array))
  vi.useRealTimers()
  await using sys = createTestSystem({ startsAt: new Date(1e12) })
  const [, , , , now] = await sys.spawn(Drawer).ask('draw')
  expect(now).toBe(1e12)
  expect(Date.now()).toBeGreaterThan(1.7e12)
})
