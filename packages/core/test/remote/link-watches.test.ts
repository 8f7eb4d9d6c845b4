import { describe, expect, it } from 'vitest'
import type { AnyActorRef, Down } from '../../src/index.ts'
import { LinkWatches } from '../../src/remote/link-watches.ts'
import { record } from '../../src/remote/record.ts'

const ref: AnyActorRef = { path: 'troupe://far/a', isActorRef: true, equals: (other) => other === ref }

function open(closedBy?: Error) {
  const said: unknown[][] = []
  const freed: number[] = []
  const downs: string[] = []
  const watches = new LinkWatches({
    closedBy,
    put: (...words) => said.push(words),
    nameFreed: (uid) => freed.push(uid),
  })
  const watcher = {
    notify: ({ reason, error }: Down) => downs.push(`${reason} ${error?.message ?? ''}`.trim()),
  }
  return { watches, said, downs, watcher, freed }
}

describe('watches of actors on another node', () => {
  it('are told of one end once, whatever follows', () => {
    const { watches, watcher, downs, said } = open()
    watches.begin(7, watcher, ref)
    expect(said).toEqual([[record.watch, 1, 7, undefined]])
    watches.down(1, false, { reason: 'stopped' })
    watches.down(1, false, { reason: 'failed' })
    watches.close(new Error('the node is down'))
    expect(downs).toEqual(['stopped'])
  })

  it('are told of the end of the node, with the reason', () => {
    const { watches, watcher, downs } = open()
    watches.begin(7, watcher, ref)
    watches.close(new Error('killed'))
    watches.close(new Error('again'))
    expect(downs).toEqual(['node-down killed'])
  })

  it('are told at once where the node is down already', () => {
    const { watches, watcher, downs, said } = open(new Error('long ago'))
    watches.begin(7, watcher, ref)
    expect({ downs, said }).toEqual({ downs: ['node-down long ago'], said: [] })
  })

  it('that were ended are told nothing', () => {
    const { watches, watcher, downs, said } = open()
    watches.begin(7, watcher, ref)
    watches.end(watcher)
    watches.end(watcher)
    watches.down(1, false, { reason: 'stopped' })
    watches.close(new Error('killed'))
    expect(downs).toEqual([])
    expect(said.slice(1)).toEqual([[record.unwatch, 1, 0, undefined]])
  })

  it('have the registrar told first of the end of what may have had a name', () => {
    const { watches, freed } = open()
    const order: unknown[] = []
    const late = { notify: () => order.push([...freed]) }
    for (const uid of [7, 8, 9]) watches.begin(uid, late, ref)
    watches.down(1, true, { reason: 'stopped' })
    watches.down(2, false, { reason: 'stopped' })
    watches.down(3, false, { reason: 'no-such-actor' })
    expect(order).toEqual([[7], [7], [7, 9]])
  })

  it('by who keeps names say so, and are told when they have begun', () => {
    const { watches, said } = open()
    let begun = 0
    watches.begin(7, { notify: () => {}, begun: () => void begun++ }, ref)
    watches.began(1)
    watches.began(2)
    expect(begun).toBe(1)
    expect(said).toEqual([[record.watch, 1, 7, 'registrar']])
  })

  it('of which nobody knows are not harmed by a down for them', () => {
    const { watches, downs } = open()
    watches.down(99, false, { reason: 'stopped' })
    expect(downs).toEqual([])
  })
})

describe('watches by actors on another node', () => {
  it('of an actor that is not here are answered at once', () => {
    const { watches, said } = open()
    watches.serve(3, undefined, ref)
    expect(said).toEqual([[record.down, 3, 0, { reason: 'no-such-actor', error: undefined }]])
  })
})
