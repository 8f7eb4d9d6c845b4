import { describe, expect, test } from 'vitest'
import type { ProtocolProblem } from '../../src/protocol/errors.ts'
import {
  choice,
  type Interaction,
  message,
  optional,
  par,
  repeat,
  seq,
} from '../../src/protocol/interaction.ts'
import { protocol } from '../../src/protocol/protocol.ts'

const m = message

const sound: Record<string, Interaction> = {
  'one message': m('a', 'b', 'x'),
  'a choice that both see': choice(m('a', 'b', 'x'), m('a', 'b', 'y')),
  'a choice of whom to tell': choice(m('a', 'b', 'x'), m('a', 'c', 'x')),
  'a third role that is told what was chosen': choice(
    seq(m('a', 'b', 'x'), m('b', 'c', 'x')),
    seq(m('a', 'b', 'y'), m('b', 'c', 'y')),
  ),
  'a third role that does the same either way': seq(
    choice(m('a', 'b', 'x'), m('a', 'b', 'y')),
    m('b', 'c', 'go'),
    m('c', 'a', 'done'),
  ),
  'a third role that learns it later': choice(
    seq(m('a', 'b', 'x'), m('b', 'c', 'same'), m('b', 'c', 'x'), m('c', 'a', 'x')),
    seq(m('a', 'b', 'y'), m('b', 'c', 'same'), m('b', 'c', 'y'), m('c', 'a', 'y')),
  ),
  'a third role that waits, and perhaps for ever': choice(
    seq(m('a', 'b', 'x'), m('b', 'c', 'x')),
    m('a', 'b', 'y'),
  ),
  'an optional message': seq(optional(m('a', 'b', 'x')), m('a', 'b', 'y')),
  'a repetition that is ended by its decider': seq(
    repeat(m('a', 'b', 'x'), m('b', 'a', 'y')),
    m('a', 'b', 'stop'),
  ),
  'a repetition that never needs to end': repeat(
    m('a', 'b', 'x'),
    choice(m('b', 'a', 'y'), m('b', 'a', 'z')),
  ),
  'a repetition of a choice with an end': repeat(
    choice(m('a', 'b', 'x'), seq(m('a', 'b', 'y'), m('b', 'c', 'y'))),
  ),
  'parallel parts that are alike, and are answered alike': par(
    seq(m('a', 'b', 'x'), m('b', 'a', 'y')),
    seq(m('a', 'b', 'x'), m('b', 'a', 'y')),
    seq(m('a', 'b', 'x'), m('b', 'a', 'y')),
  ),
  'many messages that are alike': par(...Array.from({ length: 20 }, () => m('a', 'b', 'x'))),
  'two senders whose messages tell what was chosen, in either order': choice(
    seq(m('a', 'b', 'x'), m('a', 'c', 'x'), m('b', 'c', 'go'), m('c', 'a', 'x')),
    seq(m('a', 'b', 'y'), m('b', 'c', 'no'), m('a', 'c', 'y'), m('c', 'a', 'y')),
  ),
  'a choice within one of two parallel parts': seq(
    par(choice(m('a', 'b', 'x'), m('a', 'b', 'y')), m('b', 'c', 'z')),
    m('c', 'a', 'end'),
  ),
}

const unsound: Record<string, [Interaction, ProtocolProblem, RegExp]> = {
  'nothing at all': [seq(), 'empty', /holds no message/],
  'a choice of one': [choice(m('a', 'b', 'x')), 'choice-of-one', /at least two parts/],
  'a choice of nothing': [seq(m('a', 'b', 'x'), choice(seq(), seq())), 'empty', /choice holds no message/],
  'a repetition of nothing': [seq(m('a', 'b', 'x'), repeat()), 'repeat-of-nothing', /repetition holds no/],
  'a choice that two could make': [
    choice(m('a', 'b', 'x'), m('b', 'a', 'y')),
    'choice-with-two-deciders',
    /"a" or "b": two roles could decide differently/,
  ],
  'a choice that begins with parallel parts of two roles': [
    choice(par(m('a', 'c', 'x'), m('b', 'c', 'x')), m('a', 'c', 'y')),
    'choice-with-two-deciders',
    /"a" or "b"/,
  ],
  'a repetition that two could begin': [
    repeat(par(m('a', 'b', 'x'), m('b', 'a', 'y'))),
    'choice-with-two-deciders',
    /repetition is decided by/,
  ],
  'two parts that begin alike': [
    choice(seq(m('a', 'b', 'x'), m('b', 'a', 'y')), seq(m('a', 'b', 'x'), m('b', 'a', 'z'))),
    'choice-ambiguous',
    /begin in the same way, with a -> b: x/,
  ],
  'two empty parts': [choice(m('a', 'b', 'x'), seq(), seq()), 'choice-ambiguous', /with nothing/],
  'a repetition followed by how it begins': [
    seq(repeat(m('a', 'b', 'x')), m('a', 'b', 'x')),
    'choice-ambiguous',
    /whether it has ended/,
  ],
  'a role that acts without being told': [
    choice(seq(m('a', 'b', 'x'), m('c', 'a', 'x')), seq(m('a', 'b', 'y'), m('c', 'a', 'y'))),
    'choice-not-visible',
    /"c" cannot know which part of the choice that begins with a -> b: x or a -> b: y "a" has decided on: it sends "x" to "a"/,
  ],
  'a role that is told the same in both cases': [
    choice(
      seq(m('a', 'b', 'x'), m('b', 'c', 'go'), m('c', 'a', 'x')),
      seq(m('a', 'b', 'y'), m('b', 'c', 'go'), m('c', 'a', 'y')),
    ),
    'choice-not-visible',
    /"c" cannot know/,
  ],
  'a role that acts after an optional message that it may not get': [
    seq(optional(m('a', 'b', 'x')), m('b', 'a', 'y'), m('a', 'b', 'z')),
    'choice-not-visible',
    /"b" cannot know/,
  ],
  'a role that is told only by the order in which two others send': [
    choice(
      seq(m('a', 'b', 'x'), m('a', 'c', 'one'), m('b', 'c', 'two'), m('c', 'a', 'x')),
      seq(m('a', 'b', 'y'), m('b', 'c', 'two'), m('a', 'c', 'one'), m('c', 'a', 'y')),
    ),
    'choice-not-visible',
    /"c" cannot know .*, in whatever order the messages of different senders arrive/,
  ],
  'a message that may belong to either of two parallel parts': [
    par(
      choice(
        seq(m('a', 'b', 'x'), m('b', 'c', 'm'), m('c', 'a', 'p')),
        seq(m('a', 'b', 'y'), m('b', 'c', 'n')),
      ),
      m('b', 'c', 'm'),
    ),
    'parallel-ambiguous',
    /"c" cannot know to which of the parallel parts a message belongs, b -> c: m for example/,
  ],
  'parallel parts that begin alike and go on differently': [
    par(
      seq(m('a', 'b', 'x'), m('b', 'c', 'p')),
      seq(m('a', 'b', 'x'), m('a', 'b', 'more'), m('b', 'c', 'q')),
    ),
    'parallel-ambiguous',
    /"b" cannot know .* it sends "p" to "c" in one case and not in the other/,
  ],
  'a role that ends a repetition that another decides on': [
    seq(repeat(m('a', 'b', 'x')), m('b', 'a', 'stop')),
    'choice-not-visible',
    /"b" cannot know whether the repetition of a -> b: x "a" has decided on/,
  ],
  'a fault deep inside': [
    seq(
      m('a', 'b', 'x'),
      repeat(m('b', 'a', 'y'), par(m('a', 'c', 'z'), choice(m('a', 'b', 'p'), m('b', 'a', 'q')))),
    ),
    'choice-with-two-deciders',
    /"a" or "b"/,
  ],
}

describe('a protocol that its roles can follow is accepted', () => {
  test.each(Object.entries(sound))('%s', (_, interaction) => {
    expect(() => protocol('p', interaction)).not.toThrow()
  })
})

describe('a protocol that its roles could not follow is refused, and the error says why', () => {
  test.each(Object.entries(unsound))('%s', (_, [interaction, problem, text]) => {
    const make = () => protocol('p', interaction)
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-protocol', problem }))
    expect(make).toThrow(text)
  })

  test('a message to oneself', () => {
    expect(() => m('a', 'a', 'x')).toThrow(expect.objectContaining({ problem: 'message-to-itself' }))
  })

  test.each([
    ['undefined', undefined],
    ['false', false],
    ["'x'", 'x'],
    ["{ type: 'send' }", { type: 'send' }],
  ])('a step that is none: %s', (text, step) => {
    const parts: readonly unknown[] = [m('a', 'b', 'x'), step]
    const make = () => protocol('p', Reflect.apply(seq, undefined, parts))
    expect(make).toThrow(expect.objectContaining({ problem: 'not-a-step' }))
    expect(make).toThrow(`${text} is no step of a protocol`)
  })

  test.each([
    ['', 'b', 'x'],
    ['a', '', 'x'],
    ['a', 'b', ''],
  ])('an empty name: %j, %j, %j', (from, to, name) => {
    expect(() => m(from, to, name)).toThrow(expect.objectContaining({ problem: 'empty-name' }))
  })
})
