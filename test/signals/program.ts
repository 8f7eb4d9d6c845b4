import { createSystem } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import { Walker } from './actors.ts'

const module = new URL('./actors.ts', import.meta.url)
const system = await createSystem({
  nodes: { thread: workers(module, { count: 1 }), process: processes(module, { count: 1 }) },
  shutdownOn: ['SIGINT', 'SIGTERM'],
})
for (const on of [undefined, 'thread', 'process'])
  await system.spawn(Walker, [], { name: 'walker', ...(on && { on, name: `on-${on}` }) }).ready()
console.log('walking')
