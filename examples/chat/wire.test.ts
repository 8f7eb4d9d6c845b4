import { describe, expect, test } from 'vitest'
import { MAX_LINE, MAX_NAME, MAX_TEXT, parseNotice, parseRequest, Refusal } from './wire.ts'

describe('a request that makes sense is read as it is', () => {
  test.each([
    { type: 'hello', name: 'ann' },
    { type: 'hello', name: '__proto__' },
    { type: 'join', room: 'constructor' },
    { type: 'leave', room: 'a/b $ ~ %2F' },
    { type: 'say', room: 'tea', text: ' <b>hi</b> \u{1f600} ' },
    { type: 'say', room: 'x'.repeat(MAX_NAME), text: 'y'.repeat(MAX_TEXT) },
  ])('%j', (request) => {
    expect(parseRequest(JSON.stringify(request))).toEqual(request)
  })
})

test('what else is in it is left out', () => {
  expect(parseRequest('{"type":"join","room":"tea","toString":1,"__proto__":{"room":"milk"}}')).toEqual({
    type: 'join',
    room: 'tea',
  })
})

describe('anything else is refused, with a code that says why', () => {
  test.each([
    ['too-long', undefined],
    ['too-long', ' '.repeat(MAX_LINE + 1)],
    ['not-json', ''],
    ['not-json', 'GET / HTTP/1.1'],
    ['not-json', '{"type":"hello"'],
    ['not-json', 'null'],
    ['not-json', '["hello","ann"]'],
    ['not-json', '"hello"'],
    ['unknown-type', '{}'],
    ['unknown-type', '{"type":"shutdown"}'],
    ['unknown-type', '{"type":["hello"]}'],
    ['unknown-type', '{"__proto__":{"type":"hello"},"name":"ann"}'],
    ['bad-name', '{"type":"hello"}'],
    ['bad-name', '{"type":"hello","name":""}'],
    ['bad-name', '{"type":"hello","name":7}'],
    ['bad-name', '{"type":"hello","name":{"length":3}}'],
    ['bad-name', '{"type":"hello","name":" ann"}'],
    ['bad-name', `{"type":"hello","name":"${'x'.repeat(MAX_NAME + 1)}"}`],
    ['bad-name', '{"type":"hello","name":"a\\u0000"}'],
    ['bad-name', '{"type":"hello","name":"a\\u001b[31m"}'],
    ['bad-name', '{"type":"hello","name":"a\\u202enna"}'],
    ['bad-name', '{"type":"hello","name":"\\ud800"}'],
    ['bad-room', '{"type":"join"}'],
    ['bad-room', '{"type":"leave","room":"two\\nlines"}'],
    ['bad-room', '{"type":"say","room":null,"text":"hi"}'],
    ['bad-text', '{"type":"say","room":"tea"}'],
    ['bad-text', '{"type":"say","room":"tea","text":""}'],
    ['bad-text', '{"type":"say","room":"tea","text":"\\u001b]0;title\\u0007"}'],
    ['bad-text', '{"type":"say","room":"tea","text":"\\udc00"}'],
    ['bad-text', `{"type":"say","room":"tea","text":"${'x'.repeat(MAX_TEXT + 1)}"}`],
  ])('%s: %j', (code, line) => {
    const refused = ((): unknown => {
      try {
        return parseRequest(line)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused).toMatchObject({ code, message: expect.stringMatching(/\.$|}\.$/) })
  })
})

test('a client reads the notices that there are, and no others', () => {
  expect(parseNotice('{"type":"parted","room":"tea"}')).toEqual({ type: 'parted', room: 'tea' })
  for (const line of ['', '{}', '{"type":"constructor"}', '[]', '{"type":1}'])
    expect(parseNotice(line)).toBeUndefined()
})
