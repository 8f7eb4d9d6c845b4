import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Guest } from './guest.ts'
import { type Chat, openChat } from './server.ts'
import { MAX_LINE, type Notice, parseNotice } from './wire.ts'

let chat: Chat
let web: string

beforeEach(async () => {
  chat = await openChat({ placement: 'here', nodes: 1, logger: { write() {} } })
  web = `http://127.0.0.1:${chat.webPort}`
})

afterEach(() => chat[Symbol.asyncDispose]())

/** What a page does: listens to a stream of events, and posts its lines. */
async function openPage() {
  const leave = new AbortController()
  const { body } = await fetch(`${web}/talk`, { signal: leave.signal })
  if (body === null) throw new Error('There is no stream.')
  const data = dataOf(body)
  const { value: key } = await data.next()
  return {
    key,
    leave: () => leave.abort(),
    post: (line: string) => fetch(`${web}/say/${key}`, { method: 'POST', body: line }),
    async until(type: Notice['type']): Promise<Notice> {
      for (;;) {
        const { value, done } = await data.next()
        if (done) throw new Error('The stream has ended.')
        const notice = parseNotice(value)
        if (notice?.type === type) return notice
      }
    },
  }
}

async function* dataOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  let rest = ''
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) yield event.slice(event.indexOf('data: ') + 'data: '.length)
  }
  return undefined
}

test('there is a page', async () => {
  const response = await fetch(web)
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(await response.text()).toContain('EventSource')
})

test('who comes by browser talks to who comes by TCP', async () => {
  await using ann = await Guest.arrive(chat.port, 'ann')
  await ann.join('tea')
  const page = await openPage()
  expect((await page.post('{"type":"hello","name":"bob"}')).status).toBe(204)
  await page.post('{"type":"join","room":"tea"}')
  expect(await page.until('joined')).toMatchObject({ members: ['ann', 'bob'] })
  const heard = ann.until((notice) => notice.type === 'line')
  await page.post('{"type":"say","room":"tea","text":"hi"}')
  expect(await heard).toMatchObject({ from: 'bob', text: 'hi' })
  const left = ann.until((notice) => notice.type === 'left')
  page.leave()
  expect(await left).toMatchObject({ who: 'bob' })
  expect(ann.witness.complaints).toEqual([])
})

test('what makes no sense is answered with an error', async () => {
  const page = await openPage()
  await page.post('{')
  expect(await page.until('error')).toMatchObject({ code: 'not-json' })
  await page.post('x'.repeat(MAX_LINE + 1))
  expect(await page.until('error')).toMatchObject({ code: 'too-long' })
  page.leave()
})

test('lines that a page posts all at once are heard at its rate, and all are answered', async () => {
  await using slow = await openChat({
    placement: 'here',
    nodes: 1,
    session: { rate: { rate: 200, burst: 3 } },
    logger: { write() {} },
  })
  web = `http://127.0.0.1:${slow.webPort}`
  const page = await openPage()
  await page.post('{"type":"hello","name":"bob"}')
  await page.post('{"type":"join","room":"tea"}')
  await page.until('joined')
  const start = performance.now()
  const statuses = await Promise.all(
    Array.from(
      { length: 20 },
      async () => (await page.post('{"type":"say","room":"tea","text":"hi"}')).status,
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([204]))
  // The first ones are free; a timer of Node may be a millisecond early.
  expect(performance.now() - start).toBeGreaterThan(((20 - 3) * 1000) / 200 - 20)
  page.leave()
})

test('who goes away in the middle of a request harms nobody', async () => {
  const socket = connect(chat.webPort, '127.0.0.1')
  await once(socket, 'connect')
  const page = await openPage()
  socket.write(`POST /say/${page.key} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"type"`)
  await page.post('{"type":"hello","name":"bob"}')
  socket.destroy()
  await page.post('{"type":"join","room":"tea"}')
  expect(await page.until('joined')).toMatchObject({ members: ['bob'] })
  page.leave()
})

test('a chat closes with pages open', async () => {
  const page = await openPage()
  await page.post('{"type":"hello","name":"bob"}')
  const bye = page.until('bye')
  await chat[Symbol.asyncDispose]()
  expect(await bye).toMatchObject({ reason: 'the server is closing' })
})

test.each([
  ['GET', '/nowhere', 404],
  ['POST', '/talk', 404],
  ['POST', '/say/nobody', 410],
  ['POST', '/say/__proto__', 410],
])('%s %s is answered with %i', async (method, path, status) => {
  expect((await fetch(`${web}${path}`, { method })).status).toBe(status)
})
