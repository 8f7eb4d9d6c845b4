import { describe, expect, test } from 'vitest'
import { Gate, InterleavingWalker, Walker, type WalkerRef } from './actors.ts'
import type { Places } from './suite.ts'

/** The nodes on which the walkers a, b and c live. */
const layouts: readonly (readonly [string, string, string])[] = [
  ['main', 'main', 'main'],
  ['main', 'one-0', 'main'],
  ['main', 'one-0', 'one-1'],
  ['one-0', 'one-1', 'two-0'],
  ['two-0', 'main', 'two-0'],
]

export function askCycles({ stage }: Places): void {
  describe.each(layouts)('asks between actors on %s, %s and %s', (...nodes) => {
    const cast = (definition = Walker): [WalkerRef, WalkerRef, WalkerRef] => {
      const spawn = (on: string) => stage().system.spawn(definition, [], { on })
      return [spawn(nodes[0]), spawn(nodes[1]), spawn(nodes[2])]
    }
    const pathsOf = (refs: readonly WalkerRef[]) => refs.map((ref) => ref.path)

    test('are answered where they are no cycle', async () => {
      const [a, b, c] = cast()
      expect(await a.ask('walk', [b, c])).toEqual(pathsOf([a, b, c]))
      expect(await a.ask('walkAfter', b, [b, c])).toEqual(pathsOf([a, b, c]))
      const asks = Array.from({ length: 50 }, () => a.ask('walk', [b, c]))
      for (const paths of await Promise.all(asks)) expect(paths).toHaveLength(3)
    })

    test('are refused at once where an actor asks itself, with the path [ASY-3, case 13]', async () => {
      const [a] = cast()
      const outcome = a.with({ timeout: Infinity }).ask('walk', [a])
      await expect(outcome).rejects.toMatchObject({ cause: { code: 'ask-cycle', chain: pathsOf([a, a]) } })
    })

    test('are refused at once where they come back, with the path [ASY-3, case 22]', async () => {
      const [a, b, c] = cast()
      for (const way of [
        [b, a],
        [b, c, a],
      ]) {
        const outcome = a.with({ timeout: Infinity }).ask('walk', way)
        const chain = pathsOf([a, ...way])
        const error: unknown = await outcome.catch((thrown: unknown) => thrown)
        expect(innermost(error)).toMatchObject({ code: 'ask-cycle', chain })
        expect(String(innermost(error))).toContain(chain.join(' -> '))
      }
    })

    test('that cross, each made for reasons of its own, end by their time-outs, and both actors go on [ASY-3]', async () => {
      const { system, pass } = stage()
      const [a, b] = cast()
      const gates = [system.spawn(Gate), system.spawn(Gate)] as const
      const crossing = [a.with({ timeout: 100 }).ask('walkThrough', gates[0], [b])]
      crossing.push(b.with({ timeout: 100 }).ask('walkThrough', gates[1], [a]))
      const codes = crossing.map((asked) => asked.catch((error: { code: string }) => error.code))
      for (const gate of gates) await gate.ask('knocked')
      for (const gate of gates) gate.tell('open')
      for (const on of new Set(['main', ...nodes])) await pass(100, on)
      expect(await Promise.all(codes)).toEqual(['ask-timeout', 'ask-timeout'])
      for (const walker of [a, b]) expect(await walker.ask('walk', [])).toEqual([walker.path])
    })

    test('are refused where they come back after another ask was answered', async () => {
      const [a, b, c] = cast()
      const outcome = a.with({ timeout: Infinity }).ask('walkAfter', b, [b, c, a])
      const error: unknown = await outcome.catch((thrown: unknown) => thrown)
      expect(innermost(error)).toMatchObject({ code: 'ask-cycle', chain: pathsOf([a, b, c, a]) })
    })

    test('may come back to an actor that waits for nobody', async () => {
      const [a, b, c] = cast()
      a.tell('send', [b, c, a])
      expect(await c.ask('walk', [a])).toEqual(pathsOf([c, a]))
    })

    test('may come back where the message is interleaved [ASY-2, case 22]', async () => {
      const [a, b, c] = cast(InterleavingWalker)
      for (const way of [[a], [b, a], [b, c, a]])
        expect(await a.ask('walk', way)).toEqual(pathsOf([a, ...way]))
    })
  })
}

/** The error at the end of a chain of causes: each actor on the way fails with what the next one rejected. */
function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error
}
