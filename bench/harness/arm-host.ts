// The process of one arm: opens it, and runs a block whenever the harness asks for one.
import type { OpenArm } from './arm.ts'
import { type HostAnswer, type HostOrder, isOrder } from './host-message.ts'
import { openArm } from './open-arm.ts'
import { runBlock } from './run-block.ts'

let open: OpenArm | undefined

function answer(message: HostAnswer): void {
  process.send?.(message)
}

async function carryOut(order: HostOrder): Promise<HostAnswer> {
  switch (order.do) {
    case 'open': {
      const opened = await openArm(order.module, order.export, order.given)
      if ('missing' in opened) return { did: 'miss', what: opened.missing }
      open = opened.arm
      return { did: 'open' }
    }
    case 'block': {
      if (open === undefined) throw new Error('the arm is not open')
      const block = await runBlock(open, order.size, order.expected, order.ms)
      return { did: 'block', block }
    }
    case 'close':
      await open?.close()
      return { did: 'close' }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

process.on('message', (order) => {
  if (!isOrder(order)) return
  carryOut(order).then(answer, (error: unknown) => answer({ did: 'fail', reason: reasonOf(error) }))
})
// The harness has gone: whatever the arm has started goes with this process.
process.on('disconnect', () => process.exit())
