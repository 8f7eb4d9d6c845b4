import { type ActorContext, type ActorRef, defineActor, shownState, TroupeError } from '@troupe/core'
import { ClientLine, type Connection } from './client-line.ts'
import type { LobbyProtocol } from './lobby.ts'
import { Memberships } from './memberships.ts'
import type { SessionOptions, SessionProtocol } from './session-protocol.ts'
import { parseRequest, Refusal, type Request } from './wire.ts'

/** Spawns the session of a client that has connected. */
export type Welcome = (connection: Connection) => ActorRef<SessionProtocol>

/**
 * One client, from its connection to its end: reads what it asks for, keeps it in its rooms, and never makes a room wait for it. The
 * definition closes over the connection, so a session lives where its socket does.
 */
export const defineSession = (connection: Connection) =>
  defineActor(
    'Session',
    (ctx: ActorContext<SessionProtocol>, lobby: ActorRef<LobbyProtocol>, options: SessionOptions) => {
      const line = new ClientLine(ctx, connection, () => guest?.isBehind() ?? false, options)
      let guest: Memberships | undefined
      let reason = 'the server is closing'

      const greet = async (name: string): Promise<void> => {
        if (guest !== undefined) throw new Refusal('has-name-already', 'You have a name already.')
        await claim(ctx, name)
        guest = new Memberships(ctx, line, lobby, name, options)
        line.tell({ type: 'welcome', name })
      }
      const act = async (request: Request): Promise<void> => {
        if (request.type === 'hello') return greet(request.name)
        if (guest === undefined)
          throw new Refusal('no-name-yet', 'Say hello first: {"type":"hello","name":"ann"}.')
        if (request.type === 'say') guest.say(request.room, request.text)
        else guest[request.type](request.room)
      }

      ctx.on('stopping', () => line.close(reason))
      return {
        async heard(text) {
          // Whoever does not wait for the answer to a line waits here.
          if (line.isHeld) return ctx.stash()
          const reply = ctx.reply('heard')
          line.take(reply)
          try {
            await act(parseRequest(text))
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
            line.tell({ type: 'error', code: error.code, message: error.message })
          }
          line.readOn()
          return reply
        },
        rested: () => line.readOn(),
        drained() {
          line.drained()
          line.readOn()
        },
        stalled() {
          reason = 'you read too slowly'
          ctx.stop()
        },
        found: (outcome) => guest?.found(outcome),
        entered: (room, ticket, state) => guest?.entered(room, ticket, state),
        happened(room, ticket, event, draft) {
          guest?.happened(room, ticket, event, draft)
          line.readOn()
        },
        lost(room, ticket) {
          guest?.lost(room, ticket)
          line.readOn()
        },
        look: (room, ticket) => guest?.look(room, ticket),
        [shownState]: () => ({ rooms: guest?.rooms ?? [], waiting: line.waiting }),
      }
    },
  )

/** A name belongs to one client at a time, and is free when its session has ended. */
async function claim(ctx: ActorContext<SessionProtocol>, name: string): Promise<void> {
  try {
    await ctx.names.register(`guest:${encodeURIComponent(name)}`, ctx.self)
  } catch (error) {
    if (!(error instanceof TroupeError && error.code === 'name-taken')) throw error
    throw new Refusal('name-taken', `Somebody else is called ${name}.`)
  }
}
