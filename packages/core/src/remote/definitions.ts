import { type AnyDefinition, isDefinition } from '../behavior/actor-definition.ts'
import { InvalidDefinitionError } from '../message/errors.ts'

/**
 * The definitions that a module exports, by name: only these can be spawned on its node.
 *
 * @throws InvalidDefinitionError where there is none, or two have one name
 */
export function collectDefinitions(module: Readonly<Record<string, unknown>>): Map<string, AnyDefinition> {
  const definitions = new Map<string, AnyDefinition>()
  for (const value of new Set(Object.values(module))) {
    if (!isDefinition(value)) continue
    if (definitions.has(value.name)) {
      throw new InvalidDefinitionError(
        `The module exports two definitions named "${value.name}"; a node could not tell them apart.`,
      )
    }
    definitions.set(value.name, value)
  }
  if (definitions.size === 0) {
    throw new InvalidDefinitionError(
      'The module exports no definition. Give a node the URL of a module that exports what defineActor returns: a file of actors, not the main program (which, bundled, would run again).',
    )
  }
  return definitions
}
