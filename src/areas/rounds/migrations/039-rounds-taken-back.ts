/**
 * Of a round, that it was taken back: when, by which bulletin or plan, and why. Until then its title alone said so, which says as much of a
 * recall of a drug. Of what stood before it is read from the trail: a bulletin that was corrected or cancelled and an effect that was ended
 * have taken back the rounds that were made of them. What was sent by then, or was done with since, was not.
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const roundsTakenBack: Migration = { name: '039-rounds-taken-back', up }

const COLUMNS = [
  'alter table round add column taken_back_at bigint',
  'alter table round add column taken_back_is text',
  'alter table round add column taken_back_by text',
  'alter table round add column taken_back_why text',
]

/** Oldest first, so that the last one stays. */
const BY_BULLETINS = `
  select made.round as round, 'bulletin' as is_a, made.bulletin as by_id, told.sequence, told.at, told.details
  from bulletin_round made
  join bulletin_release since on since.serial = made.serial
  join trail told on told.subject_id = made.bulletin
    and told.action in ('bulletin.correct', 'bulletin.cancel') and told.at >= since.at
  where made.kind = 'publish'
  order by told.sequence`

const BY_PLANS = `
  select deed.thing_id as round, 'plan' as is_a, effect.plan as by_id, told.sequence, told.at, told.details
  from plan_deed deed
  join plan_effect effect on effect.id = deed.effect
  join trail told on told.subject_id = deed.id and told.action = 'effect.end'
  where deed.does = 'end' and deed.thing_is = 'round'
  order by told.sequence`

interface TakenBack {
  readonly round: string
  readonly is_a: string
  readonly by_id: string
  readonly sequence: number
  readonly at: number
  readonly details: string
}

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of COLUMNS) await sql.raw(statement).execute(db)
  for (const found of [BY_BULLETINS, BY_PLANS])
    for (const told of (await sql.raw<TakenBack>(found).execute(db)).rows)
      if (await tookBack(db, told)) await mark(db, told)
}

/** Whether it did anything: it saved, withdrew or stopped the round within its own transaction, or nobody has done anything with it since. */
async function tookBack(db: Kysely<never>, { round, sequence, at }: TakenBack): Promise<boolean> {
  const { rows } = await sql<{ action: string; sequence: number; at: number }>`
    select action, sequence, at from trail
    where subject_id = ${round} and subject_kind = 'round'
      and action not in ('round.archive', 'round.unarchive')
    order by sequence`.execute(db)
  const before = rows.filter(entry => entry.sequence < sequence)
  if (before.some(entry => entry.at === at && BY_ITSELF.has(entry.action))) return true
  const isOver = before.some(({ action }) => OVER.has(action))
  return before.length > 0 && !isOver && before.length === rows.length
}

const BY_ITSELF: ReadonlySet<string> = new Set(['round.save', 'round.stop', 'round.withdraw'])
const OVER: ReadonlySet<string> = new Set(['round.finished', 'round.stopped'])

async function mark(db: Kysely<never>, told: TakenBack): Promise<void> {
  const { reason } = JSON.parse(told.details) as { reason?: unknown }
  const why = typeof reason === 'string' ? reason : ''
  await sql`update round set taken_back_at = ${told.at}, taken_back_is = ${told.is_a},
    taken_back_by = ${told.by_id}, taken_back_why = ${why} where id = ${told.round}`.execute(db)
}
