import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { PseudoRandom } from './pseudo-random.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface SleepingBarberSize {
  readonly cuts: number
  /** How many may wait. */
  readonly room: number
  /** A cut, and the time between two customers, take up to so many draws, and ten more. */
  readonly draws: number
}

interface StreetProtocol extends ConductorProtocol {
  returned(customer: ActorRef<CustomerProtocol>): void
  served(): void
  closed(messages: number): void
}

type StreetRef = ActorRef<Omit<StreetProtocol, 'run'>>

interface RoomProtocol {
  enter(customer: ActorRef<CustomerProtocol>): void
  next(): void
  close(): void
}

interface BarberProtocol {
  enter(customer: ActorRef<CustomerProtocol>, room: ActorRef<RoomProtocol>): void
  sleep(): void
  close(room: ActorRef<RoomProtocol>): void
  closed(messages: number): void
}

interface CustomerProtocol {
  full(): void
  wait(): void
  start(): void
  done(): void
}

function drawAtLeastTen(random: PseudoRandom, draws: number): void {
  const idle = new PseudoRandom()
  let sum = 0
  for (let left = random.below(draws) + 10; left > 0; left--) sum += idle.next()
  if (sum < 0) throw new Error('numbers that are not negative have a negative sum')
}

export const Customer = defineActor('Customer', (ctx: ActorContext<CustomerProtocol>, street: StreetRef) => ({
  full: () => void street.tell('returned', ctx.self),
  wait() {},
  start() {},
  done() {
    street.tell('served')
    ctx.stop()
  },
}))

export const Barber = defineActor(
  'Barber',
  (_ctx: ActorContext<BarberProtocol>, draws: number, street: StreetRef) => {
    const random = new PseudoRandom()
    return {
      enter(customer, room) {
        customer.tell('start')
        drawAtLeastTen(random, draws)
        customer.tell('done')
        room.tell('next')
      },
      sleep() {},
      // To the room and back, so that nothing is under way between the two when the street hears of it.
      close: (room) => void room.tell('close'),
      closed: (messages) => void street.tell('closed', messages),
    }
  },
)

export const WaitingRoom = defineActor(
  'WaitingRoom',
  (ctx: ActorContext<RoomProtocol>, room: number, barber: ActorRef<BarberProtocol>) => {
    const waiting: ActorRef<CustomerProtocol>[] = []
    let isAsleep = true
    let sent = 0
    return {
      enter(customer) {
        sent++
        if (waiting.length === room) {
          customer.tell('full')
          return
        }
        waiting.push(customer)
        if (isAsleep) {
          isAsleep = false
          ctx.self.tell('next')
        } else customer.tell('wait')
      },
      next() {
        sent++
        const customer = waiting.shift()
        if (customer !== undefined) {
          barber.tell('enter', customer, ctx.self)
          return
        }
        isAsleep = true
        barber.tell('sleep')
      },
      close: () => void barber.tell('closed', sent),
    }
  },
)

export const Street = defineActor(
  'Street',
  (ctx: ActorContext<StreetProtocol>, { cuts, room: seats, draws }: SleepingBarberSize, where: Placement) => {
    const barber = ctx.spawn(Barber, [draws, ctx.self], member(where))
    const room = ctx.spawn(WaitingRoom, [seats, barber], member(where))
    const random = new PseudoRandom()
    let served = 0
    let returns = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (let i = 0; i < cuts; i++) {
          room.tell('enter', ctx.spawn(Customer, [ctx.self], member(where)))
          drawAtLeastTen(random, draws)
        }
        return done
      },
      returned(customer) {
        returns++
        room.tell('enter', customer)
      },
      served() {
        if (++served === cuts) barber.tell('close', room)
      },
      closed(sentByRoom) {
        const enters = cuts + returns
        const messages = enters + returns + 4 * served + sentByRoom + 4
        done?.answer({ figures: { cuts: served }, messages })
      },
    }
  },
)

/** More customers than the room holds: who finds it full comes again at once. */
export const sleepingBarber = defineWorkload<SleepingBarberSize>({
  name: 'sleeping-barber',
  conduct: (system, size, where) => system.spawn(Street, [size, where], conductor),
  full: { size: { cuts: 5000, room: 1000, draws: 1000 }, expected: { cuts: 5000 } },
  small: { size: { cuts: 50, room: 5, draws: 10 }, expected: { cuts: 50 } },
})
