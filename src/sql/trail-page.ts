/**
 * A page of the trail by what was done and by whom, newest first, at the same price however many entries there are.
 *
 * An entry has one of some forty actions. The page is the newest of the newest of each action that was asked for, by the
 * actor's id and by the actor's name: each of them the end of an index, so that nothing is sorted or passed over.
 */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

export interface TrailFilter {
  /** `round.approve`, or `round` for all of its kind. */
  readonly action: string | null
  /** Id or name. */
  readonly actor: string | null
  readonly subject: string | null
  /** Only entries before this sequence. */
  readonly before: number | null
}

/** Actions that the trail can hold, at most; there is room for what comes. */
const ACTIONS_MAX = 200

export async function trailRows(db: Kysely<Tables>, filter: TrailFilter, limit: number) {
  const { action, actor, subject } = filter
  // A subject has few entries of its own.
  const isPlain = subject !== null || (action === null && actor === null)
  if (isPlain) return await plain(db, filter, limit).execute()
  const ends: End[] = []
  for (const by of actor === null ? [null] : (['actor_id', 'actor_name'] as const))
    for (const each of await actionsOf(db, action, by === null ? null : { by, actor: actor ?? '' }))
      ends.push({ by, action: each })
  const [first, ...others] = ends
  if (first === undefined) return []
  const end = (of: End) =>
    db.selectFrom(newest(db, filter, of, limit).as('newest')).selectAll('newest')
  return await others
    .reduce((rows, of) => rows.unionAll(end(of)), end(first))
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute()
}

type By = 'actor_id' | 'actor_name'

interface End {
  readonly by: By | null
  readonly action: string
}

function newest(db: Kysely<Tables>, filter: TrailFilter, { by, action }: End, limit: number) {
  let rows = db.selectFrom('trail').selectAll().where('action', '=', action)
  const { actor, before } = filter
  if (by !== null) rows = rows.where(by, '=', actor ?? '')
  // Whose id is their name is found by the id already.
  if (by === 'actor_name') rows = rows.where('actor_id', '<>', actor ?? '')
  if (before !== null) rows = rows.where('sequence', '<', before)
  return rows.orderBy('sequence', 'desc').limit(limit)
}

function plain(db: Kysely<Tables>, { action, actor, subject, before }: TrailFilter, limit: number) {
  let rows = db.selectFrom('trail').selectAll()
  if (subject !== null) rows = rows.where('subject_id', '=', subject)
  if (action !== null)
    rows = rows.where(({ or, eb }) =>
      or([
        eb('action', '=', action),
        eb(sql<string>`substr(action, 1, ${action.length + 1})`, '=', `${action}.`),
      ]),
    )
  if (actor !== null)
    rows = rows.where(({ or, eb }) =>
      or([eb('actor_id', '=', actor), eb('actor_name', '=', actor)]),
    )
  if (before !== null) rows = rows.where('sequence', '<', before)
  return rows.orderBy('sequence', 'desc').limit(limit)
}

/** Those of the trail, or of one actor, that were asked for: one step in an index each. */
async function actionsOf(
  db: Kysely<Tables>,
  asked: string | null,
  of: { readonly by: By; readonly actor: string } | null,
): Promise<readonly string[]> {
  // `round.approve` is one action.
  if (asked?.includes('.')) return [asked]
  const whose = of === null ? sql`true` : sql`${sql.ref(of.by)} = ${of.actor}`
  const { rows } = await sql<{ action: string }>`
    with recursive found(action) as (
      select min(action) from trail where ${whose}
      union all
      select (select min(trail.action) from trail where ${whose} and trail.action > found.action)
      from found where found.action is not null)
    select action from found where action is not null limit ${ACTIONS_MAX}`.execute(db)
  const all = rows.map(({ action }) => action)
  if (asked === null) return all
  return all.filter(action => action === asked || action.startsWith(`${asked}.`))
}
