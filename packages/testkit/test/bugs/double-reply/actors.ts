import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface BrokerProtocol {
  quote(client: ActorRef<ClientProtocol>): void
  price(price: number): void
  deadline(): void
}

export interface ClientProtocol {
  best(price: number | null): void
}

export interface SupplierProtocol {
  quote(broker: ActorRef<Pick<BrokerProtocol, 'price'>>): void
}

export const Supplier = defineActor('Supplier', (_ctx: ActorContext<SupplierProtocol>, price: number) => ({
  quote: (broker) => void broker.tell('price', price),
}))

/** Asks several suppliers, and answers with the best price when all have answered or time is up. */
export const Broker = defineActor(
  'Broker',
  (ctx: ActorContext<BrokerProtocol>, suppliers: readonly ActorRef<SupplierProtocol>[], mended: boolean) => {
    let client: ActorRef<ClientProtocol> | undefined
    const prices: number[] = []
    const answer = () => {
      client?.tell('best', prices.length === 0 ? null : Math.min(...prices))
      if (!mended) return
      client = undefined
      ctx.timers.cancel('deadline')
    }
    return {
      quote(from) {
        client = from
        for (const supplier of suppliers) supplier.tell('quote', ctx.self)
        ctx.timers.after('deadline', 1000, 'deadline')
      },
      price(price) {
        prices.push(price)
        if (prices.length === suppliers.length) answer()
      },
      deadline: answer,
    }
  },
)

export const Client = defineActor(
  'Client',
  (ctx: ActorContext<ClientProtocol>, broker: ActorRef<BrokerProtocol>) => {
    broker.tell('quote', ctx.self)
    return { best() {} }
  },
)
