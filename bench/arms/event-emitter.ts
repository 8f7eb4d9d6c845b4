import { EventEmitter } from 'node:events'
import type { Arm } from '../harness/arm.ts'

/** An event for each message: its listener is called at once, and nothing is queued. */
function burst(send: (events: EventEmitter, size: number) => void): Arm {
  return {
    async open() {
      const events = new EventEmitter()
      let count = 0
      let sum = 0
      const add = (by: number): void => {
        count++
        sum += by
      }
      events.on('add', add)
      events.on('pair', (pair: { right: number }) => add(pair.right))
      return {
        async run(size) {
          count = 0
          sum = 0
          send(events, size)
          return { completed: count, checksum: sum }
        },
        close: async () => {},
      }
    },
  }
}

export const tellNumber = burst((events, size) => {
  for (let i = 1; i <= size; i++) events.emit('add', i)
})

export const tellRecord = burst((events, size) => {
  for (let i = 1; i <= size; i++) events.emit('pair', { left: 1, right: i })
})
