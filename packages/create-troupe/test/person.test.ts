import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { personAt } from '../src/person.ts'

function terminal() {
  const input = new PassThrough()
  const output = new PassThrough()
  return { input, output, person: personAt(input, output) }
}

test('a person is shown the question and what holds unless they answer', async () => {
  const { input, output, person } = terminal()
  const answer = person.ask('Which folder?', 'my-app')
  input.write('  other \n')
  expect(await answer).toBe('other')
  expect(String(output.read())).toContain('Which folder? (my-app) ')
})

test('an empty answer is what was offered', async () => {
  const { input, person } = terminal()
  const answer = person.ask('Which folder?', 'my-app')
  input.write('\n')
  expect(await answer).toBe('my-app')
})

test('who leaves is told that nothing was made', async () => {
  const { input, person } = terminal()
  const answer = person.ask('Which folder?', 'my-app')
  input.end()
  await expect(answer).rejects.toMatchObject({ name: 'Refusal', message: 'Nothing was made.' })
})
