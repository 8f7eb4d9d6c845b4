import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { ActorContext } from '../behavior/context.ts'
import { defineActor } from '../behavior/definition.ts'
import { targetOf } from '../cell/cell-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { ActorTerminatedError, markRejection, NameTakenError } from '../message/errors.ts'

/** What the one actor that gives names is told, by each node. */
interface RegistrarProtocol {
  /** Answers when `ref` has the name, and its node has confirmed that it lives. */
  register(name: string, ref: AnyActorRef): void
  /** Takes the name from `ref`; `false` where that one does not have it. */
  unregister(name: string, ref: AnyActorRef): boolean
  /** Who has the name, unless the asker's node knows that one's node to be lost. */
  whereIs(name: string, doubted: readonly number[]): AnyActorRef | undefined
  /** The node of an actor says that it lived when `question` was asked. */
  lives(uid: number, question: number): void
  /** The end of an actor has been seen, on its node or on another. */
  ended(uid: number): void
}

/** Has an actor's node say whether it lives, and later that it has ended. Returns what ends this. */
export type Inquiry = (ref: AnyActorRef, question: number) => () => void

/** One who wants a name. */
interface Claim {
  readonly name: string
  readonly uid: number
  readonly ref: AnyActorRef
  readonly grant: () => void
  readonly refuse: (error: Error) => void
  /** Whom it has been entered for. */
  owner: Owner | undefined
  /** Who held the name, and lived after this claim was made. */
  checked: Owner | undefined
}

/** One who has names, or will as soon as it is known to live. */
interface Owner {
  readonly uid: number
  readonly ref: AnyActorRef
  readonly names: Set<string>
  lives: boolean
  ended: boolean
  /** The question under way to its node. */
  question: number | undefined
  /** Who waits for the answer to that question, and who came after it was asked. */
  asking: Claim[]
  later: Claim[]
  stopInquiry: () => void
}

/**
 * The names of the whole system, on the main node. An actor has a name only once its own node has said that it lives,
 * and a claim is refused only once the node of the holder has said so after the claim was made: whoever knows of an
 * end, from whichever node, finds the names of the ended actor free.
 */
export class NameTable {
  private readonly holders = new Map<string, Owner>()
  private readonly owners = new Map<number, Owner>()
  private readonly inquire: Inquiry
  private lastQuestion = 0

  constructor(inquire: Inquiry) {
    this.inquire = inquire
  }

  register(name: string, ref: AnyActorRef): Promise<void> {
    const { uid } = targetOf(ref).address
    return new Promise((grant, refuse) => {
      this.attempt({ name, uid, ref, grant, refuse, owner: undefined, checked: undefined })
    })
  }

  unregister(name: string, ref: AnyActorRef): boolean {
    const owner = this.holders.get(name)
    if (owner === undefined || owner.uid !== targetOf(ref).address.uid) return false
    this.holders.delete(name)
    owner.names.delete(name)
    const claims = [...owner.asking, ...owner.later].filter((claim) => claim.name === name)
    owner.asking = owner.asking.filter((claim) => claim.name !== name)
    owner.later = owner.later.filter((claim) => claim.name !== name)
    if (owner.names.size === 0) this.forget(owner)
    for (const claim of claims) {
      if (claim.uid === owner.uid) claim.grant()
      else this.attempt(claim)
    }
    return true
  }

  whereIs(name: string, doubted: readonly number[]): AnyActorRef | undefined {
    const owner = this.holders.get(name)
    if (owner === undefined || !owner.lives) return undefined
    return doubted.includes(targetOf(owner.ref).address.node) ? undefined : owner.ref
  }

  lives(uid: number, question: number): void {
    const owner = this.owners.get(uid)
    if (owner?.question !== question) return
    const answered = owner.asking
    owner.lives = true
    owner.question = undefined
    owner.asking = []
    if (owner.later.length > 0) this.ask(owner)
    for (const claim of answered) {
      claim.checked = owner
      this.attempt(claim)
    }
  }

  ended(uid: number): void {
    const owner = this.owners.get(uid)
    if (owner === undefined) return
    owner.ended = true
    this.forget(owner)
    for (const name of owner.names) this.holders.delete(name)
    for (const claim of [...owner.asking, ...owner.later]) this.attempt(claim)
  }

  private attempt(claim: Claim): void {
    const holder = this.holders.get(claim.name)
    if (claim.owner?.ended) claim.refuse(endedError(claim))
    else if (holder === undefined) this.enter(claim)
    else if (holder.uid === claim.uid && holder.lives) claim.grant()
    else if (holder.uid !== claim.uid && holder === claim.checked) claim.refuse(takenError(claim, holder))
    else this.wait(claim, holder)
  }

  private enter(claim: Claim): void {
    const owner = this.owners.get(claim.uid) ?? this.add(claim)
    claim.owner = owner
    owner.names.add(claim.name)
    this.holders.set(claim.name, owner)
    if (owner.lives) claim.grant()
    else this.wait(claim, owner)
  }

  private add({ uid, ref }: Claim): Owner {
    const owner: Owner = {
      uid,
      ref,
      names: new Set(),
      lives: false,
      ended: false,
      question: undefined,
      asking: [],
      later: [],
      stopInquiry: () => {},
    }
    this.owners.set(uid, owner)
    return owner
  }

  private wait(claim: Claim, owner: Owner): void {
    owner.later.push(claim)
    if (owner.question === undefined) this.ask(owner)
  }

  /** Whether it lives now, for all who want to know by now. */
  private ask(owner: Owner): void {
    owner.asking = owner.later
    owner.later = []
    owner.question = ++this.lastQuestion
    const { stopInquiry } = owner
    owner.stopInquiry = this.inquire(owner.ref, owner.question)
    stopInquiry()
  }

  private forget(owner: Owner): void {
    owner.stopInquiry()
    this.owners.delete(owner.uid)
  }
}

/**
 * Defines the actor that keeps the names. It is not supervised by restarts: an error in one claim must not cost all the
 * others their names.
 */
export function defineRegistrar(inquire: Inquiry): AnyDefinition {
  return defineActor(
    'Registrar',
    (_ctx: ActorContext<RegistrarProtocol>) => {
      const table = new NameTable(inquire)
      return {
        register: (name, ref) => table.register(name, ref),
        unregister: (name, ref) => table.unregister(name, ref),
        whereIs: (name, doubted) => table.whereIs(name, doubted),
        lives: (uid, question) => table.lives(uid, question),
        ended: (uid) => table.ended(uid),
      }
    },
    // A claim that waits for an answer holds up nobody.
    { interleave: ['register', 'unregister', 'whereIs', 'lives', 'ended'] },
  )
}

function takenError({ name }: Claim, { ref: { path } }: Owner): Error {
  const said = `The name "${name}" is taken by ${path}; unregister or stop that actor first, or choose another name.`
  return answer(new NameTakenError(said, path))
}

function endedError({ name, ref }: Claim): Error {
  return answer(new ActorTerminatedError(`${ref.path} cannot be registered as "${name}": it has ended.`))
}

/** An error that concerns the one who asked, and is no failure of the registrar. */
function answer(error: Error): Error {
  markRejection(error)
  return error
}
