/**
 * The first byte of a value. It says what follows; the bytes below `SHAPED` are the whole numbers 0 to 63 themselves.
 *
 * | bytes | value |
 * |---|---|
 * | 00–3f | the number itself |
 * | 40–7f | an object of one of the first 64 shapes: its fields' values |
 * | 80–8f | an array of up to 15 items |
 * | a0–bf | a string of up to 31 ASCII characters |
 * | c0–   | as named below |
 */
export const tag = {
  shaped: 0x40,
  shortArray: 0x80,
  shortString: 0xa0,
  null: 0xc0,
  undefined: 0xc1,
  false: 0xc2,
  true: 0xc3,
  /** A 32-bit whole number. */
  int32: 0xc4,
  float64: 0xc5,
  /** A bigint or a date: the number of bytes, and MessagePack. */
  packed: 0xc6,
  /** Bytes as u32, and UTF-8. */
  utf8: 0xc7,
  /** Units as u32, and UTF-16: a string that UTF-8 cannot carry, since it holds half a surrogate pair. */
  utf16: 0xc8,
  array: 0xc9,
  /** An object of a later shape: the shape's number. */
  farShaped: 0xca,
  /** An object of a shape that is met for the first time: its keys, then the values. It gets the next number. */
  newShape: 0xcb,
  /** An object without a shape: keys and values by turns. */
  dictionary: 0xcc,
  /** Source and flags, as strings. Not packed: MessagePack has no place for a lone surrogate. */
  regexp: 0xcd,
  map: 0xce,
  set: 0xcf,
  buffer: 0xd0,
  view: 0xd1,
  attachedBuffer: 0xd2,
  attachedView: 0xd3,
  error: 0xd4,
  ref: 0xd5,
  /** The answer to an ask, to be given by the far side: its number, the time left, the message's name. */
  reply: 0xd6,
} as const

/** The first number, shape and lengths that do not fit into a tag. */
export const SMALL_NUMBERS = 64
export const NEAR_SHAPES = 64
export const SHORT_ARRAY = 16
export const SHORT_STRING = 32

/** An encoder gives that many shapes a number; later ones are sent as dictionaries. */
export const MOST_SHAPES = 256
/** Objects with more keys are sent as dictionaries. */
export const MOST_SHAPE_KEYS = 32
