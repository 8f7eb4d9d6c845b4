import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const CHUNKS = 20
const CHUNK = Buffer.alloc(32 * 1024, 'x')

/** The bytes of every file. */
export const FILE_BYTES = CHUNKS * CHUNK.length

/** A server of files, each as slow as its address says. */
export interface FileServer extends AsyncDisposable {
  /** The address of a file that takes so many milliseconds; the first `breaks` attempts end half-way. */
  urlOf(file: string, ms: number, breaks?: number): string
}

/** Starts a server on this machine, at a port that is free. */
export async function startServer(): Promise<FileServer> {
  const attempts = new Map<string, number>()
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const attempt = (attempts.get(pathname) ?? 0) + 1
    attempts.set(pathname, attempt)
    const breaks = attempt <= Number(searchParams.get('breaks'))
    // Who downloads may be gone.
    void send(response, Number(searchParams.get('ms')), breaks).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    urlOf: (file, ms, breaks = 0) => `http://127.0.0.1:${port}/${file}?ms=${ms}&breaks=${breaks}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function send(response: ServerResponse, ms: number, breaks: boolean): Promise<void> {
  response.writeHead(200, { 'content-length': FILE_BYTES })
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    if (ms > 0) await wait(ms / CHUNKS)
    if (breaks && chunk === CHUNKS / 2) {
      response.destroy()
      return
    }
    await new Promise<void>((resolve) => response.write(CHUNK, () => resolve()))
  }
  response.end()
}
