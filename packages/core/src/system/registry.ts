import type { NamedRef, Names } from '../behavior/names.ts'
import { Cell } from '../cell/cell.ts'
import { CellRef, targetOf } from '../cell/cell-ref.ts'
import type { Host } from '../cell/host.ts'
import type { Address, Target, Watcher } from '../cell/target.ts'
import { usualTerms } from '../cell/terms.ts'
import { checkName } from '../message/actor-name.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { defineRegistrar, type Inquiry } from './registrar.ts'
import { topSupervisor } from './top-supervisor.ts'

const MAIN_NODE = 0
/** Numbers of actors begin at 1: this is where every node finds the registrar. */
const REGISTRAR: Address = { node: MAIN_NODE, uid: 0, path: 'troupe://main/~registrar' }

/** What the registry needs of its node. */
export interface RegistryHost extends Host {
  /** Makes an actor reachable from other nodes. */
  expose(target: Target): void
  /** A ref of an actor on another node. */
  refTo(address: Address): CellRef
}

/** The names of the whole system, as one node sees them: asks the registrar, which lives on the main node. */
export class Registry implements Names {
  private readonly host: RegistryHost
  private knownRegistrar: CellRef | undefined = undefined
  /** Nodes that this one has lost, and that the main node has not said yet to be down. */
  private readonly doubted = new Set<number>()

  constructor(host: RegistryHost) {
    this.host = host
  }

  register(name: string, ref: AnyActorRef): Promise<void>
  register(name: unknown, ref: unknown): Promise<unknown> {
    return this.ask('register', name, ref)
  }

  unregister(name: string, ref: AnyActorRef): Promise<boolean>
  unregister(name: unknown, ref: unknown): Promise<unknown> {
    return this.ask('unregister', name, ref)
  }

  whereIs<N extends string>(name: N): Promise<NamedRef<N> | undefined>
  whereIs(name: unknown): Promise<unknown> {
    try {
      return this.registrar.ask('whereIs', checkName(name), [...this.doubted])
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** Begins to keep names on the main node, so that the others find the registrar there. */
  open(): void {
    this.host.expose(this.registrar.target)
  }

  /** The end of an actor that may have a name has been seen here: the registrar is to know before anybody asks it. */
  ended(uid: number): void {
    this.registrar.tell('ended', uid)
  }

  /** A node is lost, as far as this one can see: what it finds by name must not be there. */
  doubt(node: number): void {
    this.doubted.add(node)
  }

  /** The main node has seen the end of a node as well: nobody there has a name any more. */
  confirm(node: number): void {
    this.doubted.delete(node)
  }

  private ask(message: 'register' | 'unregister', name: unknown, ref: unknown): Promise<unknown> {
    try {
      // Without the options that a view of the ref may have.
      return this.registrar.ask(message, checkName(name), new CellRef(targetOf(ref)))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  private get registrar(): CellRef {
    this.knownRegistrar ??=
      this.host.node === MAIN_NODE ? this.createRegistrar().ref : this.host.refTo(REGISTRAR)
    return this.knownRegistrar
  }

  private createRegistrar(): Cell {
    const inquire: Inquiry = (ref, question) => {
      const { target } = registrar.ref
      const { uid } = targetOf(ref).address
      const watcher: Watcher = {
        notify: () => void target.tell('ended', uid),
        begun: () => void target.send('lives', [uid, question], true, undefined),
      }
      targetOf(ref).watch(watcher, ref)
      return () => targetOf(ref).unwatch(watcher)
    }
    const registrar: Cell = new Cell(this.host, {
      definition: defineRegistrar(inquire),
      args: [],
      uid: REGISTRAR.uid,
      name: '~registrar',
      // An error in one claim must not cost the others their names: it goes on as it is.
      supervisor: topSupervisor('troupe://main', () => registrar),
      // Words of an end must not be lost for want of room: names would stay taken.
      terms: {
        ...usualTerms,
        mailbox: { ...usualTerms.mailbox, capacity: Number.POSITIVE_INFINITY },
        stopTimeout: 0,
      },
      grouped: false,
      guardian: false,
    })
    registrar.start()
    return registrar
  }
}
