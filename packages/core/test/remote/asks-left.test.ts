import { describe, expect, it } from 'vitest'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'
import { FairDispatcher } from '../../src/env/fair-dispatcher.ts'
import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  type DeadLetter,
  defineActor,
  type Reply,
} from '../../src/index.ts'
import type { Connection, FrameReceiver } from '../../src/remote/connection.ts'
import type { Link } from '../../src/remote/link.ts'
import { Network } from '../../src/remote/network.ts'
import { LocalSystem } from '../../src/system/local-system.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { VirtualClock } from '../rig/virtual-clock.ts'

interface Wire extends Connection {
  other: Wire | undefined
  receiver: FrameReceiver | undefined
}

function wire(): Wire {
  return {
    other: undefined,
    receiver: undefined,
    open(receiver) {
      this.receiver = receiver
    },
    send(frame) {
      queueMicrotask(() => this.other?.receiver?.frame(frame))
    },
    close() {
      queueMicrotask(() => this.other?.receiver?.closed(undefined))
    },
  }
}

/** Two nodes in one virtual time, and what each keeps of the asks between them. */
function twoNodes() {
  const clock = new VirtualClock()
  const microtasks = { soon: queueMicrotask, later: queueMicrotask }
  const createDispatcher = () => new FairDispatcher(clock, microtasks)
  const environment = createDefaultEnvironment({ clock, createDispatcher, logger: { write: () => {} } })
  const locals = ['here', 'there'].map(
    (nodeName, node) => new LocalSystem({ environment, node, nodeName, askTimeout: 5000 }),
  )
  const [here, there] = locals
  if (here === undefined || there === undefined) throw new Error('unreachable')
  const letters: DeadLetter[] = []
  for (const local of locals) local.events.on('dead-letter', (letter) => letters.push(letter))
  const [mine, theirs] = [wire(), wire()]
  mine.other = theirs
  theirs.other = mine
  const link = Network.of(here).attach({ node: 1, name: 'there' }, mine)
  const back = Network.of(there).attach({ node: 0, name: 'here' }, theirs)
  const spawnThere = <P>(definition: ActorDefinition<P, []>): ActorRef<P> => {
    const ref = there.guardian.spawn(definition, [], {})
    return Network.of(here).fromAddress(Network.of(there).toAddress(ref)).typed<P>()
  }
  const kept = () => {
    const incoming: unknown = Reflect.get(Network.of(there), 'incoming').get(0)
    const replies = incoming === undefined ? 0 : sizeOf(Reflect.get(incoming as object, 'replies'))
    const told = sizeOf(Reflect.get(link.replies, 'told'))
    return { asks: asksOf(link) + asksOf(back), replies, told, waiting: here.asks.size + there.asks.size }
  }
  return { clock, spawnThere, kept, letters, mine, here }
}

const sizeOf = (map: unknown): number => (map instanceof Map ? map.size : Number.NaN)
const asksOf = (link: Link): number => sizeOf(Reflect.get(link, 'asks'))
const nothing = { asks: 0, replies: 0, told: 0, waiting: 0 }
const one = { asks: 1, replies: 1, told: 0, waiting: 1 }

interface WorkProtocol {
  work(): Promise<string>
  reject(): string
}

function works() {
  const gates: Gate<string>[] = []
  const signals: AbortSignal[] = []
  const Work = defineActor('Work', (ctx: ActorContext<WorkProtocol>) => ({
    work() {
      const held = gate<string>()
      gates.push(held)
      signals.push(ctx.abortSignal)
      return held.promise
    },
    reject() {
      throw new Error('broken')
    },
  }))
  return { Work, gates, signals }
}

const codeOf = (error: { code: string }): string => error.code

describe('of an ask between nodes nothing is kept', () => {
  it('once it is answered or rejected', async () => {
    const { spawnThere, kept } = twoNodes()
    const { Work, gates } = works()
    const work = spawnThere(Work)
    const answer = work.ask('work')
    await settled()
    expect(kept()).toEqual(one)
    gates[0]?.open('done')
    expect(await answer).toBe('done')
    expect(await work.ask('reject').catch(codeOf)).toBe('actor-failed')
    expect(kept()).toEqual(nothing)
  })

  it('once it has timed out, nor after its late answer, which is a dead letter [DEL-3, case 15]', async () => {
    const { clock, spawnThere, kept, letters } = twoNodes()
    const { Work, gates, signals } = works()
    const outcome = spawnThere(Work).with({ timeout: 20 }).ask('work').catch(codeOf)
    await clock.advance(19)
    expect(kept()).toEqual(one)
    expect(signals[0]?.aborted).toBe(false)
    await clock.advance(1)
    expect(await outcome).toBe('ask-timeout')
    expect(signals[0]?.aborted).toBe(true)
    expect(kept()).toEqual(nothing)
    gates[0]?.open('late')
    await settled()
    expect(letters).toMatchObject([{ reason: 'expired', payload: 'late' }])
    expect(kept()).toEqual(nothing)
  })

  it('once its signal has aborted, whether it was sent before or not', async () => {
    const { spawnThere, kept, letters } = twoNodes()
    const aborter = new AbortController()
    const work = spawnThere(works().Work).with({ signal: aborter.signal })
    const outcome = work.ask('work').catch(codeOf)
    await settled()
    aborter.abort()
    expect(await outcome).toBe('ask-aborted')
    expect(await work.ask('work').catch(codeOf)).toBe('ask-aborted')
    await settled()
    expect(kept()).toEqual(nothing)
    expect(letters).toEqual([])
  })

  it('where it could not be sent', async () => {
    const { spawnThere, kept } = twoNodes()
    const Echo = defineActor('Echo', (_ctx: ActorContext<{ echo(value: unknown): void }>) => ({
      echo: () => {},
    }))
    expect(
      await spawnThere(Echo)
        .ask('echo', () => {})
        .catch(codeOf),
    ).toBe('unsendable')
    expect(kept()).toEqual(nothing)
  })

  it('once the node of its asker is lost: the work there is told to stop, and its answer is a dead letter', async () => {
    const { spawnThere, kept, letters, mine } = twoNodes()
    const { Work, gates, signals } = works()
    const outcome = spawnThere(Work).ask('work').catch(codeOf)
    await settled()
    mine.close()
    mine.receiver?.closed(undefined)
    expect(await outcome).toBe('node-down')
    await settled()
    expect(signals[0]?.aborted).toBe(true)
    expect(kept()).toEqual(nothing)
    gates[0]?.open('for nobody')
    await settled()
    expect(letters).toMatchObject([{ reason: 'expired', payload: 'for nobody' }])
  })
})

interface DebtorProtocol {
  owe(): string
  pass(to: ActorRef<PayerProtocol>, ballast?: string): string
  fail(): void
}
interface PayerProtocol {
  keep(reply: Reply<string>, _ballast?: unknown): void
  pay(value: string): boolean
}

function debts() {
  const Debtor = defineActor('Debtor', (ctx: ActorContext<DebtorProtocol>) => {
    const replies: Reply<string>[] = []
    return {
      owe() {
        const reply = ctx.reply('owe')
        replies.push(reply)
        return reply
      },
      pass(to, ballast) {
        try {
          for (const reply of replies) to.tell('keep', reply, ballast === 'unsendable' ? () => {} : ballast)
        } catch (error) {
          return (error as { code: string }).code
        }
        return 'passed'
      },
      fail() {
        throw new Error('broken')
      },
    }
  })
  const Payer = defineActor('Payer', (_ctx: ActorContext<PayerProtocol>) => {
    let kept: Reply<string> | undefined
    return {
      keep(reply) {
        kept = reply
      },
      pay(value) {
        const { isOpen } = kept ?? { isOpen: false }
        if (isOpen) kept?.answer(value)
        return isOpen
      },
    }
  })
  return { Debtor, Payer }
}

describe('of a reply that was sent to another node', () => {
  const open = async (timeout = Number.POSITIVE_INFINITY) => {
    const nodes = twoNodes()
    const { Debtor, Payer } = debts()
    const debtor = nodes.here.guardian.spawn(Debtor, [], {}).typed<DebtorProtocol>()
    const payer = nodes.spawnThere(Payer)
    const asked = debtor.with({ timeout }).ask('owe').catch(codeOf)
    return { ...nodes, debtor, payer, asked }
  }

  it('nothing is kept once it has been answered there', async () => {
    const { kept, debtor, payer, asked } = await open()
    expect(await debtor.ask('pass', payer)).toBe('passed')
    await settled()
    expect(kept()).toEqual({ ...one, told: 1 })
    expect(await payer.ask('pay', 'all')).toBe(true)
    expect(await asked).toBe('all')
    expect(kept()).toEqual(nothing)
  })

  it.each(['time', 'life'])(
    'nothing is kept once nobody waits (end of a %s), which is known there',
    async (what) => {
      const { kept, debtor, payer, asked, clock } = await open(what === 'time' ? 20 : undefined)
      await debtor.ask('pass', payer)
      if (what === 'life') debtor.tell('fail')
      await clock.advance(20)
      expect(await asked).toBe(what === 'life' ? 'actor-terminated' : 'ask-timeout')
      expect(kept()).toEqual(nothing)
      expect(await payer.ask('pay', 'late')).toBe(false)
    },
  )

  it('nothing is kept where the message that held it was refused', async () => {
    const { kept, debtor, payer, asked, clock } = await open(20)
    expect(await debtor.ask('pass', payer, 'unsendable')).toBe('unsendable')
    expect(kept()).toEqual({ ...nothing, waiting: 1 })
    await clock.advance(20)
    expect(await asked).toBe('ask-timeout')
  })

  it('nothing is kept once that node is lost, and whoever asked is rejected at once [NOD-1]', async () => {
    const { kept, debtor, payer, asked, mine } = await open()
    await debtor.ask('pass', payer)
    await settled()
    mine.close()
    mine.receiver?.closed(undefined)
    expect(await asked).toBe('node-down')
    await settled()
    expect(kept()).toEqual(nothing)
  })
})

describe('an ask between nodes', () => {
  it('takes its deadline along, to the millisecond of a virtual clock', async () => {
    const { clock, spawnThere } = twoNodes()
    const outcomes: string[] = []
    interface AskerProtocol {
      go(): Promise<void>
    }
    const Never = defineActor('Never', (_ctx: ActorContext<{ never(): void }>) => ({
      never: () => new Promise<void>(() => {}),
    }))
    const Asker = defineActor('Asker', (ctx: ActorContext<AskerProtocol>) => ({
      async go() {
        await ctx
          .spawn(Never)
          .ask('never')
          .catch((error: { code: string }) => {
            outcomes.push(`${error.code}@${clock.now()}`)
          })
      },
    }))
    const outcome = spawnThere(Asker).with({ timeout: 70 }).ask('go').catch(codeOf)
    await clock.advance(69)
    expect(outcomes).toEqual([])
    await clock.advance(1)
    expect(outcomes).toEqual(['ask-timeout@70'])
    expect(await outcome).toBe('ask-timeout')
  })
})
