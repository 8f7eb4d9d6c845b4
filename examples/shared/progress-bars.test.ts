import { expect, test } from 'vitest'
import { ProgressBars } from './progress-bars.ts'

function screen(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, written, write: (text: string) => written.push(text) }
}

test('a bar for each job, drawn anew over the old ones, and taken away at the end', () => {
  const terminal = screen(true)
  const bars = new ProgressBars(terminal, { NO_COLOR: '1' })
  bars.show('film', 1, 2)
  bars.show('song', 2, 2)
  const up = '\u001b[1A\r\u001b[2K'
  const film = `film             ${'█'.repeat(15)}${'░'.repeat(15)} 1/2\n`
  const song = `song             ${'█'.repeat(30)} 2/2\n`
  expect(terminal.written).toEqual(['', film, up, film, song])
  bars.clear()
  expect(terminal.written.at(-1)).toBe(up + up)
})

test('nothing is drawn where nobody looks', () => {
  const file = screen(false)
  const bars = new ProgressBars(file)
  bars.show('film', 1, 2)
  bars.clear()
  expect(file.written).toEqual([])
})
