import type { ModelEvent } from '../../../src/explore/model.ts'

/** An event by its id: `a→b#1`, `timer a`, `crash a`, `drop a→b#1`. */
export function eventOf(id: string, createdBy = -1, order = 0): ModelEvent {
  const [, word, rest = id] = /^(timer|crash|drop|duplicate) (.*)$/.exec(id) ?? []
  const [way, owner] = /^([^#]*[→⇢]([^#]*))#/.exec(rest)?.slice(1) ?? [undefined, rest]
  const kind = word ?? (id.includes('⇢') ? 'resume' : 'deliver')
  return {
    id,
    kind: kindOf(kind),
    owner: owner ?? rest,
    channel: way,
    name: way === undefined ? undefined : 'hello',
    payload: undefined,
    createdBy,
    order,
  }
}

function kindOf(word: string): ModelEvent['kind'] {
  const kinds: readonly ModelEvent['kind'][] = ['deliver', 'resume', 'timer', 'crash', 'drop', 'duplicate']
  return kinds.find((kind) => kind === word) ?? 'deliver'
}
