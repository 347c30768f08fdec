/**
 * A question in the databases' own full-text languages: the same words, joined the same way, over the same marked words.
 *
 *   phong chong d, editor, rounds      SQLite (FTS5)   ("_k_round" AND "_r_editor" AND "phong" AND "chong" AND "d" *)
 *                                      PostgreSQL      '_k_round' & '_r_editor' & 'phong' & 'chong' & 'd':*
 *
 * Beside its words a document has its kind and its readers as words that nobody can type, and the words of its title once more with a
 * sign before them. What is called so is asked for first, then what says so and is not called so.
 */
import type { Actor } from '../../authority/actor.ts'
import type { DatabaseKind } from '../../sql/migration.ts'
import type { Wanted } from './folding.ts'
import type { Viewer } from './source.ts'
import type { DocumentKind, IndexedDocument } from './store.ts'

/** What a question is written in. Words are letters, digits and marks alone, so that nothing in them ends a quotation. */
interface Writing {
  word(word: string): string
  beginning(word: string): string
  all(terms: readonly string[]): string
  any(terms: readonly string[]): string
  but(term: string, not: string): string
}

const FTS5: Writing = {
  word: word => `"${word}"`,
  beginning: word => `"${word}" *`,
  all: terms => `(${terms.join(' AND ')})`,
  any: terms => `(${terms.join(' OR ')})`,
  but: (term, not) => `(${term} NOT ${not})`,
}
const TSQUERY: Writing = {
  word: word => `'${word}'`,
  beginning: word => `'${word}':*`,
  all: terms => `(${terms.join(' & ')})`,
  any: terms => `(${terms.join(' | ')})`,
  but: (term, not) => `(${term} & !${not})`,
}

/** Of the title: called so. Of the rest: says so. */
export type Pass = 'title' | 'text'

export interface DocumentsAsked {
  /** Null: of any. */
  readonly kind: DocumentKind | null
  readonly reader: Pick<Actor, 'role' | 'operator'>
  readonly wanted: Wanted
}

export function documentQuestion(database: DatabaseKind, pass: Pass, of: DocumentsAsked): string {
  const write = database === 'sqlite' ? FTS5 : TSQUERY
  const readers = readerMarks(of.reader).map(write.word)
  const facets = [
    ...(of.kind === null ? [] : [write.word(kindMark(of.kind))]),
    readers.length > 1 ? write.any(readers) : readers[0],
  ]
  const title = wantedIn(write, of.wanted, inTitle)
  if (pass === 'title') return write.all([...facets, ...title])
  return write.but(write.all([...facets, ...wantedIn(write, of.wanted, word => word)]), write.all(title))
}

/** All that a document is found by. */
export function marksOf(kind: DocumentKind, document: IndexedDocument): readonly string[] {
  return [kindMark(kind), ...document.seenBy.map(viewerMark), ...document.titleWords.map(inTitle), ...document.words]
}

function wantedIn(write: Writing, { whole, beginning }: Wanted, as: (word: string) => string): readonly string[] {
  return [...whole.map(word => write.word(as(word))), write.beginning(as(beginning))]
}

function kindMark(kind: DocumentKind): string {
  return `_k_${plain(kind)}`
}

function viewerMark(viewer: Viewer): string {
  return typeof viewer === 'string' ? `_r_${viewer}` : `_o_${plain(viewer.engineerOf)}`
}

/** An engineer without an operator sees nobody's. */
function readerMarks({ role, operator }: Pick<Actor, 'role' | 'operator'>): readonly string[] {
  const own = role === 'engineer' && operator !== null ? [{ engineerOf: operator }] : []
  return [role, ...own].map(viewerMark)
}

/** Ids of operators and names of kinds have no underscores. */
function plain(name: string): string {
  return name.replaceAll('-', '_')
}

function inTitle(word: string): string {
  return `~${word}`
}
