import { describe, expect, test } from 'vitest'
import { WaitingRoom } from './actors.ts'
import type { Places } from './suite.ts'

export function stash({ stage, places }: Places): void {
  describe.each(places)('the stash of an actor $name', ({ on }) => {
    test('keeps asks waiting, and puts them back in order and ahead of the mailbox, after a restart too [STA-1]', async () => {
      const room = stage().system.spawn(WaitingRoom, [], on)
      const early = [room.ask('enter', 'a'), room.ask('enter', 'b')]
      room.tell('fail')
      const asked = [...early, room.ask('enter', 'c')]
      room.with({ priority: 'low' }).tell('open')
      asked.push(room.with({ priority: 'low' }).ask('enter', 'd'))
      expect(await Promise.all(asked)).toEqual(['1. a', '2. b', '3. c', '4. d'])
    })

    test('overflows with an error that fails the handler, and keeps what it has [STA-1] [case 20]', async () => {
      const room = stage().system.spawn(WaitingRoom, [], { ...on, mailbox: { stash: 3 } })
      const asked = ['a', 'b', 'c'].map((who) => room.ask('enter', who))
      await expect(room.ask('enter', 'd')).rejects.toMatchObject({ cause: { code: 'stash-full' } })
      room.tell('open')
      expect(await Promise.all(asked)).toEqual(['1. a', '2. b', '3. c'])
    })

    test('is refused with the actor when that stops', async () => {
      const { system } = stage()
      const room = system.spawn(WaitingRoom, [], on)
      const asked = room.ask('enter', 'a')
      const refused = expect(asked).rejects.toMatchObject({ code: 'actor-terminated' })
      await system.stop(room)
      await refused
    })
  })
}
