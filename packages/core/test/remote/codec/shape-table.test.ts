import { describe, expect, it } from 'vitest'
import { ShapeTable } from '../../../src/remote/codec/shape-table.ts'

describe('a table of shapes', () => {
  it('finds a list of keys by their names and their order', () => {
    const table = new ShapeTable()
    const shape = table.define(['a', 'b'])
    expect(table.find({ a: 1, b: 2 })).toBe(shape)
    expect([table.find({ b: 2, a: 1 }), table.find({ a: 1 }), table.find({})]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('forgets what it takes back, and only that', () => {
    const table = new ShapeTable()
    const kept = table.define(['a'])
    const taken = table.define(['a', 'b'])
    expect(table.find({ a: 1, b: 2 })).toBe(taken)
    table.rollBack(1)
    expect([table.find({ a: 1 }), table.find({ a: 1, b: 2 })]).toEqual([kept, undefined])
    const anew = table.define(['a', 'b'])
    table.define(['a', 'c'])
    expect([anew?.id, table.find({ a: 1, c: 1 })?.id, table.find({ a: 1, b: 1 })]).toEqual([1, 2, anew])
  })

  it('keeps no memory of what it takes back', () => {
    const table = new ShapeTable()
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < 20_000; i++) {
      table.define(Array.from({ length: 30 }, (_, k) => `${i}-${k}`))
      table.rollBack(0)
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(80 * 1024 * 1024)
  })
})
