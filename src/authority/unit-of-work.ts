/**
 * Unit of work: every area changes something in one transaction with its entries of the trail. Listeners are notified after the commit,
 * or never. Nothing else writes the trail. Changes that nobody made, such as a node's last contact, bypass it (`store.write`).
 *
 *   transaction(act) ─► act: reads, decides, writes, records ─► commit ─► published here, and by the database in every other process
 *                         │ throws: nothing was changed, recorded or published
 */
import type { Signer } from '../directive/signing.ts'
import { LocalPresence, type Presence } from './presence.ts'
import { ALWAYS_OURS, type Shift } from './shift.ts'
import type { Brief, Keep, PresenceKind, Store, Writing } from './store.ts'
import { append, type Deed, type TrailActor } from './trail.ts'

/**
 * What others want to hear of at once, by what has changed. Each area adds its own:
 *
 *   declare module '../../authority/unit-of-work.ts' { interface Changes { free: object } }
 */
export interface Changes {
  /** This process hears nothing of others from now on: what is told meanwhile it never hears. Here alone. */
  isolated: object
  /** It hears of others again: anything may be other than it was. Here alone. */
  rejoined: object
  /** The process to which it was connected has died. */
  absent: { readonly of: PresenceKind; readonly subject: string }
}
export type Change = {
  [Is in keyof Changes]: { readonly is: Is } & Changes[Is]
}[keyof Changes]

export interface UnitOfWork {
  readonly store: Store
  /** The authority's key. */
  readonly signer: Signer
  /** Milliseconds since 1970. */
  now(): number
  publish(transaction: Change): void
  transaction<Result>(act: (tx: Transaction) => Promise<Result>, keep?: Keep): Promise<Result>
  presence(of: PresenceKind): Presence
  /** Of what only one process does. */
  readonly shift: Shift
}

export interface Transaction {
  readonly store: Writing
  readonly signer: Signer
  readonly now: number
  record(actor: TrailActor, deed: Deed): Promise<void>
  /** After the commit. */
  publish(change: Change): void
  /** After the commit, here alone: what leaves the authority, such as a letter. */
  afterCommit(act: () => void): void
}

export function openUnitOfWork(parts: {
  readonly store: Store
  readonly signer: Signer
  readonly now: () => number
  /** To those who listen in this process. */
  readonly tell: (change: Change) => void
  /** As others are told of it (elsewhere.ts); default: as it is. */
  readonly brief?: (change: Change) => Brief
  /** A change that is in no transaction could not be told to others. */
  readonly onError?: (error: unknown) => void
  /** Default: there are no others. */
  readonly presence?: (of: PresenceKind) => Presence
  readonly shift?: Shift
}): UnitOfWork {
  const { store, signer, now, tell, brief = asItIs, onError = () => {} } = parts
  const { presence = presenceHere(), shift = ALWAYS_OURS } = parts
  return {
    store,
    signer,
    now,
    presence,
    shift,
    publish: change => {
      tell(change)
      store.announce([brief(change)]).catch(onError)
    },
    transaction: async (act, keep) => {
      const changes: Change[] = []
      const later: (() => void)[] = []
      const result = await store.write(async writing => {
        const at = now()
        const done = await act({
          store: writing,
          signer,
          now: at,
          record: async (actor, deed) => await append(writing, at, actor, deed),
          publish: change => void changes.push(change),
          afterCommit: each => void later.push(each),
        })
        await writing.announce(inOrder(changes).map(brief))
        return done
      }, keep)
      for (const change of inOrder(changes)) tell(change)
      for (const each of later) each()
      return result
    },
  }
}

const asItIs = (change: Change) => change as Brief

function presenceHere(): (of: PresenceKind) => Presence {
  const all = { node: new LocalPresence(), cluster: new LocalPresence() }
  return of => all[of]
}

/** What nodes wait for goes first: a stop has to be fast. */
function inOrder(changes: readonly Change[]): readonly Change[] {
  return [...changes.filter(({ is }) => is === 'agenda'), ...changes.filter(({ is }) => is !== 'agenda')]
}

/**
 * The same unit of work within a transaction that does more: what a use case changes is part of that one, and is told with it or never. Whoever
 * catches a failure of it has to throw it on, or half of it would be done.
 */
export function within(work: UnitOfWork, tx: Transaction): UnitOfWork {
  return { ...work, publish: tx.publish, transaction: async act => await act(tx) }
}
