import { expect, it } from 'vitest'
import { type AskLink, chainPaths, waitsIn } from '../../src/message/ask-chain.ts'

const first: AskLink = { uid: 1, path: 'a', handling: 5, before: undefined }
const chain: AskLink = { uid: 2, path: 'b', handling: 9, before: first }

it.each([
  { uid: 1, handling: 5, waits: true },
  { uid: 2, handling: 9, waits: true },
  { uid: 1, handling: 6, waits: false },
  { uid: 3, handling: 9, waits: false },
])('in the chain a#5 -> b#9, handling $handling of actor $uid waits: $waits', ({ uid, handling, waits }) => {
  expect(waitsIn(chain, uid, handling)).toBe(waits)
})

it('nobody waits where there is no chain', () => {
  expect(waitsIn(undefined, 1, 1)).toBe(false)
  expect(chainPaths(undefined)).toEqual([])
})

it('names the first asker first', () => {
  expect(chainPaths(chain)).toEqual(['a', 'b'])
})
