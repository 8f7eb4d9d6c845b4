import { compileWriter, type ObjectWriter } from './compiled-writer.ts'
import { MOST_SHAPE_KEYS, MOST_SHAPES } from './tag.ts'

const NUMBERLESS = -1
/** To compile a writer takes as long as to write some hundred objects without one. */
const SEEN_OFTEN = 100

/** A list of keys, as a node of a tree of keys. */
export class Shape {
  /** The number that the other side knows it by; negative where it is only the beginning of others. */
  id = NUMBERLESS
  readonly size: number
  private readonly parent: Shape | undefined
  private readonly key: string
  private readonly longer = new Map<string, Shape>()
  // Most lists of keys go on in one way only: the last one found is tried before the map.
  private lastKey = ''
  private last: Shape | undefined = undefined
  /** How many objects were written field by field, until there is a program for them. */
  private seen = 0
  private compiled: ObjectWriter | undefined = undefined

  constructor(parent?: Shape, key = '') {
    this.parent = parent
    this.key = key
    this.size = parent === undefined ? 0 : parent.size + 1
  }

  /** The shape with one key more. */
  with(key: string): Shape | undefined {
    return this.lastKey === key && this.last !== undefined ? this.last : this.find(key)
  }

  /** The shape with one key more, made if there is none. */
  extend(key: string): Shape {
    const known = this.with(key)
    if (known !== undefined) return known
    const shape = new Shape(this, key)
    this.longer.set(key, shape)
    return shape
  }

  /** What writes the fields of such objects, where so many have come that it is worth its while. */
  writer(): ObjectWriter | undefined {
    if (this.seen <= SEEN_OFTEN && ++this.seen === SEEN_OFTEN) this.compiled = compileWriter(this.keys)
    return this.compiled
  }

  private get keys(): string[] {
    return this.parent === undefined ? [] : [...this.parent.keys, this.key]
  }

  /** Takes the number away, and the nodes that led nowhere else. */
  forget(): void {
    this.id = NUMBERLESS
    this.prune()
  }

  private find(key: string): Shape | undefined {
    const shape = this.longer.get(key)
    if (shape !== undefined) {
      this.lastKey = key
      this.last = shape
    }
    return shape
  }

  private prune(): void {
    if (this.parent === undefined || this.id !== NUMBERLESS || this.longer.size > 0) return
    this.parent.longer.delete(this.key)
    this.parent.last = undefined
    this.parent.prune()
  }
}

/** The lists of keys that an encoder has sent, so that it need not send them again. */
export class ShapeTable {
  private readonly root = new Shape()
  private readonly defined: Shape[] = []

  get count(): number {
    return this.defined.length
  }

  /** The shape of `value`, if it has a number. */
  find(value: object): Shape | undefined {
    let shape: Shape | undefined = this.root
    for (const key in value) {
      shape = shape.with(key)
      if (shape === undefined) return undefined
    }
    return shape.id === NUMBERLESS ? undefined : shape
  }

  /** Gives the next number to the list `keys`; `undefined` where it is not worth one, or all are taken. */
  define(keys: readonly string[]): Shape | undefined {
    if (this.count === MOST_SHAPES || keys.length > MOST_SHAPE_KEYS || keys.includes('__proto__'))
      return undefined
    let shape = this.root
    for (const key of keys) shape = shape.extend(key)
    shape.id = this.count
    this.defined.push(shape)
    return shape
  }

  /** Takes back all but the first `count` definitions. */
  rollBack(count: number): void {
    while (this.count > count) this.defined.pop()?.forget()
  }
}
