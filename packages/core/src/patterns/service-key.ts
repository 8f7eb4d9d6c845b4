import { actorName } from '../index.ts'

declare const protocolOf: unique symbol

/** What actors of protocol `P` are registered under at a receptionist. It is a string, and can be sent. */
export type ServiceKey<P> = string & { readonly [protocolOf]: (protocol: P) => P }

/**
 * Makes the key of a service: what its members can be told. Make it once, in a module that all who use it import.
 *
 * @throws InvalidNameError for a name that is empty, has a `/`, `$` or white space, or begins with `~`
 *
 * @example
 * ```ts
 * import { serviceKey } from '@troupe/core/patterns'
 *
 * export interface PrinterProtocol {
 *   print(text: string): void
 * }
 * export const printers = serviceKey<PrinterProtocol>('printers')
 * ```
 */
export function serviceKey<P>(name: string): ServiceKey<P> {
  assertKey<P>(name)
  return name
}

/** Which protocol it is, is a promise to the compiler alone. */
function assertKey<P>(name: string): asserts name is ServiceKey<P> {
  actorName(name)
}
