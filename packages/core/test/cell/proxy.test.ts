import { describe, expect, test } from 'vitest'
import {
  type ActorContext,
  defineProxy,
  InvalidDefinitionError,
  otherwise,
  Rejection,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { unchecked } from '../rig/unchecked.ts'

interface DeskProtocol {
  open(): string
  file(name: string): string
  sum(...numbers: number[]): string
}

const seen: unknown[][] = []
const Desk = defineProxy('Desk', (_ctx: ActorContext<DeskProtocol>) => ({
  open: () => 'open itself',
  [otherwise](...message) {
    seen.push(message)
    if (message[0] === 'file' && message[1] === '') return new Rejection('no name', { code: 'no-name' })
    if (message[0] === 'file' && message[1] === 'later') return Promise.resolve('at last')
    if (message[0] === 'file' && message[1] === 'broken') throw new Error('oops')
    return `otherwise ${message.join(' ')}`
  },
}))

class Counting {
  private count: number
  constructor(start: number) {
    this.count = start
  }
  [otherwise](name: string, ..._carried: unknown[]): string {
    this.count++
    return `${name} ${this.count}`
  }
}
const Shaped = defineProxy('Shaped', (_ctx: ActorContext<DeskProtocol>) => new Counting(0))

describe('a proxy', () => {
  test('handles by one function what it has no handler for, and is given its name and all that it carries', async () => {
    await using rig = await createRig()
    const desk = rig.system.spawn(Desk)
    expect(await desk.ask('open')).toBe('open itself')
    expect(await desk.ask('file', 'a')).toBe('otherwise file a')
    expect(await desk.ask('sum', 1, 2, 3)).toBe('otherwise sum 1 2 3')
    expect(await desk.ask('sum')).toBe('otherwise sum')
    seen.length = 0
    desk.tell('file', 'b')
    desk.tell('sum')
    desk.tell('sum', 1, 2)
    await settled()
    expect(seen).toEqual([['file', 'b'], ['sum'], ['sum', 1, 2]])
    expect(rig.deadLetters).toEqual([])
  })

  test('answers with rejections and promises, and fails, as any actor', async () => {
    await using rig = await createRig()
    const desk = rig.system.spawn(Desk)
    await expect(desk.ask('file', '')).rejects.toMatchObject({ code: 'no-name' })
    expect(await desk.ask('file', 'later')).toBe('at last')
    await expect(desk.ask('file', 'broken')).rejects.toMatchObject({ code: 'actor-failed' })
    expect(await desk.ask('file', 'anew')).toBe('otherwise file anew')
    expect(rig.failures).toMatchObject([{ message: 'file' }])
  })

  test('may be shaped as a class', async () => {
    await using rig = await createRig()
    const shaped = rig.system.spawn(Shaped)
    await shaped.ask('open')
    expect(await shaped.ask('sum', 1)).toBe('sum 2')
  })

  test('takes what every object has for names like others', async () => {
    await using rig = await createRig()
    const desk = unchecked(rig.system.spawn(Desk))
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])
      expect(await desk.ask(name, 1)).toBe(`otherwise ${name} 1`)
  })

  test('is defined by a name and a setup', () => {
    expect(() => defineProxy('', () => ({ [otherwise]() {} }))).toThrow(InvalidDefinitionError)
    // @ts-expect-error stands for JavaScript
    expect(() => defineProxy('Desk')).toThrow(/defineProxy\("Desk"\)/)
  })
})

describe('a proxy that interleaves all', () => {
  interface SlowProtocol {
    wait(gate: number): string
    open(gate: number): boolean
  }
  const Slow = defineProxy(
    'Slow',
    (ctx: ActorContext<SlowProtocol>) => {
      const gates = [gate<string>(), gate<string>()]
      return {
        open(which) {
          gates[which]?.open(`through ${which}`)
          return ctx.isAsked
        },
        [otherwise]: (_name, which) => gates[which]?.promise ?? 'no such gate',
      }
    },
    { interleave: 'all' },
  )

  test('handles other messages while a handler awaits, and answers each in its time', async () => {
    await using rig = await createRig()
    const slow = rig.system.spawn(Slow)
    const [first, second] = [slow.ask('wait', 0), slow.ask('wait', 1)]
    expect(await slow.ask('open', 1)).toBe(true)
    expect(await second).toBe('through 1')
    await slow.ask('open', 0)
    expect(await first).toBe('through 0')
  })
})

test('an actor knows whether it was asked or told', async () => {
  await using rig = await createRig()
  const asked: boolean[] = []
  const Curious = defineProxy(
    'Curious',
    (ctx: ActorContext<{ hear(): void; hearTwo(a: number, b: number): void }>) => ({
      [otherwise]: () => void asked.push(ctx.isAsked),
    }),
  )
  const curious = rig.system.spawn(Curious)
  curious.tell('hear')
  curious.tell('hearTwo', 1, 2)
  await curious.ask('hear')
  await curious.ask('hearTwo', 1, 2)
  expect(asked).toEqual([false, false, true, true])
})

describe('a proxy', () => {
  interface GateProtocol {
    hold(): Promise<void>
    look(): string
    pass(what: string): void
  }
  const openGate = (priority: 'high' | 'normal') => {
    const held = gate()
    const through: string[] = []
    const Gate = defineProxy(
      'Gate',
      (_ctx: ActorContext<GateProtocol>) => ({
        hold: () => held.promise,
        look: () => 'open',
        [otherwise]: (...message) => void through.push(String(message[1])),
      }),
      { interleave: ['look'], priority: { look: priority } },
    )
    return { Gate, held, through }
  }

  test('interleaves the messages that it names, and no others', async () => {
    await using rig = await createRig()
    const { Gate, held, through } = openGate('high')
    const ref = rig.system.spawn(Gate, [], { mailbox: { capacity: 1 } })
    ref.tell('hold')
    await settled()
    ref.tell('pass', 'a')
    expect(await ref.ask('look')).toBe('open')
    expect(through).toEqual([])
    held.open()
    await settled()
    expect(through).toEqual(['a'])
  })

  test('needs priorities that exist', () => {
    const setup = (_ctx: ActorContext<GateProtocol>) => ({ [otherwise]: () => {} })
    // @ts-expect-error stands for JavaScript
    expect(() => defineProxy('Gate', setup, { priority: { look: 'highest' } })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    )
  })
})
