import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface BankProtocol {
  pay(order: string, amount: number, customer: ActorRef<CustomerProtocol>): void
}

export interface CustomerProtocol {
  paid(order: string): void
  noAnswer(): void
}

export const Bank = defineActor('Bank', (_ctx: ActorContext<BankProtocol>, mended: boolean) => {
  let balance = 100
  const orders = new Set<string>()
  return {
    pay(order, amount, customer) {
      if (!mended || !orders.has(order)) balance -= amount
      orders.add(order)
      customer.tell('paid', order)
    },
    [Symbol.for('troupe.state')]: () => balance,
  }
})

/** Pays, and tries once more if no answer comes in time: that says nothing of whether it was paid. */
export const Customer = defineActor(
  'Customer',
  (ctx: ActorContext<CustomerProtocol>, bank: ActorRef<BankProtocol>) => {
    const pay = () => bank.tell('pay', 'order-1', 10, ctx.self)
    ctx.on('started', () => {
      pay()
      ctx.timers.after('answer', 1000, 'noAnswer')
    })
    return {
      paid: () => ctx.timers.cancel('answer'),
      noAnswer: () => void pay(),
    }
  },
)
