import { type ActorContext, defineActor } from '@troupe/core'

export interface GateProtocol {
  /** Answers when the gate is open. */
  pass(): boolean
  open(): void
  /** Answers when somebody waits at the gate. */
  knocked(): boolean
}

/** Keeps others waiting until a test lets them go. */
export const Gate = defineActor(
  'Gate',
  (_ctx: ActorContext<GateProtocol>) => {
    let open: (value: boolean) => void = () => {}
    const opened = new Promise<boolean>((resolve) => {
      open = resolve
    })
    let knock: (value: boolean) => void = () => {}
    const knocked = new Promise<boolean>((resolve) => {
      knock = resolve
    })
    return {
      pass() {
        knock(true)
        return opened
      },
      open: () => open(true),
      knocked: () => knocked,
    }
  },
  { interleave: ['pass', 'knocked'] },
)
