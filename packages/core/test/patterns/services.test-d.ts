import { describe, expectTypeOf, it } from 'vitest'
import { type ActorContext, type ActorRef, actorName, defineActor, type Names } from '../../src/index.ts'
import {
  findServices,
  type ReceptionistProtocol,
  registerService,
  serviceKey,
  subscribeToService,
} from '../../src/patterns/index.ts'

interface PrinterProtocol {
  print(text: string): void
  jobs(): number
}

interface OfficeProtocol {
  printers(all: readonly ActorRef<PrinterProtocol>[]): void
  printersOnly(all: readonly ActorRef<Pick<PrinterProtocol, 'print'>>[]): void
  scanners(all: readonly ActorRef<{ scan(): string }>[]): void
  close(): void
}

declare const receptionist: ActorRef<ReceptionistProtocol>
declare const names: Names
declare const printer: ActorRef<PrinterProtocol>
declare const office: ActorRef<OfficeProtocol>
const printers = serviceKey<PrinterProtocol>('printers')
const printerName = actorName<PrinterProtocol>('printer')

describe('a service key', () => {
  it('says what members can be told', () => {
    expectTypeOf(findServices(receptionist, printers)).resolves.toEqualTypeOf<
      readonly ActorRef<PrinterProtocol>[]
    >()
    registerService(receptionist, printers, printer)
    registerService(receptionist, serviceKey<Pick<PrinterProtocol, 'print'>>('p'), printer)
    // @ts-expect-error: an office is no printer
    registerService(receptionist, printers, office)
    // @ts-expect-error: a key is more than a string
    registerService(receptionist, 'printers', printer)
  })

  it('is subscribed to by a message that takes the members, and no other', () => {
    subscribeToService(receptionist, printers, office, 'printers')
    subscribeToService(receptionist, printers, office, 'printersOnly')
    // @ts-expect-error: printers are no scanners
    subscribeToService(receptionist, printers, office, 'scanners')
    // @ts-expect-error: this message carries nothing
    subscribeToService(receptionist, printers, office, 'close')
    // @ts-expect-error: no such message
    subscribeToService(receptionist, printers, office, 'open')
  })

  it('can be sent', () => {
    interface P {
      offer(key: typeof printers, name: typeof printerName): void
    }
    defineActor('Keys', (ctx: ActorContext<P>) => ({
      offer: (...both) => void ctx.self.tell('offer', ...both),
    }))
  })
})

describe('a name', () => {
  it('says what its actor can be told', () => {
    expectTypeOf(names.whereIs(printerName)).resolves.toEqualTypeOf<ActorRef<PrinterProtocol> | undefined>()
    void names.register(printerName, printer)
    // @ts-expect-error: an office is no printer
    void names.register(printerName, office)
  })

  it('that is a plain string finds an actor of which nothing is known', async () => {
    void names.register('printer', printer)
    const found = await names.whereIs('printer')
    // @ts-expect-error: what it can be told is not known
    found?.tell('print', 'x')
    // @ts-expect-error: what has a name is an actor
    void names.register('printer', 'printer')
  })
})
