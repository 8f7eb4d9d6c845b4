import { expect, test } from 'vitest'
import { ProgressBar } from './progress-bar.ts'

function drawn(isTTY: boolean, environment: NodeJS.ProcessEnv): string {
  const screen = {
    isTTY,
    text: '',
    write(text: string) {
      this.text += text
    },
  }
  const bar = new ProgressBar(screen, environment)
  bar.show('sum', 1, 2)
  bar.clear()
  return screen.text
}

test('in a terminal there is a bar, and it is taken away again', () => {
  expect(drawn(true, { NO_COLOR: '1' })).toBe(
    `\r\u001b[2K${'sum'.padEnd(16)} ${'█'.repeat(15)}${'░'.repeat(15)} 1/2\r\u001b[2K`,
  )
})

test('it is coloured unless NO_COLOR says otherwise', () => {
  expect(drawn(true, {})).toContain('\u001b[36m')
  expect(drawn(true, { NO_COLOR: '1' })).not.toContain('\u001b[36m')
})

test('in a file or a pipe there is nothing', () => {
  expect(drawn(false, {})).toBe('')
})
