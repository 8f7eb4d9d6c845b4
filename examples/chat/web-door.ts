import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ActorRef, ActorSystem } from '@troupe/core'
import type { Connection } from './client-line.ts'
import type { Welcome } from './session.ts'
import type { SessionProtocol } from './session-protocol.ts'
import { MAX_LINE, type Notice } from './wire.ts'

const page = new URL('./page.html', import.meta.url)

/**
 * The chat for browsers: a page, a stream of events for what its client is told, and a request for each line that it sends, whose answer
 * is what lets it send the next. Sessions are the same as those over TCP.
 */
export class WebDoor {
  private readonly system: ActorSystem
  private readonly welcome: Welcome
  /** By the key that each client was given, which nobody can guess. */
  private readonly sessions = new Map<string, ActorRef<SessionProtocol>>()

  constructor(system: ActorSystem, welcome: Welcome) {
    this.system = system
    this.welcome = welcome
  }

  /** Answers a request, whatever becomes of it. */
  attend(request: IncomingMessage, response: ServerResponse): void {
    // A client may go away in the middle of what it says.
    this.route(request, response).catch(() => response.destroy())
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, what, key = ''] = (request.url ?? '/').split('/')
    const route = `${request.method} /${what}`
    if (route === 'GET /') await showPage(response)
    else if (route === 'GET /talk') this.open(response)
    else if (route === 'POST /say') await this.hear(key, request, response)
    else answer(response, 404)
  }

  private open(response: ServerResponse): void {
    const key = randomUUID()
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(`event: key\ndata: ${key}\n\n`)
    const session = this.welcome(connectionOver(response))
    this.sessions.set(key, session)
    response.on('drain', () => session.tell('drained'))
    response.on('close', () => void this.system.stop(session))
    void this.system.terminated(session).then(() => {
      this.sessions.delete(key)
      response.removeAllListeners('drain')
      response.end()
    })
  }

  private async hear(key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = this.sessions.get(key)
    if (session === undefined) answer(response, 410)
    else {
      const line = await bodyOf(request)
      await session
        .with({ timeout: Infinity })
        .ask('heard', line)
        .then(
          () => answer(response, 204),
          () => answer(response, 410),
        )
    }
  }
}

function connectionOver(response: ServerResponse): Connection {
  return {
    write: (notice) => response.write(eventOf(notice)),
    close(notice) {
      if (response.writableNeedDrain) response.destroy()
      else response.end(eventOf(notice))
    },
  }
}

function eventOf(notice: Notice): string {
  return `data: ${JSON.stringify(notice)}\n\n`
}

async function showPage(response: ServerResponse): Promise<void> {
  const html = await readFile(page)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}

/** `undefined` for one that is too long, of which nothing is kept. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  request.setEncoding('utf8')
  let body = ''
  for await (const chunk of request) {
    if (body.length <= MAX_LINE) body += chunk
  }
  return body.length <= MAX_LINE ? body : undefined
}
