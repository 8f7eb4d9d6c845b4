import { type ActorContext, createSystem, defineActor } from '../../src/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'
import { FRAME_HEADER } from '../../src/remote/record.ts'
import { silent } from './played-node.ts'

interface TalkerProtocol {
  echo(value: unknown): unknown
  fail(): void
}

const Talker = defineActor('Talker', (_ctx: ActorContext<TalkerProtocol>) => ({
  echo: (value) => value,
  fail() {
    throw new Error('oops')
  },
}))

/** The records of what a node says, frame by frame, while actors talk with those on it, and it spawns, watches and fails. */
export async function recordFrames(): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = []
  const environment = { logger: silent }
  const provider = memoryNodes(
    { Talker },
    {
      environment,
      onLaunch(_seat, { connection }) {
        const open = connection.open.bind(connection)
        connection.open = (receiver) =>
          open({
            closed: (error) => receiver.closed(error),
            frame(frame) {
              frames.push(frame.bytes.slice(FRAME_HEADER))
              receiver.frame(frame)
            },
          })
      },
    },
  )
  const system = await createSystem({ nodes: { far: provider }, logger: silent })
  const talker = system.spawn(Talker, [], { on: 'far', restart: 'temporary' })
  const down = system.terminated(talker)
  for (const value of [1, 'two', { three: [3n, new Map([[talker, talker]])] }, new Error('four')]) {
    await talker.ask('echo', value)
  }
  await talker.ask('fail').catch(() => {})
  await down
  await system.shutdown()
  return frames
}
