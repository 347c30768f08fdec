/**
 * What areas find to be so and somebody has to do something about, brought to the rows of what stands: told once when it comes, gone when
 * it is gone. What is due is told once more when its time comes near.
 */
import { FOUND_DEEDS, type LeftDeed } from '../../authority/hands.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { type Found, SOON_MS } from '../../authority/waiting.ts'
import { type NoticeWriting, noticeRows, type Thing } from './store.ts'

export async function lookForFound(work: UnitOfWork, found: readonly Found[]): Promise<void> {
  const now = work.now()
  const changes = changesOf(await noticeRows(work.store).things(), found, now)
  if (changes.length === 0) return
  await work.transaction(async ({ store }) => {
    const rows = noticeRows(store)
    for (const change of changesOf(await rows.things(), found, now)) await change(rows)
  })
}

type Change = (rows: NoticeWriting) => Promise<void>

function changesOf(things: readonly Thing[], found: readonly Found[], now: number): readonly Change[] {
  const known = new Map(things.filter(isFound).map(each => [keyOf(each), each]))
  const changes: Change[] = []
  for (const each of found) {
    const thing = { ...thingOf(each, now), at: now }
    const before = known.get(keyOf(thing))
    known.delete(keyOf(thing))
    if (before === undefined || said(before) !== said(thing)) changes.push(async rows => await rows.putThing(thing))
  }
  for (const { subject } of known.values()) changes.push(async rows => await rows.dropThing(subject))
  const near = things.filter(
    ({ isUrgent, stands, obliged }) =>
      !isUrgent &&
      (stands === 'left' || stands === 'waits') &&
      obliged?.isUrgent === true &&
      obliged.dueAt !== null &&
      obliged.dueAt <= now + SOON_MS,
  )
  for (const { serial: _, ...thing } of near)
    changes.push(async rows => await rows.putThing({ ...thing, isUrgent: true }))
  return changes
}

const FOUND: ReadonlySet<LeftDeed> = new Set(FOUND_DEEDS)

/** No step keeps its row. */
export function isFound({ does }: Pick<Thing, 'does'>): boolean {
  return does !== null && FOUND.has(does)
}

export function thingOf<At extends number | null>(
  { subject, standing }: Found,
  at: At,
): Omit<Thing, 'serial' | 'at'> & { readonly at: At } {
  const { is: stands, does, dueAt = null, operator = null, roles, people, by, page } = standing
  return {
    subject,
    stands,
    at,
    since: null,
    isUrgent: standing.isUrgent,
    page,
    by,
    roles,
    people,
    does,
    dueAt,
    operator,
    obliged: null,
  }
}

function keyOf({ subject: { kind, id } }: Pick<Thing, 'subject'>): string {
  return `${kind} ${id}`
}

/** What would be told of it. */
function said({ does, dueAt, isUrgent, roles, people }: Omit<Thing, 'serial' | 'at'>): string {
  return JSON.stringify([does, dueAt, isUrgent, roles, people])
}
