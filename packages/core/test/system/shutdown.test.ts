import { execFile } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type ActorContext, createSystem, defineActor, SystemStoppedError } from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { noteTaker } from '../rig/note-taker.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'

const Hangs = defineActor('Hangs', (_ctx: ActorContext<{ hang(): Promise<void> }>) => ({
  hang: () => new Promise(() => {}),
}))

describe('shutdown [SHU-1]', () => {
  it('stops every actor, children before parents, and discards what waits', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const Parent = defineActor('Parent', (ctx: ActorContext<{ x(): void }>) => {
      ctx.spawn(noteTaker(seen))
      ctx.on('stopped', () => void seen.push('parent stopped'))
      return { x: () => {} }
    })
    rig.system.spawn(Parent)
    const held = gate()
    const Holds = defineActor('Holds', (_ctx: ActorContext<{ hold(): Promise<void> }>) => ({
      async hold() {
        await held.promise
        seen.push('held')
      },
    }))
    const holds = rig.system.spawn(Holds)
    for (let i = 0; i < 3; i++) holds.tell('hold')
    await settled()
    const ended = rig.system.shutdown()
    await settled()
    held.open()
    await ended
    expect(seen).toEqual(['setup', 'stopped', 'parent stopped', 'held'])
    expect(rig.system.deadLetters.terminated).toBe(2)
    expect(rig.clock.pending).toBe(0)
  })

  it('handles what waits first where it is to drain', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const refs = [rig.system.spawn(noteTaker(seen)), rig.system.spawn(noteTaker(seen))]
    for (const ref of refs) for (const text of ['1', '2']) ref.tell('note', text)
    await rig.system.shutdown({ drain: true })
    expect(seen.filter((each) => /\d/.test(each))).toEqual(['1', '2', '1', '2'])
    expect(rig.deadLetters).toEqual([])
  })

  it('kills by its deadline what has not ended, draining or not', async () => {
    for (const drain of [true, false]) {
      await using rig = await createRig()
      const ref = rig.system.spawn(Hangs)
      const ended = rig.system.terminated(ref)
      const asked = ref.with({ timeout: Number.POSITIVE_INFINITY }).ask('hang')
      const outcome = asked.catch((error: { code: string }) => error.code)
      await settled()
      let over = false
      const shutdown = rig.system.shutdown({ deadline: 300, drain }).then(() => (over = true))
      await rig.clock.advance(299)
      expect(over).toBe(false)
      await rig.clock.advance(1)
      expect(over).toBe(true)
      await shutdown
      expect((await ended).reason).toBe('killed')
      expect(await outcome).toBe('actor-terminated')
      expect(rig.clock.pending).toBe(0)
    }
  })

  it('rejects the asks under way, with a reason', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(Hangs)
    const held = gate()
    const Asks = defineActor('Asks', (_ctx: ActorContext<{ go(): Promise<string> }>) => ({
      async go() {
        void held.promise
        return ref.ask('hang').then(
          () => 'answered',
          (error: { code: string }) => error.code,
        )
      },
    }))
    const codes = [rig.system.spawn(Asks).ask('go'), ref.ask('hang')].map((each) =>
      each.catch((error: { code: string }) => error.code),
    )
    await settled()
    const ended = rig.system.shutdown({ deadline: 10 })
    await rig.clock.advance(10)
    await ended
    expect(await Promise.all(codes)).toEqual(['actor-terminated', 'actor-terminated'])
  })

  it('may be called again: all calls resolve when it is done, and then at once', async () => {
    await using rig = await createRig()
    rig.system.spawn(Hangs).tell('hang')
    await settled()
    const over: number[] = []
    const calls = [1, 2, 3].map((n) => rig.system.shutdown({ deadline: n * 10 }).then(() => over.push(n)))
    await rig.clock.advance(9)
    expect(over).toEqual([])
    await rig.clock.advance(1)
    await Promise.all(calls)
    expect(over).toEqual([1, 2, 3])
    await rig.system.shutdown()
  })

  it('lets nothing be spawned afterwards, nor while it goes on', async () => {
    await using rig = await createRig()
    const codes: string[] = []
    const held = gate()
    const Spawns = defineActor('Spawns', (ctx: ActorContext<{ go(): Promise<void> }>) => ({
      async go() {
        await held.promise
        codes.push(refusedWith(() => ctx.spawn(noteTaker([]))))
      },
    }))
    rig.system.spawn(Spawns).tell('go')
    await settled()
    const ended = rig.system.shutdown()
    await settled()
    expect(() => rig.system.spawn(noteTaker([]))).toThrow(SystemStoppedError)
    held.open()
    await ended
    expect(() => rig.system.spawn(noteTaker([]))).toThrow(expect.objectContaining({ code: 'system-stopped' }))
    expect(codes).toEqual(['system-stopped'])
  })

  it('leaves refs that answer: tells are dead letters, asks are rejected, watches end at once', async () => {
    await using rig = await createRig()
    const ref = rig.system.spawn(noteTaker([]))
    await rig.system.shutdown()
    expect(ref.tell('note', 'x')).toBe(true)
    await expect(ref.ask('note', 'x')).rejects.toMatchObject({ code: 'actor-terminated' })
    expect((await rig.system.terminated(ref)).reason).toBe('no-such-actor')
    await ref.ready()
    await rig.system.stop(ref)
  })

  it.each([-1, Number.NaN])('refuses a deadline of %o', async (deadline) => {
    await using rig = await createRig()
    expect(() => rig.system.shutdown({ deadline })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })

  it('is what `await using` does at the end of its block', async () => {
    const seen: string[] = []
    {
      await using system = await createSystem()
      system.spawn(noteTaker(seen))
    }
    expect(seen).toEqual(['setup', 'stopped'])
  })

  it('a child that would be restarted is not, once it has begun', async () => {
    await using rig = await createRig()
    const seen: string[] = []
    const ref = rig.system.spawn(noteTaker(seen), [], { restart: 'permanent' })
    ref.tell('fail', 'x')
    await rig.system.shutdown({ drain: true })
    expect(seen.at(-1)).toBe('stopped')
  })
})

describe('a program that is done', () => {
  const run = (body: string): Promise<{ code: unknown; output: string; milliseconds: number }> =>
    new Promise((resolve) => {
      const program = `
        import { createSystem, defineActor } from '@troupe/core'
        const Echo = defineActor('Echo', () => ({ echo: (value) => value, hang: () => new Promise(() => {}) }))
        const system = await createSystem({ askTimeout: 60_000 })
        const echo = system.spawn(Echo)
        console.log(await echo.ask('echo', 'answered'))
        const start = performance.now()
        process.on('exit', () => console.log('after ' + Math.round(performance.now() - start) + ' ms'))
        ${body}
      `
      const args = [
        '--conditions=@troupe/source',
        '--import',
        'tsx',
        '--input-type=module',
        '--eval',
        program,
      ]
      execFile(
        process.execPath,
        args,
        { cwd: import.meta.dirname, timeout: 25_000 },
        (error, stdout, stderr) => {
          const milliseconds = Number(/after (\d+) ms/.exec(stdout)?.[1] ?? Number.NaN)
          resolve({
            code: error === null ? 0 : error.code,
            output: stdout + stderr,
            milliseconds,
          })
        },
      )
    })

  it.each([
    { what: 'after a shutdown', body: 'await system.shutdown()' },
    {
      what: 'after a shutdown that killed',
      body: "echo.ask('hang').catch(() => {}); await system.shutdown({ deadline: 0 })",
    },
    { what: 'without a shutdown, once nothing is under way', body: '' },
  ])(
    'ends by itself, $what',
    async ({ body }) => {
      const { code, output, milliseconds } = await run(body)
      expect(output).toContain('answered')
      expect(code).toBe(0)
      expect(milliseconds).toBeLessThan(3000)
    },
    30_000,
  )
})
