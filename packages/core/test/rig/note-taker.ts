import { type ActorContext, type ActorDefinition, defineActor } from '../../src/index.ts'

export interface NoteProtocol {
  note(text: string): void
  fail(text: string): void
  stop(): void
}

/** An actor that writes into `seen` what happens to it: `setup`, its notes, `restart` and `stopped`. */
export function noteTaker(seen: string[], name = 'Notes'): ActorDefinition<NoteProtocol, []> {
  return defineActor(name, (ctx: ActorContext<NoteProtocol>) => {
    seen.push('setup')
    ctx.on('restart', () => void seen.push('restart'))
    ctx.on('stopped', () => void seen.push('stopped'))
    return {
      note: (text) => void seen.push(text),
      fail(text) {
        throw new Error(text)
      },
      stop: () => ctx.stop(),
    }
  })
}
