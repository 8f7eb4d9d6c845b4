import type { SendOptions } from '../message/actor-ref.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkDuration, checkOptions } from '../message/option.ts'
import { checkPriority } from '../message/priority.ts'
import type { Sending } from './target.ts'

const SEND_OPTIONS: Readonly<Record<keyof SendOptions, true>> = {
  timeout: true,
  signal: true,
  transfer: true,
  ttl: true,
  priority: true,
}

/**
 * How a view of a ref sends: as its options say, and for the rest as `base`, of which it is a view.
 *
 * @throws InvalidOptionError
 */
export function checkSending(options: SendOptions, base: Sending | undefined): Sending {
  checkOptions('ref.with', options, '{ timeout: 100 }', SEND_OPTIONS)
  const { timeout, ttl, priority = base?.priority ?? 'normal' } = options
  return {
    timeout: checkDuration(timeout, 'timeout', base?.timeout),
    signal: checkSignal(options.signal) ?? base?.signal,
    transfer: checkTransfer(options.transfer) ?? base?.transfer,
    priority: checkPriority(priority),
    ttl: checkDuration(ttl, 'ttl', base?.ttl),
  }
}

/** @throws InvalidOptionError for what never aborts */
export function checkSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined || (typeof signal.aborted === 'boolean' && 'addEventListener' in signal))
    return signal
  throw new InvalidOptionError(
    'signal must be an AbortSignal, as an AbortController or AbortSignal.timeout gives.',
  )
}

function checkTransfer(transfer: readonly ArrayBuffer[] | undefined): readonly ArrayBuffer[] | undefined {
  if (transfer === undefined || Array.isArray(transfer)) return transfer
  throw new InvalidOptionError('transfer must be an array of ArrayBuffers, also where it is only one.')
}
