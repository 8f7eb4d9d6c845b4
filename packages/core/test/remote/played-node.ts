import { types } from 'node:util'
import { type ActorSystem, createSystem, type Environment, type NodeProvider } from '../../src/index.ts'
import type { Connection, Frame, FrameReceiver } from '../../src/remote/connection.ts'
import { PROTOCOL_VERSION } from '../../src/remote/control.ts'
import { launchGroup, startNode } from '../../src/remote/index.ts'
import { Outbox } from '../../src/remote/outbox.ts'
import { FRAME_HEADER, record } from '../../src/remote/record.ts'
import { fakeRefs } from './codec/codec-fixture.ts'

export const silent = { write: () => {} }

/** The frame of that number, which holds these records. */
export function numbered(records: Uint8Array, number: number): Frame {
  const bytes = new Uint8Array(FRAME_HEADER + records.length)
  new DataView(bytes.buffer).setUint32(0, number, true)
  bytes.set(records, FRAME_HEADER)
  return { bytes, attachments: [] }
}

/** One side of a connection whose far side a test plays. */
export class Stage implements Connection {
  receiver: FrameReceiver | undefined = undefined
  readonly sent: Frame[] = []
  isClosed = false
  private said = 0

  open(receiver: FrameReceiver): void {
    this.receiver = receiver
  }

  send(frame: Frame): void {
    this.sent.push(frame)
  }

  close(): void {
    this.isClosed = true
  }

  /** Says these records, in a frame whose number is right, to whoever has opened the connection. */
  say(records: Uint8Array): void {
    this.receiver?.frame(numbered(records, this.said++))
  }
}

/** Writes what a node would write. */
export class Speech {
  readonly outbox = new Outbox(fakeRefs, types.isProxy)

  hello(): this {
    return this.control({ type: 'hello', protocol: PROTOCOL_VERSION, definitions: ['Idle'], description: {} })
  }

  control(value: unknown): this {
    this.outbox.put(record.control, 0, 0, value)
    return this
  }

  /** The records alone. */
  take(): Uint8Array {
    return this.outbox.take().bytes.subarray(FRAME_HEADER)
  }
}

interface PlayedSystem {
  readonly system: ActorSystem
  readonly stage: Stage
  readonly killed: readonly string[]
  /** What the node has said so far: the one way to go on with words that make sense. */
  readonly speech: Speech
}

/** A system with one node that a test plays. */
export async function openSystem(environment: Partial<Environment> = {}): Promise<PlayedSystem> {
  const [stage, speech] = [new Stage(), new Speech()]
  const killed: string[] = []
  let leave: (error: Error | undefined) => void = () => {}
  const ended = new Promise<Error | undefined>((resolve) => {
    leave = resolve
  })
  const kill = (): void => {
    killed.push('killed')
    leave(undefined)
  }
  const launcher = { medium: 'played', launch: () => ({ connection: stage, ended, kill }) }
  const played: NodeProvider = {
    join(system, group) {
      const joined = launchGroup(system, group, launcher, { count: 1, startTimeout: 1000 })
      stage.say(speech.hello().take())
      return joined
    },
  }
  const system = await createSystem({ nodes: { played }, logger: silent, environment })
  return { system, stage, killed, speech }
}

/** A node whose parent a test plays, and how often it has left. */
export async function openNode(definitions: Readonly<Record<string, unknown>>) {
  const parent = new Stage()
  const node = { parent, endings: 0 }
  await startNode({
    seat: { node: 1, name: 'child-0' },
    parent,
    environment: { logger: silent },
    loadModule: async () => definitions,
    onEnd: () => {
      node.endings++
    },
  })
  return node
}
