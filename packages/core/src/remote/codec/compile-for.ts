/** A key that may stand in a program's text as it is, whoever says it. */
const plainKey = /^[A-Za-z_$][\w$]{0,63}$/

/**
 * Makes a function from text for objects with these keys.
 *
 * @param source the text of a program that names the keys, and returns a function; `given` is what it is given
 * @returns `undefined` where the host lets nobody make programs from text, as a page may, or a key is no plain word
 */
export function compileFor<F, G>(keys: readonly string[], source: string, given: G): F | undefined {
  if (!keys.every((key) => plainKey.test(key) && key !== '__proto__')) return undefined
  try {
    const make = Function('given', source) as (given: G) => F
    return make(given)
  } catch {
    return undefined
  }
}
