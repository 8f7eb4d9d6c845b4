import { Piscina } from 'piscina'
import { callingArms } from './calls.ts'

export const { tell, tellArrays, ask } = callingArms(() => {
  const pool = new Piscina({
    filename: new URL('./counting-service.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 256,
    atomics: 'disabled',
  })
  return {
    add: (order) => pool.run(order, { name: 'add' }),
    addAll: (orders) => pool.run(orders, { name: 'addAll' }),
    echo: (value) => pool.run(value, { name: 'echo' }),
    take: () => pool.run(undefined, { name: 'take' }),
    close: () => pool.destroy(),
  }
})
