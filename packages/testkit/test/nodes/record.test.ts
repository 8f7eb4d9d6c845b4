import { type ActorContext, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { createTestSystem } from '../../src/index.ts'

const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string): string }>) => ({
  say: (word) => word.toUpperCase(),
}))

test('a recording has what happens on another node once', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo }, 1)
  const recording = sys.record()
  await sys.settled()
  const trace = await recording
  const echo = sys.spawn(Echo, [], { on: 'far', name: 'echo' })
  await sys.expectAnswer(echo.ask('say', 'hello'), 'HELLO')
  const stopped = trace.stop()
  await sys.settled()
  await stopped
  const lines = trace.toMermaid().split('\n')
  expect(lines.filter((line) => line.includes('say('))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('HELLO'))).toHaveLength(1)
})
