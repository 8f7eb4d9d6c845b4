import { type ActorContext, defineActor } from '@troupe/core'
import { defineExample } from '../shared/example.ts'
import { describeWhereabouts, inPlacement, type Placement, type Whereabouts } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import { type AudienceProtocol, Counter, Player, type Word } from './actors.ts'

const actors = new URL('./actors.ts', import.meta.url)

/** How a game went. */
export interface Score {
  readonly pings: number
  readonly pongs: number
  readonly total: number
  readonly elapsed_ms: number
  readonly players: readonly Whereabouts[]
}

/** Two players on two nodes say `count` words by turns; `hear` is called with each. */
export async function playPingPong(count: number, scene: Scene, hear: (word: Word) => void): Promise<Score> {
  await using stage = await openStage(scene, { group: 'players', actors, count: 2 })
  const { system, there } = stage
  const said = { Ping: 0, Pong: 0 }
  // A definition that uses what is around it can be spawned in this thread alone.
  const Audience = defineActor('Audience', (ctx: ActorContext<AudienceProtocol>) => ({
    hear(word) {
      said[word]++
      hear(word)
    },
    leave: () => ctx.stop(),
  }))
  const audience = system.spawn(Audience, [], { name: 'audience' })
  const counter = system.spawn(Counter, [count, audience], { name: 'counter' })
  // A player that was started anew would not know that it had the turn.
  const options = { ...there, restart: 'temporary' } as const
  const ping = system.spawn(Player, ['Ping', counter], { ...options, name: 'ping' })
  const pong = system.spawn(Player, ['Pong', counter], { ...options, name: 'pong' })
  const players = [await ping.ask('whereabouts'), await pong.ask('whereabouts')]

  const start = performance.now()
  ping.tell('play', pong)
  const first = await Promise.race([audience, ping, pong].map((each) => system.terminated(each)))
  if (!first.ref.equals(audience)) throw first.error ?? new Error(`${first.ref.path} left the game`)
  const elapsed_ms = Math.round(performance.now() - start)
  return { pings: said.Ping, pongs: said.Pong, total: said.Ping + said.Pong, elapsed_ms, players }
}

function describe(score: Score, placement: Placement): string {
  const words = score.total === 1 ? '1 word' : `${score.total} words`
  return [
    '',
    `${words} in ${score.elapsed_ms} ms, the players ${inPlacement[placement]}`,
    ...score.players.map(describeWhereabouts),
  ].join('\n')
}

export const pingPong = defineExample({
  name: 'ping-pong',
  summary: 'two players say Ping and Pong by turns: exactly as many words as asked for',
  options: {
    count: { type: 'number', default: 10, min: 0, max: 1_000_000_000, help: 'how many words in all' },
  },
  async play({ count, json }, scene) {
    const score = await playPingPong(count, scene, (word) => {
      if (!json) process.stdout.write(`${word}\n`)
    })
    return {
      figures: score,
      claims: {
        exactly_as_many: score.total === count,
        by_turns: score.pings - score.pongs === count % 2,
      },
      words: describe(score, scene.on),
    }
  },
})
