/** Values of each kind that can be sent. Property tests of the codec send very many more. */
export const samples: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['booleans', [true, false]],
  ['numbers', [0, -0, 1, -1, 63, 64, 2 ** 31, 2 ** 53, 1.5, Number.NaN, Infinity, -Infinity]],
  ['bigints', [0n, -1n, 2n ** 64n, -(2n ** 200n)]],
  ['strings', ['', 'a', 'é', '🎭', '\u{FEFF}', '\uD800', 'long '.repeat(1000)]],
  ['dates', [new Date(0), new Date(8.64e15)]],
  ['regular expressions', [/a+/giu, /[/\n]/]],
  [
    'a map',
    new Map<unknown, unknown>([
      ['key', 1],
      [{ key: 2 }, new Map()],
    ]),
  ],
  ['a set', new Set<unknown>([1, 'two', new Set([3])])],
  ['plain objects', [{}, { a: { b: { c: [] } } }, { '': 1, constructor: 2, toString: 3 }]],
  ['an object with a field __proto__', JSON.parse('{"__proto__":{"polluted":true},"a":1}')],
  ['arrays', [[], [[]], [undefined, null], Array.from({ length: 100 }, (_, i) => i)]],
  ['typed arrays', [new Uint8Array([1, 2]), new Float64Array([Math.PI]), new BigInt64Array([-5n])]],
  ['a buffer and a view of it', [new Uint8Array([9, 8, 7]).buffer, new DataView(new ArrayBuffer(3))]],
  ['large typed arrays', [new Uint16Array(70_000).fill(515), new Uint8Array(70_000).fill(1)]],
]
