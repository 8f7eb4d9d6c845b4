import { type ActorContext, defineActor, shownState } from '@troupe/core'
import { explore, type Program } from '@troupe/testkit'
import { expect, test } from 'vitest'
import { type AudienceProtocol, Counter, Player, type Word } from './actors.ts'

const Audience = defineActor('Audience', (_ctx: ActorContext<AudienceProtocol>) => {
  const heard: Word[] = []
  return {
    hear(word) {
      heard.push(word)
    },
    leave() {},
    [shownState]: () => heard.join(' '),
  }
})

const play: Program = (system) => {
  const audience = system.spawn(Audience, [], { name: 'audience' })
  const counter = system.spawn(Counter, [5, audience], { name: 'counter' })
  const ping = system.spawn(Player, ['Ping', counter], { name: 'ping' })
  ping.tell('play', system.spawn(Player, ['Pong', counter], { name: 'pong' }))
}

test('five words are heard, by turns, in whatever order anything happens', async () => {
  const report = await explore(play, {
    finally: { 'the words': (state) => state.stateOf('audience') === 'Ping Pong Ping Pong Ping' },
  })
  expect(report).toMatchObject({ exhaustive: true, failures: 0 })
})
