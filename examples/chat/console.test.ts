import { expect, test } from 'vitest'
import { commandOf, describeNotice } from './console.ts'
import type { Notice } from './wire.ts'

test.each([
  ['hi', 'tea', { request: { type: 'say', room: 'tea', text: 'hi' }, room: 'tea' }],
  ['  hi  there ', 'tea', { request: { type: 'say', room: 'tea', text: 'hi  there' }, room: 'tea' }],
  ['', 'tea', { room: 'tea' }],
  ['hi', undefined, { room: undefined }],
  ['/join two words', 'tea', { request: { type: 'join', room: 'two words' }, room: 'two words' }],
  ['/join', 'tea', { request: { type: 'join', room: '' }, room: '' }],
  ['/leave', 'tea', { request: { type: 'leave', room: 'tea' }, room: undefined }],
  ['/leave milk', 'tea', { request: { type: 'leave', room: 'milk' }, room: undefined }],
  ['/joint', 'tea', { request: { type: 'say', room: 'tea', text: '/joint' }, room: 'tea' }],
])('%j, typed in %s', (typed, room, command) => {
  expect(commandOf(typed, room)).toEqual(command)
})

test.each<[string, Notice]>([
  ['[tea] ann: hi', { type: 'line', room: 'tea', seq: 1, from: 'ann', text: 'hi' }],
  ['[tea] ann came', { type: 'came', room: 'tea', seq: 1, who: 'ann' }],
  ['[tea] you missed 3', { type: 'missed', room: 'tea', from: 4, to: 6 }],
  ['[tea] perhaps nobody heard "hi"', { type: 'unsure', room: 'tea', text: 'hi' }],
  ['! No.', { type: 'error', code: 'bad-room', message: 'No.' }],
  [
    '[tea] you are back, with 2 in all: ann, bob',
    { type: 'joined', room: 'tea', life: 1, seq: 1, members: ['ann', 'bob'], again: true },
  ],
])('%s', (words, notice) => {
  expect(describeNotice(notice)).toBe(words)
})
