import type { Environment } from '../env/environment.ts'
import { InvalidOptionError } from '../message/errors.ts'

/** What a node is to run in, or why that is not known. */
export interface LoadedEnvironment {
  readonly parts: Partial<Environment>
  readonly error?: unknown
}

/** Loads the module of a node's environment. Never rejects: a node has to run to say why it can't. */
export async function loadedEnvironment(
  load: () => Promise<Readonly<Record<string, unknown>>>,
): Promise<LoadedEnvironment> {
  try {
    return { parts: partsOf(await load()) }
  } catch (error) {
    return { parts: {}, error }
  }
}

function partsOf(module: Readonly<Record<string, unknown>>): Partial<Environment> {
  const { environment } = module
  if (typeof environment === 'object' && environment !== null) return environment
  throw new InvalidOptionError(
    'The module of an environment must export an object named environment, with the parts that differ: export const environment = { logger }.',
  )
}
