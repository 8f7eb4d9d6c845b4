import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'

const state: symbol = Symbol.for('troupe.state')

interface CellProtocol {
  set(value: number): void
}

/** Keeps what it was told last. */
export const Register = defineActor('Register', (_ctx: ActorContext<CellProtocol>) => {
  let value = 0
  return {
    set(next) {
      value = next
    },
    [state]: () => value,
  }
})

/** Registers that are told to set their value to 1, each by the test itself. */
export function registers(...names: readonly string[]) {
  return (system: ActorSystem): void => {
    for (const name of names) system.spawn(Register, [], { name }).tell('set', 1)
  }
}

interface FriendProtocol {
  meet(friend: ActorRef<FriendProtocol>): void
  greet(): string
}

/** Greets whom it meets, and waits until that one has greeted back. */
const Friend = defineActor('Friend', (_ctx: ActorContext<FriendProtocol>) => {
  let greeted = 0
  return {
    async meet(friend) {
      await friend.ask('greet')
      greeted++
    },
    greet: () => 'hello',
    [state]: () => greeted,
  }
})

/** Two who may come to wait for each other. */
export function friends(system: ActorSystem): void {
  const [ann, bob] = ['ann', 'bob'].map((name) => system.spawn(Friend, [], { name }))
  if (ann === undefined || bob === undefined) return
  ann.tell('meet', bob)
  bob.tell('meet', ann)
}

interface PlayerProtocol {
  ball(to: ActorRef<PlayerProtocol>): void
}

/** Throws a ball back for ever. */
const Player = defineActor('Player', (ctx: ActorContext<PlayerProtocol>) => ({
  ball: (to) => void to.tell('ball', ctx.self),
  [state]: () => 'playing',
}))

export function pingPong(system: ActorSystem): void {
  const [ann, bob] = ['ann', 'bob'].map((name) => system.spawn(Player, [], { name }))
  if (ann !== undefined && bob !== undefined) ann.tell('ball', bob)
}

interface LampProtocol {
  on(): void
  off(): void
  break(): void
}

/** A lamp that can be broken, and fails if it is turned on then. */
const Lamp = defineActor('Lamp', (_ctx: ActorContext<LampProtocol>) => {
  let [isOn, isBroken] = [false, false]
  return {
    on() {
      if (isBroken) throw new RangeError('broken')
      isOn = true
    },
    off() {
      isOn = false
    },
    break() {
      isBroken = true
    },
    [state]: () => isOn,
  }
})

const Hand = defineActor(
  'Hand',
  (_ctx: ActorContext<object>, lamp: ActorRef<LampProtocol>, deeds: readonly ('on' | 'off' | 'break')[]) => {
    for (const deed of deeds) lamp.tell(deed)
    return {}
  },
)

/** A lamp, and hands that do something with it each. */
export function lamp(...hands: readonly (readonly ('on' | 'off' | 'break')[])[]) {
  return (system: ActorSystem): void => {
    const ref = system.spawn(Lamp, [], { name: 'lamp' })
    hands.forEach((deeds, i) => {
      system.spawn(Hand, [ref, deeds], { name: `hand${i + 1}` })
    })
  }
}

interface ReaderProtocol {
  post(text: string): void
}

/** Keeps what it reads, in order. */
const Reader = defineActor('Reader', (_ctx: ActorContext<ReaderProtocol>) => {
  const read: string[] = []
  return { post: (text) => void read.push(text), [state]: () => read.join() }
})

/** Passes on that there was a question, as its answer. */
const Expert = defineActor(
  'Expert',
  (_ctx: ActorContext<ReaderProtocol>, reader: ActorRef<ReaderProtocol>) => ({
    post: () => void reader.tell('post', 'answer'),
  }),
)

const Asker = defineActor(
  'Asker',
  (_ctx: ActorContext<object>, reader: ActorRef<ReaderProtocol>, expert: ActorRef<ReaderProtocol>) => {
    reader.tell('post', 'question')
    reader.tell('post', 'thanks')
    expert.tell('post', 'question')
    return {}
  },
)

/** Somebody reads a question, thanks in advance, and an answer that the question led to. */
export function forum(system: ActorSystem): void {
  const reader = system.spawn(Reader, [], { name: 'reader' })
  const expert = system.spawn(Expert, [reader], { name: 'expert' })
  system.spawn(Asker, [reader, expert], { name: 'asker' })
}

/** The same, and the asker is told to begin. */
export function latePost(system: ActorSystem): void {
  const reader = system.spawn(Reader, [], { name: 'reader' })
  const expert = system.spawn(Expert, [reader], { name: 'expert' })
  const Beginner = defineActor('Beginner', (_ctx: ActorContext<ReaderProtocol>) => ({
    post(text) {
      reader.tell('post', text)
      expert.tell('post', text)
    },
  }))
  system.spawn(Beginner, [], { name: 'asker' }).tell('post', 'question')
}
