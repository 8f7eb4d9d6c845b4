import { asyncWrapProviders, createHook } from 'node:async_hooks'
import { Cell } from '@troupe/core/internal'
import { acting } from './acting.ts'
import { ControlledMailbox } from './controlled-mailbox.ts'

// Kept from before anybody puts false ones in their place.
const { setImmediate: realSetImmediate } = globalThis
const { nextTick } = process

/** Sees what actors begin that goes on after their turns: in promises, or at the host. */
class HostWatch {
  /** How many ticks have been asked for, by others than those who wait here: they would wait for each other for ever. */
  private ticks = 0
  private isWaiting = false
  private isOn = false
  private readonly hook = createHook({
    init: (_id, type, _trigger, resource) => this.began(type, resource),
  })

  /** Looks on until the event loop turns: meanwhile every promise of the process costs some 100 ns. */
  look(): void {
    if (this.isOn) return
    this.isOn = true
    realSetImmediate(() => {
      this.isOn = false
      this.hook.disable()
    }).unref()
    this.hook.enable()
  }

  /**
   * Resolves when all has been done that needs no turn of the event loop: promises, microtasks and ticks. What comes from
   * the host, however soon, has no chance to come meanwhile.
   */
  async quiescence(): Promise<void> {
    this.look()
    // A tick that is asked for in a microtask comes when there are no microtasks left; within a tick it would come before.
    await undefined
    // Ticks that come right before may leave microtasks behind: all is quiet only if none was asked for since the last.
    for (let before = Number.NaN, isQuiet = false; !isQuiet; ) {
      isQuiet = await new Promise<boolean>((resolve) => {
        this.isWaiting = true
        nextTick(() => {
          resolve(this.ticks === before)
          before = this.ticks
        })
        this.isWaiting = false
      })
    }
  }

  private began(type: string, resource: object): void {
    if (type === 'TickObject' && !this.isWaiting) this.ticks++
    const actor = acting.now
    if (!(actor instanceof Cell) || !(actor.mailbox instanceof ControlledMailbox)) return
    if (goesOnByItself.has(type)) actor.mailbox.goesOn()
    else if (isOfHost(type)) actor.mailbox.begins({ actor, type, resource, stack: stackHere() })
  }
}

/** One for all worlds, since each hook costs every promise of the process something. */
export const hostWatch = new HostWatch()

const goesOnByItself: ReadonlySet<string> = new Set(['PROMISE', 'Microtask', 'TickObject'])

/** What Node makes without waiting for anything: ports of `structuredClone`, output, handles of synchronous calls. */
const harmless: ReadonlySet<string> = new Set([
  'BLOBREADER',
  'DIRHANDLE',
  'FILEHANDLE',
  'FILEHANDLECLOSEREQ',
  'INSPECTORJSBINDING',
  'JSSTREAM',
  'MESSAGEPORT',
  'PIPEWRAP',
  'SHUTDOWNWRAP',
  'SIGINTWATCHDOG',
  'SIGNALWRAP',
  'STREAMPIPE',
  'TTYWRAP',
  'WRITEWRAP',
  'ZLIB',
])

const ofTimers: ReadonlySet<string> = new Set(['Timeout', 'Immediate'])

/** Whether Node calls by this name something that it finishes later; others are resources of the program's own. */
function isOfHost(type: string): boolean {
  return ofTimers.has(type) || (type in asyncWrapProviders && !harmless.has(type))
}

function stackHere(): string {
  const { stackTraceLimit } = Error
  // The actor's line may lie below many of Node's and the test runner's.
  Error.stackTraceLimit = 50
  const stack = new Error('begun here').stack ?? ''
  Error.stackTraceLimit = stackTraceLimit
  return stack
}
