import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface PrinterProtocol {
  configure(paper: string): void
  print(text: string): void
}

export interface OfficeProtocol {
  open(printer: ActorRef<PrinterProtocol>): void
}

/** Is configured by one and used by another: nothing says which of the two comes first. */
export const Printer = defineActor('Printer', (ctx: ActorContext<PrinterProtocol>, mended: boolean) => {
  let paper: string | undefined
  const printed: string[] = []
  return {
    configure(size) {
      paper = size
      ctx.unstashAll()
    },
    print(text) {
      if (paper !== undefined) printed.push(text)
      else if (mended) ctx.stash()
    },
    [Symbol.for('troupe.state')]: () => printed,
  }
})

/** Sends what is to be printed as soon as it knows of the printer. */
export const Office = defineActor('Office', (_ctx: ActorContext<OfficeProtocol>) => ({
  open(printer) {
    printer.tell('print', 'one')
    printer.tell('print', 'two')
  },
}))

/** Tells the office of the printer, and configures it. */
export const Janitor = defineActor(
  'Janitor',
  (
    _ctx: ActorContext<{ rest(): void }>,
    printer: ActorRef<PrinterProtocol>,
    office: ActorRef<OfficeProtocol>,
  ) => {
    printer.tell('configure', 'A4')
    office.tell('open', printer)
    return { rest() {} }
  },
)
