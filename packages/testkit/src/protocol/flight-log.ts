import { equals } from '../system/equality.ts'

/** A message on its way: who sent it, and how it is known again when it arrives. */
export interface Flight {
  /** The sender's path; `undefined` for the program outside, or where it is not known. */
  readonly from: string | undefined
  readonly to: string
  readonly name: string
  readonly payload: unknown
}

/** The messages that are under way, by what is known of them when they arrive: the receiver, the name and the payload. */
export class FlightLog {
  private readonly flights: Flight[] = []

  add(flight: Flight): void {
    this.flights.push(flight)
  }

  /**
   * Takes out the oldest that matches; `undefined` where none was seen to be sent.
   *
   * @param isSender says of a sender whether it may be the one: two may have sent the same
   */
  take(
    to: string,
    name: string,
    payload: unknown,
    isSender: (from: string | undefined) => boolean = () => true,
  ): Flight | undefined {
    const fits = (flight: Flight): boolean =>
      flight.to === to && flight.name === name && isSender(flight.from)
    const same = this.flights.findIndex((flight) => fits(flight) && Object.is(flight.payload, payload))
    // On its way between nodes it was copied.
    const index =
      same < 0 ? this.flights.findIndex((flight) => fits(flight) && equals(flight.payload, payload)) : same
    return index < 0 ? undefined : this.flights.splice(index, 1)[0]
  }
}
