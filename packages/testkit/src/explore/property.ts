import { TroupeError } from '@troupe/core'
import { showValue } from '../system/shown.ts'
import type { World } from '../world/schedule.ts'
import { NotingView, type Reading, type StateView } from './state-view.ts'

/** A property of the actors' states: whether it holds at one moment. A text says that it does not, and what is wrong. */
export type Property = (state: StateView) => boolean | string

/** A property of an exploration threw, or returned something that is neither true, nor false, nor a text. */
export class PropertyError extends TroupeError {
  readonly code = 'property-threw'
  /** The name of the property. */
  readonly property: string
  /** The event after which it was looked at; nothing if that was the setup. */
  readonly event: string | undefined

  constructor(property: string, event: string | undefined, what: string, cause: unknown) {
    super(
      `The property "${property}" ${what}, looked at after ${event === undefined ? 'the setup' : `"${event}"`}. ` +
        'Let it return true, false or a text that says what is wrong, for every state, those at the beginning included.',
      { cause },
    )
    this.property = property
    this.event = event
  }
}

/**
 * Whether a property holds now; if not, perhaps what is wrong.
 *
 * @param note told of what it reads
 * @throws PropertyError
 */
export function judge(
  name: string,
  property: Property,
  world: World,
  event: string | undefined,
  note: (reading: Reading) => void,
): boolean | string {
  let answer: unknown
  try {
    answer = property(new NotingView(world, note))
  } catch (error) {
    throw new PropertyError(name, event, `threw ${describe(error)}`, error)
  }
  if (typeof answer === 'boolean' || typeof answer === 'string') return answer
  throw new PropertyError(
    name,
    event,
    `returned ${answer instanceof Promise ? 'a promise' : showValue(answer)}`,
    undefined,
  )
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : showValue(error)
}
