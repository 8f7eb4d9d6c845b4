import {
  type ActorContext,
  type DefinitionOptions,
  defineActor,
  type Later,
  type SpawnOptions,
} from '../../src/index.ts'
import { createRig } from './create-rig.ts'
import { gate } from './gate.ts'

/** A door: who comes early waits, who is let in is welcomed. */
export interface DoorProtocol {
  enter(who: string): string
  enterTogether(one: string, other: string): string
  enterLater(who: string): Promise<string>
  open(): void
  hold(): Promise<void>
  use(): unknown
  fail(): void
}

type Name = keyof DoorProtocol & string
type Context = ActorContext<DoorProtocol>

/** A door that has those who come wait until it is open. */
export function door(options: DefinitionOptions<Name> = {}) {
  const seen: string[] = []
  const uses: ((ctx: Context) => unknown)[] = []
  const inside = gate()
  const held = gate()
  const come = (ctx: Context, isOpen: boolean, who: string): string | Later<string> => {
    if (!isOpen) return ctx.stash()
    seen.push(who)
    return `welcome ${who}`
  }
  const setup = (ctx: Context) => {
    let isOpen = false
    seen.push('setup')
    return {
      enter: (who: string) => come(ctx, isOpen, who),
      enterTogether: (one: string, other: string) => come(ctx, isOpen, `${one} and ${other}`),
      async enterLater(who: string) {
        if (!isOpen) await inside.promise
        return come(ctx, isOpen, who)
      },
      open() {
        isOpen = true
        ctx.unstashAll()
      },
      hold: () => held.promise,
      use: () => uses.shift()?.(ctx),
      fail() {
        throw new Error('x')
      },
    }
  }
  const Door = defineActor<DoorProtocol, [], Name>('Door', setup, options)
  return { Door, seen, uses, inside, held }
}

/** A system with one door, after its setup. */
export async function setUpDoor(spawn: SpawnOptions = {}, options: DefinitionOptions<Name> = {}) {
  const rig = await createRig()
  const made = door(options)
  const ref = rig.system.spawn(made.Door, [], spawn)
  made.seen.length = 0
  const use = (does: (ctx: Context) => unknown): Promise<unknown> => {
    made.uses.push(does)
    return ref.ask('use')
  }
  return { ...made, rig, ref, use, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() }
}
