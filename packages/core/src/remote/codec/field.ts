const ordinary: object = {}

/** Gives `target` a field of its own, whatever its name: `__proto__` and what objects inherit are names like others. */
export function defineField(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key in ordinary) {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[key] = value
  }
}
