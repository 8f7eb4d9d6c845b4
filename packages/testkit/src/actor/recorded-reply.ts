import { isRejection, OpenAsk } from '@troupe/core/internal'
import type { StubOwner } from './stub.ts'

/** What an ask was answered with. */
export type Answered = { readonly value: unknown } | { readonly error: unknown }

/** Takes the answer to a message that the test sent. */
export class RecordedReply extends OpenAsk {
  answered: Answered | undefined = undefined
  private readonly owner: StubOwner

  constructor(owner: StubOwner) {
    super()
    this.owner = owner
  }

  answer(value: unknown): void {
    const sealed = this.owner.host.sealer.snapshot(value)
    this.answered = { value: sealed }
    this.end('answered')
    if (sealed !== undefined) this.owner.record({ type: 'reply', value: sealed })
  }

  arrive(value: unknown): void {
    this.answer(value)
  }

  reject(error: unknown): void {
    this.answered = { error }
    this.end('answered')
    if (isRejection(error)) this.owner.record({ type: 'reject', message: error.message })
  }

  rejectWith(error: Error): void {
    this.answered = { error: this.owner.host.sealer.snapshot(error) }
    this.end('answered')
    this.owner.record({ type: 'reject', message: error.message })
  }
}
