/** The only source of chance in a system. Tests put a seeded one in its place. */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  next(): number
}
