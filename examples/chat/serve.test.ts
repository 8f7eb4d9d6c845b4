import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { Guest } from './guest.ts'

const program = fileURLToPath(new URL('../run.ts', import.meta.url))
const started: ChildProcessWithoutNullStreams[] = []

afterEach(() => {
  for (const each of started.splice(0)) each.kill('SIGKILL')
})

function chat(...args: readonly string[]): ChildProcessWithoutNullStreams {
  const node = ['--conditions=@troupe/source', '--import', 'tsx', program, 'chat']
  const child = spawn(process.execPath, [...node, ...args])
  started.push(child)
  return child
}

/** A chat for people, and where it is. */
async function serve(...args: readonly string[]) {
  const server = chat('--serve', '--json', '--nodes', '2', ...args)
  const [line] = await once(createInterface(server.stdout), 'line')
  const { port }: { port: number } = JSON.parse(String(line))
  return { server, port }
}

describe.each(placements)('a chat that is served, its rooms %s', (placement) => {
  test('goes on until Ctrl-C, and says good-bye', async () => {
    const { server, port } = await serve('--on', placement)
    await using ann = await Guest.arrive(port, 'ann')
    await ann.join('tea')
    const bye = ann.until((notice) => notice.type === 'bye')
    // A pipe is closed when all who hold it have ended: child processes of the program, too.
    const closed = once(server, 'close')
    server.kill('SIGINT')
    await bye
    expect(await closed).toEqual([null, 'SIGINT'])
  })
})

test('a person joins by hand, is read and heard, and leaves at the end of the input', async () => {
  const { port } = await serve('--on', 'here')
  await using ann = await Guest.arrive(port, 'ann')
  await ann.join('tea')
  const bob = chat('--join', `127.0.0.1:${port}`, '--name', 'bob', '--room', 'tea')
  const lines: string[] = []
  const hears = new Promise<void>((resolve) => {
    createInterface(bob.stdout).on('line', (line) => {
      lines.push(line)
      if (line === '[tea] ann: hi') resolve()
    })
  })
  await ann.until((notice) => notice.type === 'came' && notice.who === 'bob')
  ann.say('tea', 'hi')
  await hears
  const said = ann.until((notice) => notice.type === 'line' && notice.from === 'bob')
  const left = ann.until((notice) => notice.type === 'left' && notice.who === 'bob')
  const closed = once(bob, 'close')
  bob.stdin.end('hello there\n')
  expect(await said).toMatchObject({ text: 'hello there' })
  await left
  expect(await closed).toEqual([0, null])
  expect(lines.slice(0, 3)).toEqual([
    'Welcome, bob. /join ROOM, /leave ROOM, and whatever else you type is said.',
    '[tea] you are in, with 2 in all: ann, bob',
    '[tea] ann: hi',
  ])
})
