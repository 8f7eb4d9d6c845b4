/** One bar, and the interval in which its value lies. */
export interface Bar {
  readonly label: string
  readonly value: number
  readonly low: number
  readonly high: number
  /** Set off from the others. */
  readonly isOurs: boolean
}

const WIDTH = 760
const LABELS = 250
const ROW = 24
const PLOT = WIDTH - LABELS - 90
const FONT = 'font-family="system-ui, sans-serif" font-size="12"'
// Seen on a light page and on a dark one.
const GREY = '#8a8f98'
const OURS = '#2f7ed8'
const OTHERS = '#b0b6be'

/** Draws bars from 0, one below the other, as an SVG document. */
export function barChart(title: string, unit: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ high }) => high))
  const x = (value: number): number => Math.round((LABELS + (value / most) * PLOT) * 10) / 10
  const rows = bars.map(({ label, value, low, high, isOurs }, index) => {
    const y = 34 + index * ROW
    const middle = y + ROW / 2 - 3
    return [
      text(LABELS - 8, middle + 4, label, 'end'),
      `<rect x="${LABELS}" y="${y}" width="${Math.max(1, x(value) - LABELS)}" height="${ROW - 6}" fill="${isOurs ? OURS : OTHERS}"/>`,
      `<path d="M${x(low)} ${middle}H${x(high)}" stroke="${GREY}" stroke-width="2"/>`,
      text(Math.max(x(value), x(high)) + 6, middle + 4, short(value), 'start'),
    ].join('')
  })
  return svg(`${title} (${unit})`, 40 + bars.length * ROW, rows)
}

/** A line of a chart: points that belong together. */
export interface Line {
  readonly label: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

const HEIGHT = 300
const MARGIN = { left: 70, right: 150, top: 40, bottom: 50 }

/** Draws lines over two logarithmic scales, as an SVG document: an x of 0 stands left of all others, and y must be above 0. */
export function lineChart(title: string, xUnit: string, yUnit: string, lines: readonly Line[]): string {
  const points = lines.flatMap((line) => line.points)
  const least = Math.min(...points.map((point) => point.x).filter((value) => value > 0))
  const placed = (value: number): number => (value > 0 ? value : least / 10)
  const x = scale(
    points.map((point) => placed(point.x)),
    MARGIN.left,
    WIDTH - MARGIN.right,
  )
  const y = scale(
    points.map((point) => point.y),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  )
  const grid = [
    ...x.decades.map((at) =>
      text(x.of(at), HEIGHT - MARGIN.bottom + 16, at < least ? '0' : short(at), 'middle'),
    ),
    ...y.decades.map((at) => {
      const rule = `<path d="M${MARGIN.left} ${y.of(at)}H${WIDTH - MARGIN.right}" stroke="${GREY}" stroke-width="0.3"/>`
      return rule + text(MARGIN.left - 8, y.of(at) + 4, short(at), 'end')
    }),
    text((MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 10, xUnit, 'middle'),
  ]
  const drawn = lines.map((line, index) => {
    const color = index === 0 ? OURS : GREY
    const path = line.points.map((point) => `${x.of(placed(point.x))},${y.of(point.y)}`).join(' ')
    const last = line.points.at(-1)
    const label = last ? text(x.of(placed(last.x)) + 8, y.of(last.y) + 4, line.label, 'start') : ''
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${label}`
  })
  return svg(`${title} (${yUnit})`, HEIGHT, [...grid, ...drawn])
}

/** Where values lie between two positions, by their logarithms; and the powers of ten among them. */
function scale(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))
  return {
    of: (value: number): number =>
      Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10,
    decades: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  }
}

function text(x: number, y: number, content: string, anchor: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${GREY}">${escaped}</text>`
}

/** 12,345,678 as 12.3M. */
function short(value: number): string {
  const units = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const
  const [size, suffix] = units.find(([least]) => value >= least) ?? [1, '']
  return `${Number((value / size).toPrecision(3))}${suffix}`
}

function svg(title: string, height: number, content: readonly string[]): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${FONT}>`
  return [
    head,
    `<title>${title}</title>`,
    text(WIDTH / 2, 18, title, 'middle'),
    ...content,
    '</svg>',
    '',
  ].join('\n')
}
