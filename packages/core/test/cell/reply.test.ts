import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  defineActor,
  Rejection,
  type Reply,
  type SystemOptions,
} from '../../src/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { refusedWith } from '../rig/refused-with.ts'
import { settled } from '../rig/settled.ts'

interface QueueProtocol {
  put(item: string): void
  take(): string
  /** What the reply that has waited longest says when it is answered. */
  answer(item: string): string
  reject(message: string): void
  rejectWith(error: Error): void
  answerBadly(): string
  pass(to: ActorRef<ClerkProtocol>): void
  takeTwice(): string
  takeWrong(): string
  takeAndFail(): string
  takeAndReject(): string
  takeAndReturn(): string
  open(): readonly boolean[]
  fail(): void
}

interface ClerkProtocol {
  answer(reply: Reply<string>, item: string): string
  keep(replies: ReadonlyMap<string, Reply<string>>): void
}

const codeOf = (error: { code: string }): string => error.code

const Clerk = defineActor('Clerk', (_ctx: ActorContext<ClerkProtocol>) => ({
  answer: (reply, item) => refusedWith(() => reply.answer(item)),
  keep(replies) {
    for (const [item, reply] of replies) reply.answer(item)
  },
}))

const Queue = defineActor('Queue', (ctx: ActorContext<QueueProtocol>) => {
  const takers: Reply<string>[] = []
  const oldest = (): Reply<string> => takers[0] ?? expect.unreachable()
  return {
    put: (item) => takers.shift()?.answer(item),
    take() {
      const reply = ctx.reply('take')
      takers.push(reply)
      return reply
    },
    answer: (item) => refusedWith(() => oldest().answer(item)),
    reject: (message) => oldest().reject(new Rejection(message, { code: 'sold-out' })),
    rejectWith: (error) => oldest().reject(error),
    // @ts-expect-error: the compiler sees it too
    answerBadly: () => refusedWith(() => oldest().answer(() => {})),
    pass: (to) => void to.tell('keep', new Map([['passed', oldest()]])),
    takeTwice() {
      const reply = ctx.reply('takeTwice')
      reply.answer(refusedWith(() => void ctx.reply('takeTwice')))
      return reply
    },
    takeWrong: () => refusedWith(() => void ctx.reply('take')),
    takeAndFail() {
      takers.push(ctx.reply('takeAndFail'))
      throw new Error('the queue broke')
    },
    takeAndReject() {
      takers.push(ctx.reply('takeAndReject'))
      throw new Rejection('not today', { code: 'closed' })
    },
    takeAndReturn() {
      takers.push(ctx.reply('takeAndReturn'))
      return 'not looked at'
    },
    open: () => takers.map(({ isOpen }) => isOpen),
    fail() {
      throw new Error('the queue broke')
    },
  }
})

const wires: readonly SystemOptions[] = [{}, { wire: 'always' }]

describe.each(wires)('a reply (%o)', (options) => {
  it('is given later, while its actor handles other messages', async () => {
    await using rig = await createRig(options)
    const queue = rig.system.spawn(Queue)
    const asks = [queue.ask('take'), queue.ask('takeAndReturn')]
    expect(await queue.ask('open')).toEqual([true, true])
    queue.tell('put', 'one')
    queue.tell('put', 'two')
    expect(await Promise.all(asks)).toEqual(['one', 'two'])
    expect(rig.deadLetters).toEqual([])
  })

  it('may reject, with a Rejection or any error, and the actor goes on', async () => {
    await using rig = await createRig(options)
    const queue = rig.system.spawn(Queue)
    const first = queue.ask('take').catch((error: unknown) => error)
    await queue.ask('reject', 'nothing left')
    expect(await first).toMatchObject({ code: 'sold-out', message: 'nothing left' })
    expect(await queue.ask('open')).toEqual([false])
    const other = rig.system.spawn(Queue)
    const second = other.ask('take').catch((error: unknown) => error)
    await other.ask('rejectWith', new RangeError('too much'))
    expect(await second).toMatchObject({ name: 'RangeError', message: 'too much' })
    expect(rig.failures).toEqual([])
  })

  it('is given once', async () => {
    await using rig = await createRig(options)
    const queue = rig.system.spawn(Queue)
    const first = queue.ask('take')
    expect(await queue.ask('answer', 'one')).toBe('nothing was refused')
    expect(await queue.ask('answer', 'two')).toBe('reply-twice')
    expect(await first).toBe('one')
    expect(await queue.ask('takeTwice')).toBe('reply-twice')
    expect(await queue.ask('takeWrong')).toBe('invalid-option')
  })

  it('says clearly that whoever asked has given up', async () => {
    await using rig = await createRig(options)
    const queue = rig.system.spawn(Queue)
    const outcome = queue.with({ timeout: 20 }).ask('take').catch(codeOf)
    await rig.clock.advance(20)
    expect(await outcome).toBe('ask-timeout')
    expect(await queue.ask('open')).toEqual([false])
    expect(await queue.ask('answer', 'late')).toBe('ask-given-up')
  })

  it('is still to be given where the answer cannot be sent', async () => {
    await using rig = await createRig(options)
    const queue = rig.system.spawn(Queue)
    const first = queue.ask('take')
    expect(await queue.ask('answerBadly')).toBe('unsendable')
    expect(await queue.ask('answer', 'good')).toBe('nothing was refused')
    expect(await first).toBe('good')
  })

  it('can be sent to other actors, of whom the first answers', async () => {
    await using rig = await createRig(options)
    const [queue, clerk] = [rig.system.spawn(Queue), rig.system.spawn(Clerk)]
    const first = queue.ask('take')
    queue.tell('pass', clerk)
    expect(await first).toBe('passed')
    expect(await queue.ask('answer', 'too late')).toBe('reply-twice')
  })

  it('is an answer to whoever looks on once it has been given, as a value or as a rejection', async () => {
    await using rig = await createRig({ ...options, inspect: true })
    const queue = rig.system.spawn(Queue)
    const clerk = rig.system.spawn(Clerk)
    const take = async (message: 'answer' | 'reject' | 'rejectWith' | 'answerBadly', ...args: unknown[]) => {
      const other = rig.system.spawn(Queue)
      const asked = other.ask('take').catch(() => {})
      await Reflect.apply(other.ask, other, [message, ...args])
      if (message !== 'answerBadly') await asked
      return answersTo(other)
    }
    const answersTo = ({ path }: { readonly path: string }) =>
      rig.steps.filter((step) => step.type === 'answered' && step.path === path && step.name === 'take')
    const broken = new RangeError('too much')
    const sold = { outcome: 'rejection', value: { code: 'sold-out', message: 'nothing left' } }
    expect(await take('answer', 'one')).toMatchObject([{ outcome: 'value', value: 'one' }])
    expect(await take('reject', 'nothing left')).toMatchObject([sold])
    expect(await take('rejectWith', broken)).toMatchObject([{ outcome: 'rejection', value: broken }])
    expect(await take('answer', new Rejection('nothing left', { code: 'sold-out' }))).toMatchObject([sold])
    expect(await take('answerBadly')).toEqual([])
    const first = queue.ask('take')
    queue.tell('pass', clerk)
    await first
    expect(answersTo(queue)).toMatchObject([{ outcome: 'value', value: 'passed' }])
  })

  it('is of no consequence where the message was told, and is given once all the same', async () => {
    await using rig = await createRig({ ...options, inspect: true })
    const queue = rig.system.spawn(Queue)
    queue.tell('take')
    expect(await queue.ask('open')).toEqual([false])
    expect(await queue.ask('answer', 'for nobody')).toBe('nothing was refused')
    expect(await queue.ask('answer', 'for nobody')).toBe('reply-twice')
    expect(rig.deadLetters).toEqual([])
    expect(rig.steps.some((step) => step.type === 'answered' && step.name === 'take')).toBe(false)
  })
})

describe('an actor that owes a reply', () => {
  it.each(['stop', 'restart'])('has whoever asked rejected at once when its life ends (%s)', async (how) => {
    await using rig = await createRig()
    const queue = rig.system.spawn(Queue)
    const endless = queue.with({ timeout: Number.POSITIVE_INFINITY })
    const outcomes = [endless.ask('take'), endless.ask('take')].map((ask) =>
      ask.catch((error: unknown) => error),
    )
    await settled()
    if (how === 'stop') await rig.system.stop(queue)
    else queue.tell('fail')
    for (const error of await Promise.all(outcomes)) {
      expect(error).toMatchObject({ code: 'actor-terminated', message: expect.stringContaining('"take"') })
      if (how === 'restart') expect(error).toMatchObject({ cause: { message: 'the queue broke' } })
    }
    expect(rig.clock.now()).toBe(0)
  })

  it('rejects whoever asked where the handler fails or rejects after it took the reply', async () => {
    await using rig = await createRig()
    const queue = rig.system.spawn(Queue)
    expect(await queue.ask('takeAndReject').catch(codeOf)).toBe('closed')
    expect(await queue.ask('open')).toEqual([false])
    expect(await queue.ask('answer', 'too late')).toBe('ask-given-up')
    expect(await queue.ask('takeAndFail').catch(codeOf)).toBe('actor-failed')
    expect(await queue.ask('open')).toEqual([])
  })

  it('keeps nothing of what was answered', async () => {
    await using rig = await createRig()
    const queue = rig.system.spawn(Queue)
    for (let i = 0; i < 3; i++) {
      const taken = queue.ask('take')
      queue.tell('put', 'x')
      expect(await taken).toBe('x')
    }
    await rig.system.stop(queue)
    expect(rig.deadLetters).toEqual([])
  })
})
