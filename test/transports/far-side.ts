import { parentPort } from 'node:worker_threads'
import type { Connection } from '@troupe/core/remote'

/** What a test makes the far side of a connection do: the JSON of a frame that begins with a brace. */
export interface Order {
  /** Send that many frames, each with its number in the first 32 bits… */
  readonly burst: number
  /** …of that many bytes… */
  readonly size: number
  /** …to the parent, or over the direct connection to another node… */
  readonly over: 'parent' | 'bridge'
  /** …and then, without waiting for anything: */
  readonly ending: 'stay' | 'leave' | 'exit' | 'throw' | 'abort' | 'hoard' | 'chat' | 'spin'
}

/** The first byte of a frame that tells what came over a bridge. */
export const FROM_BRIDGE = 'b'.charCodeAt(0)

const BRACE = '{'.charCodeAt(0)

/** The exit code that `exit` ends with. */
export const EXIT_CODE = 3

/** What the far side of a tested connection does: it echoes frames, and follows orders. */
export class FarSide {
  private readonly parent: Connection
  private readonly leave: () => void
  private bridge: Connection | undefined = undefined

  /** @param leave ends this node in peace */
  constructor(parent: Connection, leave: () => void) {
    this.parent = parent
    this.leave = leave
    parent.open({
      frame: (frame) => {
        if (frame.bytes[0] === BRACE) this.follow(JSON.parse(new TextDecoder().decode(frame.bytes)))
        else parent.send(frame)
      },
      closed: leave,
    })
  }

  /** Tells the parent of all that comes over a direct connection, and of its end. */
  bridged(bridge: Connection): void {
    this.bridge = bridge
    bridge.open({
      frame: ({ bytes, attachments }) =>
        this.parent.send({ bytes: Uint8Array.of(FROM_BRIDGE, ...bytes), attachments }),
      closed: () => this.parent.send({ bytes: Uint8Array.of(FROM_BRIDGE), attachments: [] }),
    })
  }

  private follow(order: Order): void {
    const to = order.over === 'bridge' ? this.bridge : this.parent
    for (let i = 0; i < order.burst; i++) {
      const bytes = new Uint8Array(order.size)
      new DataView(bytes.buffer).setUint32(0, i)
      to?.send({ bytes, attachments: [] })
    }
    if (order.ending === 'leave') this.leave()
    else if (order.ending === 'exit') process.exit(EXIT_CODE)
    else if (order.ending === 'abort') process.kill(process.pid, 'SIGKILL')
    else if (order.ending === 'hoard') hoard()
    else if (order.ending === 'spin') for (;;);
    else if (order.ending === 'chat') parentPort?.postMessage('hello')
    else if (order.ending === 'throw') throw Object.assign(new RangeError('far too far'), { code: 'FAR' })
  }
}

/** Takes all the memory that there is. */
function hoard(): void {
  for (const hoard: number[][] = []; ; ) hoard.push(new Array<number>(100_000).fill(1))
}
