/**
 * What is open and in nobody's hands: nothing stands of it, or what stands concerns nobody who works here. And what waits for people though
 * it is closed. By the rule there is neither; this looks whether the rule holds, over all areas, and puts right what came from before it.
 */
import type { OpenThing } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { leave } from '../../authority/waiting.ts'
import { everybody, personRows } from '../access/store.ts'
import { isFound } from './finding.ts'
import { noticeRows, type Thing } from './store.ts'
import { concerns, type Reader } from './told.ts'

export interface Adrift {
  /** Open, and nothing stands of it. */
  readonly open: readonly OpenThing[]
  /** It waits, and nobody of now can do it. */
  readonly unheard: readonly Thing[]
  /** It waits, though it is closed. */
  readonly closed: readonly Thing[]
}

/** `people`: all who work here; without, those of the accounts. `kinds`: of which every open thing is told. */
export async function adriftOf(
  store: Reading,
  open: readonly OpenThing[],
  of: { readonly kinds: readonly string[]; readonly people?: readonly Reader[] },
): Promise<Adrift> {
  const people = of.people ?? (await everybody(personRows(store)))
  const things = await noticeRows(store).things()
  const stands = new Map(things.map(each => [keyOf(each), each]))
  const waits = open.filter(waitsForOthers)
  const known = new Set(open.map(keyOf))
  const isOf = new Set(of.kinds)
  return {
    open: waits.filter(each => !stands.has(keyOf(each))),
    unheard: unheardOf(things, people),
    closed: things.filter(
      each =>
        isOf.has(each.subject.kind) &&
        !isFound(each) &&
        (each.stands === 'waits' || each.stands === 'proposed' || isToDo(each)) &&
        !known.has(keyOf(each)),
    ),
  }
}

/** What waits and concerns nobody who may sign in. */
export function unheardOf(things: readonly Thing[], people: readonly Reader[]): readonly Thing[] {
  const able = people.filter(({ isDisabled }) => !isDisabled)
  return things.filter(
    thing =>
      (thing.stands === 'waits' || thing.stands === 'left' || thing.stands === 'sentBack') &&
      !able.some(person => concerns(thing, person)),
  )
}

/** What came to be before its step kept a row. */
export async function standAdrift(work: UnitOfWork, open: readonly OpenThing[]): Promise<void> {
  const kept = new Set((await noticeRows(work.store).things()).map(keyOf))
  const adrift = open.filter(each => waitsForOthers(each) && !kept.has(keyOf(each)))
  for (const { subject, hands, page, dueAt = null } of adrift) {
    if (hands === 'second') continue
    const left = 'writers' in hands ? ({ roles: hands.writers, does: 'finish' } as const) : hands
    const obliged = { dueAt, isUrgent: false }
    await work.transaction(async tx => await leave(tx, subject, { ...left, by: '', page, obliged }))
  }
}

/** What a person writes is that person's as long as it is written. */
function waitsForOthers({ hands, isLeft }: OpenThing): boolean {
  return hands === 'second' || 'roles' in hands || isLeft === true
}

/** What is written by a decision is open as long as its area says, which need not tell of all. */
function isToDo({ stands, does }: Thing): boolean {
  return stands === 'left' && does !== 'finish' && does !== 'prepare'
}

function keyOf({ subject: { kind, id } }: Pick<Thing, 'subject'>): string {
  return `${kind} ${id}`
}
