/**
 * States as text: equal texts mean equal states. What is made of plain data is told by its content. Of anything else, an
 * object of a class or a function, nobody knows what it hides, so each is equal to itself alone.
 */
export class StateKeys {
  private readonly ids = new Map<unknown, number>()

  of(state: unknown): string {
    return this.key(state, [])
  }

  /** @param open what holds the value: values may hold themselves */
  private key(value: unknown, open: readonly object[]): string {
    if (typeof value === 'string') return JSON.stringify(value)
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value === 'symbol' || typeof value === 'function') return this.id(value)
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
    const at = open.indexOf(value)
    return at < 0 ? this.keyOfObject(value, [...open, value]) : `^${at}`
  }

  private keyOfObject(value: object, open: readonly object[]): string {
    const all = (values: Iterable<unknown>): string =>
      Array.from(values, (each) => this.key(each, open)).join()
    switch (Object.getPrototypeOf(value)) {
      case Array.prototype:
        // A hole is not `undefined`.
        return `[${Array.isArray(value) && Object.keys(value).length === value.length ? all(value) : this.fields(value, open)}]`
      case Object.prototype:
      case null:
        return `{${this.fields(value, open)}}`
      case Map.prototype:
        return value instanceof Map ? `map(${all([...value].flat(1))})` : this.id(value)
      case Set.prototype:
        return value instanceof Set ? `set(${all(value)})` : this.id(value)
      case Date.prototype:
        return value instanceof Date ? `date(${value.getTime()})` : this.id(value)
      case Uint8Array.prototype:
        return value instanceof Uint8Array ? `bytes(${value.join()})` : this.id(value)
      default:
        return this.id(value)
    }
  }

  private fields(value: object, open: readonly object[]): string {
    const keys = Reflect.ownKeys(value).map((key) => [this.key(key, open), key] as const)
    return keys
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, key]) => `${name}:${this.key(Reflect.get(value, key), open)}`)
      .join()
  }

  private id(value: unknown): string {
    const id = this.ids.get(value) ?? this.ids.size
    this.ids.set(value, id)
    return `#${id}`
  }
}
