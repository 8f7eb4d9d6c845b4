import { fx, testActor } from '@troupe/testkit'
import { afterEach, expect, test, vi } from 'vitest'
import { type BoardProtocol, Downloader } from './actors.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A server in memory, which breaks off the first times after half of the file. */
function serve(breaks: number): void {
  let left = breaks
  async function* body() {
    yield new Uint8Array(10)
    if (left-- > 0) throw new TypeError('terminated')
    yield new Uint8Array(10)
  }
  vi.stubGlobal('fetch', async () => ({ headers: new Headers({ 'content-length': '20' }), body: body() }))
}

const open = () =>
  testActor(Downloader, (stub) => ['file', 'http://server/file', stub<BoardProtocol>('board')])

test('a download tells how far it is, that it is done, and stops', async () => {
  serve(0)
  const downloader = open()
  await downloader.advance(0)
  const told = downloader.effects().filter((effect) => effect.type === 'tell' && effect.name !== 'begun')
  expect(told).toContainEqual(fx.tell('board', 'progress', 'file', 10, 20))
  expect(told).toContainEqual(fx.tell('board', 'done', 'file', 20))
  expect(downloader.isAlive).toBe(false)
})

test('one that breaks off fails, is started anew by its supervisor, and begins at the beginning', async () => {
  serve(1)
  const downloader = open()
  await downloader.advance(0)
  const told = downloader.effects().flatMap((effect) => (effect.type === 'tell' ? effect.name : []))
  expect(told.join(' ')).toBe('begin begun progress begin begun progress progress done')
})
