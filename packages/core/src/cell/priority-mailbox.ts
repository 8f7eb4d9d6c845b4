import type { MailboxLimits } from '../behavior/spawn-options.ts'
import type { Priority } from '../message/priority.ts'
import { type Letter, nameOf } from './letter.ts'
import { Mailbox } from './mailbox.ts'

/**
 * The mailbox of an actor whose definition gives some of its messages a priority: it applies where the sender asked for
 * none. Only such actors pay for the look at each name.
 */
export class PriorityMailbox extends Mailbox {
  private readonly priorities: ReadonlyMap<string, Priority>

  constructor(limits: MailboxLimits, priorities: ReadonlyMap<string, Priority>) {
    super(limits)
    this.priorities = priorities
  }

  override admits(letter: Letter, priority: Priority): boolean {
    const own = priority === 'normal' ? this.priorities.get(nameOf(letter)) : undefined
    return super.admits(letter, own ?? priority)
  }

  override push(letter: Letter, payload: unknown): void {
    const priority = this.priorities.get(nameOf(letter))
    if (priority === undefined || priority === 'normal') super.push(letter, payload)
    else super.pushTo(priority, letter, payload)
  }
}
