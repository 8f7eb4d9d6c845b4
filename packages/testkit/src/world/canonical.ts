/** A value as text: equal values give equal text, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, replacer) ?? 'undefined'
}

function replacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (value instanceof Map) return { map: [...value] }
  if (value instanceof Set) return { set: [...value] }
  if (value instanceof Error) return { name: value.name, message: value.message }
  // It belongs to the runtime, and holds far more than what can be told of it.
  if (isReply(value)) return { reply: value.name }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function isReply(value: unknown): value is { readonly name: unknown } {
  return typeof value === 'object' && value !== null && 'isReply' in value && 'name' in value
}
