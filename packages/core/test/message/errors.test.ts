import { describe, expect, it } from 'vitest'
import * as troupe from '../../src/index.ts'
import { isRejection } from '../../src/message/errors.ts'

const { ActorFailedError, Rejection, TroupeError, UnsendableError } = troupe

describe('errors', () => {
  it('each error class that is exported has a name and a code of its own', () => {
    const codes = new Set<string>()
    for (const [name, value] of Object.entries(troupe)) {
      if (!name.endsWith('Error') || name === 'TroupeError' || typeof value !== 'function') continue
      const error: unknown = Reflect.construct(value, name === 'AskCycleError' ? [['a']] : ['said'])
      expect(error).toBeInstanceOf(TroupeError)
      expect(error).toBeInstanceOf(Error)
      expect(error).toMatchObject({ name, code: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/) })
      codes.add((error as troupe.TroupeError).code)
    }
    expect(codes.size).toBe(Object.keys(troupe).filter((name) => name.endsWith('Error')).length - 1)
  })

  it('UnsendableError is a TypeError and a TroupeError', () => {
    const error = new UnsendableError('no')
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toBeInstanceOf(TroupeError)
    expect(error.code).toBe('unsendable')
  })

  it('instanceof tells the classes apart', () => {
    expect(new ActorFailedError('x')).not.toBeInstanceOf(Rejection)
    expect(new Error('x')).not.toBeInstanceOf(TroupeError)
    expect({ code: 'actor-failed' }).not.toBeInstanceOf(TroupeError)
    expect(null).not.toBeInstanceOf(TroupeError)
  })

  it('a Rejection has the code that it was given, and is known as one', () => {
    expect(new Rejection('no').code).toBe('rejected')
    expect(new Rejection('no', { code: 'poor', cause: 1 })).toMatchObject({
      code: 'poor',
      cause: 1,
      name: 'Rejection',
    })
    expect(isRejection(new Rejection('no'))).toBe(true)
    expect(isRejection(new (class Poor extends Rejection {})('no'))).toBe(true)
    expect(isRejection(new Error('no'))).toBe(false)
    expect(isRejection(undefined)).toBe(false)
  })

  it('the cause is there only where one was given', () => {
    expect('cause' in new ActorFailedError('x')).toBe(false)
    expect(new ActorFailedError('x', { cause: 'y' }).cause).toBe('y')
  })
})
