import { isArm, type OpenArm } from './arm.ts'

/** Imports an arm, or the function that makes it, and opens it; says what is missing where it can't run here. */
export async function openArm(
  module: string,
  name: string,
  given: string | undefined,
): Promise<{ readonly arm: OpenArm } | { readonly missing: string }> {
  const exports: Readonly<Record<string, unknown>> = await import(module)
  const exported = exports[name]
  const arm: unknown = given !== undefined && typeof exported === 'function' ? exported(given) : exported
  if (!isArm(arm)) throw new Error(`${module} exports no arm ${name}`)
  const missing = await arm.missing?.()
  return missing === undefined ? { arm: await arm.open() } : { missing }
}
