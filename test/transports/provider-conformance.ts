import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import {
  type ActorContext,
  createSystem,
  defineActor,
  type Environment,
  type NodeProvider,
} from '@troupe/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { StandingClock } from '../conformance/standing-clock.ts'
import { Witness } from './actors.ts'
import { type HeirProtocol, Leaver, Listener } from './last-words.ts'
import { actorsUrl } from './lifetime.ts'

/** A line that a node has written. */
interface Line {
  readonly node: string
  readonly stream: string
  readonly text: string
}

/** The options that every transport has. */
interface SharedOptions {
  readonly count?: number
  readonly startTimeout?: number
  readonly environment?: URL | string
  readonly output?: 'ignore' | ((line: Line) => void)
}

const lastWords = new URL('./last-words.ts', import.meta.url)
const silent = { write: () => {} }

/** A system with nodes called `far`, shut down after the test. */
export async function createFar(nodes: NodeProvider) {
  const system = await createSystem({ nodes: { far: nodes }, logger: silent })
  onTestFinished(() => system.shutdown())
  return system
}

/** Starts a program of this repository from its sources. */
export function start(program: URL) {
  const args = ['--conditions=@troupe/source', '--import', 'tsx', program.pathname]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** What every transport promises a user. `create` is `workers` or `processes`; `lifetime` is a program that calls `useTwice`. */
export function providerConformance(
  create: (url: URL | string, options: SharedOptions) => NodeProvider,
  lifetime: URL,
): void {
  test('actors live on its nodes, send large data and meet each other', async () => {
    const system = await createFar(create(actorsUrl, { count: 2 }))
    const one = system.spawn(Witness, [], { on: 'far-0' })
    const other = system.spawn(Witness, [], { on: 'far-1' })
    expect(await one.ask('sum', new Float64Array(1_000_000).fill(2))).toBe(2_000_000)
    expect(await one.ask('greet', other)).toBe(3)
  })

  test('the module may be named by the text of its URL', async () => {
    const system = await createFar(create(actorsUrl.href, { count: 1 }))
    expect(await system.spawn(Witness, [], { on: 'far' }).ask('sum', Float64Array.of(1))).toBe(1)
  })

  test('time passes on its nodes', async () => {
    const system = await createFar(create(actorsUrl, { count: 1 }))
    await system.spawn(Witness, [], { on: 'far' }).ask('nap')
  })

  test('its nodes run in the environment that a module exports', async () => {
    const { promise, resolve } = withResolvers<Line>()
    const environment = new URL('./environment.ts', import.meta.url)
    const system = await createFar(create(actorsUrl, { count: 1, environment, output: resolve }))
    system.spawn(Witness, [], { on: 'far', name: 'witness' }).tell('log', 'a word')
    expect(await promise).toEqual({
      node: 'far-0',
      stream: 'stdout',
      text: expect.stringMatching(/^logged: .*a word/),
    })
  })

  test('what the nodes write arrives line by line', async () => {
    const lines: Line[] = []
    const { promise, resolve } = withResolvers<void>()
    const output = (line: Line): void => {
      if (lines.push(line) === 6) resolve()
    }
    const system = await createFar(create(actorsUrl, { count: 2, output }))
    system.spawn(Witness, [], { on: 'far-1' }).tell('write', 'one\ntwo')
    system.spawn(Witness, [], { on: 'far-0' }).tell('write', 'three')
    await promise
    expect(lines).toHaveLength(6)
    expect(lines.filter(({ stream, node }) => stream === 'stdout' && node === 'far-1')).toEqual([
      { node: 'far-1', stream: 'stdout', text: 'one' },
      { node: 'far-1', stream: 'stdout', text: 'two' },
    ])
    expect(lines).toContainEqual({ node: 'far-0', stream: 'stderr', text: 'not three' })
  })

  test('who waits for a node that ends is told how it ended', async () => {
    const system = await createFar(create(actorsUrl, { count: 2, output: 'ignore' }))
    const exits = system.spawn(Witness, [], { on: 'far-0' })
    exits.tell('exit', 7)
    await expect(exits.ask('look')).rejects.toMatchObject({
      code: 'node-down',
      message: expect.stringMatching(/far-0.* exited with code 7/),
    })
    const throws = system.spawn(Witness, [], { on: 'far-1' })
    throws.tell('throwLater')
    const { promise, resolve } = withResolvers<unknown>()
    system.events.on('node-down', ({ error }) => resolve(error))
    expect(await promise).toMatchObject({
      code: 'node-down',
      cause: { name: 'RangeError', message: 'far too far' },
    })
  })

  describe('a system does not start when', () => {
    const refusal = (file: string, options: SharedOptions = {}, environment: Partial<Environment> = {}) =>
      createSystem({
        nodes: { far: create(new URL(file, import.meta.url), { count: 2, output: 'ignore', ...options }) },
        logger: silent,
        environment,
      })

    test('the module is not there', async () => {
      await expect(refusal('./actors.mjs')).rejects.toMatchObject({
        code: 'node-start-failed',
        message: expect.stringMatching(/far-0.*actors\.mjs does not exist.*Did you mean/s),
        cause: { code: 'module-not-loaded' },
      })
    })

    test('the module of their environment exports none', async () => {
      await expect(refusal('./actors.ts', { environment: actorsUrl })).rejects.toMatchObject({
        code: 'node-start-failed',
        message: expect.stringMatching(/must export an object named environment/),
        cause: { code: 'invalid-option' },
      })
    })

    test('the module of their environment is not there', async () => {
      const environment = new URL('./no-environment.ts', import.meta.url)
      await expect(refusal('./actors.ts', { environment })).rejects.toMatchObject({
        code: 'node-start-failed',
        message: expect.stringMatching(/no-environment\.ts does not exist/),
        cause: { code: 'module-not-loaded' },
      })
    })

    test('the module throws', async () => {
      await expect(refusal('./failing-module.ts')).rejects.toMatchObject({
        code: 'node-start-failed',
        cause: { code: 'module-not-loaded', cause: { name: 'TypeError', message: 'no database' } },
      })
    })

    test('the module waits for too long', async () => {
      const clock = new StandingClock()
      const refused = expect(
        refusal('./waiting-module.ts', { startTimeout: 1500 }, { clock }),
      ).rejects.toMatchObject({
        code: 'node-start-failed',
        message: expect.stringMatching(/said nothing within 1500 ms/),
      })
      await clock.leap(1500)
      await refused
    })
  })

  test.each(['./actors.ts', '/actors.ts', 'C:\\actors.ts', 'https://example.com/actors.ts'])(
    'refuses %s, which is no file: URL',
    (url) => {
      expect(() => create(url, {})).toThrow(
        expect.objectContaining({
          code: 'invalid-option',
          message: expect.stringContaining("new URL('./actors.ts', import.meta.url)"),
        }),
      )
    },
  )

  test('refuses an environment that is no file: URL', () => {
    expect(() => create(actorsUrl, { environment: './environment.ts' })).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        message: expect.stringContaining("new URL('./environment.ts', import.meta.url)"),
      }),
    )
  })

  test.each([5, 'x', null])('refuses %j for its options', (options) => {
    expect(() => Reflect.apply(create, undefined, [actorsUrl, options])).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a count of %d', (count) => {
    expect(() => create(actorsUrl, { count })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  test.each([
    { heartbeat: Number.NaN },
    { heartbeat: -1 },
    { budget: { max: -1, within: 1000 } },
    { budget: { max: 1, within: Number.NaN } },
    { restart: 'sometimes' as 'permanent' },
  ])('refuses %j', (supervision) => {
    expect(() => create(actorsUrl, { count: 1, ...supervision })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })

  describe.each(['exit', 'throw'] as const)('when %s ends a node in the middle of a turn', (how) => {
    // An actor here, and one that is reached through others than this thread.
    test.each(['main', 'far-1'])(
      "its actors' last words reach %s, and the news of its end after them [NOD-3]",
      async (on) => {
        const system = await createFar(create(lastWords, { count: 2, output: 'ignore' }))
        const leaver = system.spawn(Leaver, [], { on: 'far-0' })
        let resolve: (heard: readonly string[]) => void = () => {}
        const heard = new Promise<readonly string[]>((settle) => {
          resolve = settle
        })
        const Heir = defineActor('Heir', (_ctx: ActorContext<HeirProtocol>) => ({
          inherit: (all) => resolve(all),
        }))
        const listener = system.spawn(Listener, [system.spawn(Heir)], { on })
        await listener.ask('follow', leaver)
        leaver.tell('leave', listener, how)
        expect(await heard).toEqual(['farewell', 'node-down'])
      },
    )
  })

  test('nothing is left after a shutdown, and the program ends', async () => {
    const program = start(lifetime)
    const [printed, [code]] = await Promise.all([text(program.stdout), once(program, 'exit')])
    expect(code).toBe(0)
    const { once: left, twice } = JSON.parse(printed)
    expect(twice).toEqual(left)
    // What is left is where the program prints to.
    expect(left.filter((it: string) => it !== 'PipeWrap')).toEqual([])
  })
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
