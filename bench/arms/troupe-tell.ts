import { createSystem } from '@troupe/core'
import type { Arm } from '../harness/arm.ts'
import { Counter } from './troupe-actors.ts'

/** A burst of numbers to one actor. */
export const tellNumber: Arm = {
  async open() {
    const system = await createSystem()
    const counter = system.spawn(Counter)
    return {
      async run(size) {
        for (let i = 1; i <= size; i++) counter.tell('add', i)
        const { count, sum } = await counter.ask('take')
        return { completed: count, checksum: sum }
      },
      close: () => system.shutdown(),
    }
  },
}
