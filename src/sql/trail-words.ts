/**
 * The words of the trail's entries and the days on which they were written, kept beside it so that an entry is found among many
 * years of them: an inverted index (FTS5 on SQLite, GIN on PostgreSQL) and, by the day in UTC, the first and the last of its entries.
 *
 *   phe      a word of what is told of it: its details, its subject's id, its action's name
 *   @nguyen  a word of the actor's name       i:…  the actor's id       s:…  the subject's id
 *   a:round.approve, a:round                  what was done, and in which family of actions
 *   k:alert                                   to what kind of thing
 *
 * Nothing here is believed: what is shown is read from the trail, and what the trail's hashes hold is the trail alone.
 */
import { type Kysely, type Selectable, sql } from 'kysely'
import { plainWords } from '../authority/plain-words.ts'
import type { TextWord } from '../authority/store.ts'
import type { DatabaseKind } from './migration.ts'
import type { Tables } from './tables.ts'

/** Of one entry; what is beyond is not found by its words. */
const WORDS_MAX = 2000
/** Of one search. */
const ASKED_MAX = 12
const ID_MAX = 100
const DAY_MS = 86_400_000
const ENTRIES_AT_ONCE = 1000

/** The parts of a trail entry that its words are taken from. */
interface IndexedEntry {
  readonly sequence: number
  readonly atMs: number
  readonly actor: { readonly id: string; readonly name: string }
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly details: Readonly<Record<string, unknown>>
}

/** Beside the entries, in the transaction that appends them. In their order, at most some thousands. */
export async function keepFound(
  db: Kysely<Tables>,
  kind: DatabaseKind,
  entries: readonly IndexedEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(entry => [entry.sequence, wordsOf(entry).join(' ')] as const)
  if (kind === 'sqlite')
    await sql`insert into trail_words (rowid, words)
      values ${sql.join(rows.map(([at, words]) => sql`(${at}, ${words})`))}`.execute(db)
  else
    await sql`insert into trail_words (sequence, words) values ${sql.join(
      rows.map(([at, words]) => sql`(${at}::bigint, array_to_tsvector(string_to_array(${words}::text, ' ')))`),
    )}`.execute(db)
  for (const [day, of] of Map.groupBy(entries, ({ atMs }) => dayOf(atMs))) {
    const last = of[of.length - 1].sequence
    await db
      .insertInto('trail_day')
      .values({ day, first: of[0].sequence, last })
      .onConflict(conflict => conflict.column('day').doUpdateSet({ last }))
      .execute()
  }
}

/** Of every entry once more: by other rules, or of a trail that was filled past `keepFound`. Within one transaction. */
export async function keepFoundAnew(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  await (kind === 'sqlite'
    ? sql`insert into trail_words (trail_words) values ('delete-all')`
    : sql`truncate trail_words`
  ).execute(db)
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('trail')
      .selectAll()
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(ENTRIES_AT_ONCE)
      .execute()
    if (rows.length === 0) return
    await keepFound(db, kind, rows.map(foundOf))
    after = rows[rows.length - 1].sequence
  }
}

export function foundOf(row: Selectable<Tables['trail']>): IndexedEntry {
  return {
    sequence: row.sequence,
    atMs: row.at,
    actor: { id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    details: JSON.parse(row.details),
  }
}

function wordsOf({ action, actor, subject, details }: IndexedEntry): readonly string[] {
  const words = new Set([
    `a:${action}`,
    `a:${action.split('.', 1)[0]}`,
    idWord('i', actor.id),
    idWord('s', subject.id),
    idWord('k', subject.kind),
    ...plainWords(actor.name).map(word => `@${word}`),
    ...plainWords(action),
    ...plainWords(subject.id),
  ])
  addWords(words, details)
  return [...words]
}

/** Of values, not of their names, however deep they are. */
function addWords(words: Set<string>, value: unknown): void {
  if (words.size >= WORDS_MAX || value === null) return
  if (typeof value === 'object') for (const each of Object.values(value)) addWords(words, each)
  else for (const word of plainWords(String(value))) if (words.size < WORDS_MAX) words.add(word)
}

function idWord(kind: 'i' | 's' | 'k', id: string): string {
  return `${kind}:${id
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._:@-]/gu, '_')
    .slice(0, ID_MAX)}`
}

/** What an entry must have, as the database's index is asked; null: nothing. */
export function askedOf(
  kind: DatabaseKind,
  asked: {
    readonly text: readonly TextWord[]
    /** An id, or the beginnings of words of a name. */
    readonly actor: string | null
    readonly action: string | null
    readonly subject: string | null
    readonly hidden: readonly string[]
  },
): string | null {
  const { text, actor, action, subject, hidden } = asked
  const [and, or, not, begins] =
    kind === 'sqlite'
      ? [' AND ', ' OR ', ' NOT ', (word: string) => `${quoted(word, '"')}*`]
      : [' & ', ' | ', ' & !', (word: string) => `${quoted(word, "'")}:*`]
  const is = (word: string) => quoted(word, kind === 'sqlite' ? '"' : "'")
  const either = (parts: readonly string[]) => `(${parts.join(or)})`
  const all = text.slice(0, ASKED_MAX).map(({ word, actions, isWhole, orActor }) => {
    const said = orActor ? [word, `@${word}`] : [word]
    return either([...said.map(isWhole ? is : begins), ...actions.map(each => is(`a:${each}`))])
  })
  if (actor !== null) {
    const names = plainWords(actor).slice(0, ASKED_MAX)
    const byName = names.map(word => begins(`@${word}`)).join(and)
    all.push(either([is(idWord('i', actor)), ...(byName === '' ? [] : [`(${byName})`])]))
  }
  if (action !== null) all.push(is(`a:${action}`))
  if (subject !== null) all.push(is(idWord('s', subject)))
  if (all.length === 0) return null
  return [`(${all.join(and)})`, ...hidden.map(each => is(idWord('k', each)))].join(not)
}

function quoted(word: string, quote: '"' | "'"): string {
  const inside = quote === "'" ? word.replaceAll('\\', '\\\\') : word
  return `${quote}${inside.replaceAll(quote, quote + quote)}${quote}`
}

export interface Bounds {
  /** Null: from the first, to the last. */
  readonly fromMs: number | null
  /** Not included. */
  readonly untilMs: number | null
}

/** Between which entries all of these days are: clocks are set back, so others are among them. Null: there is none. */
export async function spanOf(
  db: Kysely<Tables>,
  { fromMs, untilMs }: Bounds,
): Promise<{ readonly first: number; readonly last: number } | null> {
  let days = db.selectFrom('trail_day').select(({ fn }) => [fn.min('first').as('first'), fn.max('last').as('last')])
  if (fromMs !== null) days = days.where('day', '>=', dayOf(fromMs))
  if (untilMs !== null) days = days.where('day', '<=', dayOf(untilMs - 1))
  const { first, last } = await days.executeTakeFirstOrThrow()
  return first === null || last === null ? null : { first: Number(first), last: Number(last) }
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS)
}
