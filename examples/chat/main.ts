import { defineExample } from '../shared/example.ts'
import { UsageError } from '../shared/options.ts'
import { inPlacement, type Placement } from '../shared/placement.ts'
import { chatByHand } from './console.ts'
import { demonstrate, type Loss, type Outcome, type Plan } from './demo.ts'
import { openChat } from './server.ts'

function describe(plan: Plan, outcome: Outcome): string {
  const { lost, slow, complaints } = outcome
  return [
    `${plan.clients} clients in ${plan.rooms} rooms, the rooms ${inPlacement[plan.placement]}`,
    '',
    `said              ${outcome.said} lines, ${outcome.said_again} again`,
    `delivered         ${outcome.delivered} heard by those who were in the room`,
    `order             ${orderOf(complaints)}`,
    `latency           p50 ${outcome.p50_ms} ms, p99 ${outcome.p99_ms} ms`,
    `lost in the talk  ${lossOf(lost)}`,
    `                  ${lost.back} of ${lost.rooms} back, and the last one talked again after ${lost.silent_ms} ms`,
    `slow client       reads again at last: ${slow.missed} missed, of which it is told`,
    `silent client     never reads again, and is sent away after ${slow.sent_away_after} ms`,
    `flooding client   sends ${plan.flood} lines at once, which are read within ${outcome.flood_ms} ms`,
  ].join('\n')
}

function orderOf(complaints: readonly string[]): string {
  if (complaints.length === 0) return 'one for each room, the same for all who were in it, without gaps'
  return `WRONG ${complaints.length} times: ${complaints[0]}`
}

function lossOf({ node, rooms }: Loss): string {
  const count = rooms === 1 ? '1 room' : `${rooms} rooms`
  return node === undefined ? count : `node ${node}, with ${count}`
}

/** Opens a chat for people, and leaves it open until a signal ends the program. */
async function serve(placement: Placement, nodes: number, port: number, json: boolean): Promise<void> {
  const { port: tcp, webPort } = await openChat({ placement, nodes, port })
  if (json) console.log(JSON.stringify({ example: 'chat', placement, nodes, port: tcp, web_port: webPort }))
  else {
    console.log(`The chat is open, its rooms ${inPlacement[placement]}. Ctrl-C closes it. Come in by one of these:

  npm run example -- chat --join 127.0.0.1:${tcp} --name ann
  a browser, at http://127.0.0.1:${webPort}
  nc 127.0.0.1 ${tcp}, with lines of JSON: {"type":"hello","name":"ann"}`)
  }
}

/** @throws UsageError */
async function join(address: string, name: string, room: string): Promise<void> {
  const [, host, port] = /^(?:tcp:\/\/)?([^:/]+):(\d+)$/.exec(address) ?? []
  if (host === undefined) throw new UsageError(`--join takes an address like 127.0.0.1:4242, not ${address}.`)
  await chatByHand(host, Number(port), name, room)
}

export const chat = defineExample({
  name: 'chat',
  summary:
    'a chat server: rooms on several threads, real clients over TCP, and a thread dies in the middle of the talk',
  options: {
    clients: { type: 'number', default: 20, min: 1, max: 500, help: 'how many clients talk' },
    rooms: { type: 'number', default: 8, min: 1, max: 1000, help: 'how many rooms they talk in' },
    nodes: { type: 'number', default: 3, min: 1, max: 64, help: 'how many nodes the rooms are spread over' },
    lines: {
      type: 'number',
      default: 100,
      min: 2,
      max: 100_000,
      help: 'lines that each says in each of its rooms',
    },
    flood: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 100_000,
      help: 'lines that one client sends at once',
    },
    serve: { type: 'flag', help: 'open a chat for people instead, until Ctrl-C' },
    port: {
      type: 'number',
      default: 0,
      min: 0,
      max: 65_534,
      help: 'where to serve; browsers one above; 0 for any',
    },
    join: { type: 'text', value: 'address', help: 'chat by hand, at such an address as --serve prints' },
    name: { type: 'text', value: 'name', help: 'who joins ("guest" and a number unless said)' },
    room: { type: 'text', value: 'room', help: 'which room to join first ("lobby" unless said)' },
  },
  quick: ['--clients', '6', '--rooms', '4', '--lines', '30', '--flood', '200'],
  async play(chosen, scene) {
    const { clients, rooms, nodes, lines, flood, join: address, name, room } = chosen
    if (address !== undefined) return join(address, name ?? `guest ${process.pid}`, room ?? 'lobby')
    if (chosen.serve) return serve(scene.on, nodes, chosen.port, chosen.json)
    const plan = { placement: scene.on, clients, rooms, nodes, lines, slow_lines: 3000, flood }
    const outcome = await demonstrate(plan, scene)
    const claims = {
      one_order_without_gaps: outcome.complaints.length === 0,
      all_rooms_are_back: outcome.lost.back === outcome.lost.rooms,
    }
    if (!Object.values(claims).every(Boolean)) process.exitCode = 1
    return {
      figures: { clients, rooms, nodes, ...outcome },
      claims,
      words: describe(plan, outcome),
    }
  },
})
