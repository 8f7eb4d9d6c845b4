/** A message on its way: who sent it, and how it is known again when it arrives. */
export interface Flight {
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
   * @param from who had sent it, where that is known: two may have sent the same
   */
  take(to: string, name: string, payload: unknown, from?: string): Flight | undefined {
    const index = this.flights.findIndex(
      (flight) =>
        flight.to === to &&
        flight.name === name &&
        Object.is(flight.payload, payload) &&
        (from === undefined || flight.from === from),
    )
    return index < 0 ? undefined : this.flights.splice(index, 1)[0]
  }
}
