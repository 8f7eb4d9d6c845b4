/** Why no project is made, in words that say what to do. Nothing has been written. */
export class Refusal extends Error {
  override name = 'Refusal'
}
