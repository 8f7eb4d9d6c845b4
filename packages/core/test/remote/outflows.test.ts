import { describe, expect, it } from 'vitest'
import { Outflows } from '../../src/remote/outflows.ts'

const to = (uid: number) => ({ node: 1, uid, path: `troupe://there/${uid}`, window: 4 })

describe('the ways to the actors of another node', () => {
  it('are one for each actor, however messages to them take turns', () => {
    const outflows = new Outflows()
    for (const uid of [1, 1, 2, 1, 2, 2, 3]) outflows.to(to(uid)).sent()
    expect([1, 2, 3, 4].map((uid) => outflows.get(uid)?.unacknowledged)).toEqual([3, 3, 1, undefined])
    expect([...outflows.all]).toHaveLength(3)
  })

  it('are kept while messages are under way, whether or not the last one went there', () => {
    const outflows = new Outflows()
    outflows.to(to(1)).sent()
    outflows.to(to(2)).sent()
    expect([outflows.granted(2, 5), outflows.granted(1, 5), outflows.granted(1, 5)]).toEqual([1, 1, 0])
    expect([...outflows.all]).toEqual([])
    outflows.to(to(2)).sent()
    expect(outflows.get(2)?.unacknowledged).toBe(1)
  })

  it('are all gone once the other node is', () => {
    const outflows = new Outflows()
    const before = outflows.to(to(1))
    outflows.clear()
    expect([outflows.get(1), [...outflows.all]]).toEqual([undefined, []])
    expect(outflows.to(to(1))).not.toBe(before)
  })
})
