/**
 * What waits for people: for a second person, for those who wrote what was sent back, for whoever goes on with what was decided. One row a
 * thing, kept by the very step that moved it, so that a new area has it without a word of its own; hands.ts says who, state by state.
 * Whoever tells people of it reads it from here.
 *
 *   submit ─► waits ─┬─ approve, withdraw ─► no row, or left: decided, and somebody goes on with it
 *                    └─ return, with a reason ─► sentBack ─ submit, save ─► waits, or no row
 *   a decision makes a draft ─► left, obliged ─► waits ─► … back to writing ─► left again, as long as it is not closed
 *
 * Knows no SQL: whoever keeps the rows is the area of notices.
 */
import type { Role } from './actor.ts'
import type { FoundDeed, Hands, LeftDeed } from './hands.ts'
import { rowsOf } from './store.ts'
import type { Transaction } from './unit-of-work.ts'

export interface Subject {
  readonly kind: string
  readonly id: string
}

/** What a decision began: it is somebody's until it is closed, by then where there is a time, and the last hours before that do not wait for the morning. */
export interface Obligation {
  readonly dueAt: number | null
  /** Of an exercise nothing is. */
  readonly isUrgent: boolean
}

/** Why a thing waits, and for whom. */
export interface PendingWork {
  /**
   * `waits`: for one of `roles` who is none of `people`. `sentBack`: to `people`, who wrote it. `proposed`: to `roles` but `people`,
   * who may make something of it. `left`: decided, and `roles` but `people` go on with it; without roles, `people` do. `rest`: it was put
   * away, waits for nobody, and goes on where it was if it is taken out again.
   */
  readonly is: 'waits' | 'sentBack' | 'proposed' | 'left' | 'rest'
  readonly roles: readonly Role[]
  readonly people: readonly string[]
  /** Who submitted it, sent it back, proposed or decided it, by name; of what data or a program did, empty. */
  readonly by: string
  /** Of the console, where one decides. */
  readonly page: string
  /** It does not wait for the morning. */
  readonly isUrgent: boolean
  /** Of what is left: what there is to do. */
  readonly does?: LeftDeed | null
  /** By when. */
  readonly dueAt?: number | null
  /** Engineers of this operator alone. */
  readonly operator?: string | null
  readonly obliged?: Obligation | null
}

/**
 * What no step of people's has left, but what is so: seen each time somebody looks, and told as the rest is. It has no row of its own that
 * a step keeps.
 */
export interface Found {
  readonly subject: Subject
  readonly standing: PendingWork & { readonly is: 'left'; readonly does: FoundDeed }
}

interface PendingWorkReading {
  standing(subject: Subject): Promise<PendingWork | null>
}

interface PendingWorkWriting extends PendingWorkReading {
  /** In place of what stood of it; null: nothing does. */
  setStanding(subject: Subject, standing: PendingWork | null, nowMs: number): Promise<void>
}

const waitingRows = rowsOf<PendingWorkReading, PendingWorkWriting>('waiting')

export async function setStanding(
  { store, now }: Transaction,
  subject: Subject,
  standing: PendingWork | null,
): Promise<void> {
  await waitingRows(store).setStanding(subject, standing, now)
}

/** What is due within that time does not wait for the morning. */
export const SOON_MS = 12 * 3_600_000

/** A decision leaves this to people, or wants it of a thing that waits already: of several decisions the earliest time counts. */
export async function leave(
  tx: Transaction,
  subject: Subject,
  of: {
    readonly roles: readonly Role[]
    readonly by: string
    readonly page: string
    readonly obliged: Obligation
    readonly does?: LeftDeed
  },
): Promise<void> {
  const { does = 'finish', ...rest } = of
  const stood = await waitingRows(tx.store).standing(subject)
  const obliged = earlier(of.obliged, stood?.obliged ?? null)
  const due = obligedNow(obliged, tx.now)
  const isWith = stood?.is === 'waits' || (stood?.is === 'left' && stood.does === does)
  if (isWith && stood.obliged?.dueAt === obliged.dueAt) return
  await setStanding(tx, subject, {
    ...(isWith ? stood : { is: 'left', does, people: [], ...rest }),
    ...due,
    isUrgent: due.isUrgent || (isWith && stood.isUrgent),
  })
}

/** Of the console, where a thing waits, was sent back, or has something left to be done. */
export type Place = 'waits' | 'sentBack' | LeftDeed

/** A step has moved a thing into a state. */
export interface Moved {
  readonly hands: Hands | 'rest'
  readonly isMoved: boolean
  readonly by: string
  readonly pageOf: (is: Place) => string
  readonly isUrgent: boolean
  /** Who wrote and submitted it, and who moved it. */
  readonly authors: readonly string[]
  readonly mover: string
  /** Who may be the second of the two now. */
  readonly seconds: readonly Role[]
  /** It was sent back with a reason. */
  readonly isSentBack: boolean
}

/** Whoever is to go on with it hears of it; whoever goes on with it needs to hear no more. */
export async function stand(tx: Transaction, subject: Subject, moved: Moved): Promise<void> {
  const { hands, isMoved, seconds } = moved
  if (hands === 'second') {
    if (!isMoved) return
    return await setStanding(tx, subject, {
      ...told(moved, 'waits', 'waits'),
      roles: seconds,
      people: [...new Set([...moved.authors, moved.mover])],
      ...(await obligation(tx, subject, moved)),
    })
  }
  if (hands === 'rest') return await rest(tx, subject, moved)
  if (hands === 'nobody' || hands === 'itself') return await setStanding(tx, subject, null)
  if ('writers' in hands) return await standWithWriters(tx, subject, moved, hands.writers)
  const { roles, does } = hands
  const stood = await waitingRows(tx.store).standing(subject)
  if (stood?.is === 'left' && stood.does === does) return
  await setStanding(tx, subject, {
    ...told(moved, 'left', does),
    roles,
    does,
    people: [],
    ...(await obligation(tx, subject, moved)),
  })
}

async function rest(tx: Transaction, subject: Subject, moved: Moved): Promise<void> {
  const due = await obligation(tx, subject, moved)
  const at = { is: 'rest', roles: [], people: [], by: moved.by, page: '/' } as const
  await setStanding(tx, subject, due.obliged === null ? null : { ...at, ...due })
}

async function standWithWriters(
  tx: Transaction,
  subject: Subject,
  moved: Moved,
  roles: readonly Role[],
): Promise<void> {
  const { isMoved, isSentBack, authors, mover } = moved
  const { obliged, ...due } = await obligation(tx, subject, moved)
  const sentBack = authors.filter(id => id !== mover)
  if (isMoved && isSentBack && sentBack.length > 0 && obliged === null)
    return await setStanding(tx, subject, {
      ...told(moved, 'sentBack', 'sentBack'),
      isUrgent: false,
      roles: [],
      people: sentBack,
      obliged,
    })
  const stood = await waitingRows(tx.store).standing(subject)
  // Whoever was told of it goes on with it.
  if (stood?.is === 'left' && stood.does === 'finish' && !isSentBack) return
  if (obliged === null) return await setStanding(tx, subject, null)
  await setStanding(tx, subject, {
    ...told(moved, 'left', 'finish'),
    roles,
    people: [],
    does: 'finish',
    obliged,
    ...due,
  })
}

function told<Is extends PendingWork['is']>(moved: Moved, is: Is, place: Place) {
  return { is, by: moved.by, page: moved.pageOf(place), isUrgent: moved.isUrgent }
}

/** What a decision wanted of it still holds, whoever has it now. */
async function obligation(
  { store, now }: Transaction,
  subject: Subject,
  { isUrgent }: Moved,
): Promise<Required<Pick<PendingWork, 'obliged' | 'isUrgent' | 'dueAt'>>> {
  const obliged = (await waitingRows(store).standing(subject))?.obliged ?? null
  if (obliged === null) return { obliged, isUrgent, dueAt: null }
  const own = obligedNow(obliged, now)
  return { ...own, isUrgent: own.isUrgent || isUrgent }
}

function earlier(one: Obligation, other: Obligation | null): Obligation {
  if (other === null) return one
  const times = [one.dueAt, other.dueAt].filter(at => at !== null)
  return { dueAt: times.length === 0 ? null : Math.min(...times), isUrgent: one.isUrgent || other.isUrgent }
}

function obligedNow(obliged: Obligation, now: number) {
  const isUrgent = obliged.isUrgent && (obliged.dueAt ?? now) <= now + SOON_MS
  return { obliged, isUrgent, dueAt: obliged.dueAt }
}
