/** What somebody has to know of the roster without having asked. Pure. */
import type { Role } from '../../authority/actor.ts'
import type { Answer } from '../api.ts'

/** first: there is none. due: people or keys have changed. sign: one waits for this person. waits: for others or for its day. */
export type RosterNews = 'first' | 'due' | 'sign' | 'waits'

type View = Answer<'GET /api/v1/roster'>

/** Null: nothing. Whoever makes no roster hears of one that waits for its day alone, to object. */
export function rosterNews(
  { current, draft, isDue }: Pick<View, 'current' | 'draft' | 'isDue'>,
  { id, role }: { readonly id: string; readonly role: Role },
): RosterNews | null {
  if (role !== 'administrator') return draft?.notBefore == null ? null : 'waits'
  if (draft !== null) return draft.signedBy.some(by => by.id === id) ? 'waits' : 'sign'
  if (current === null) return 'first'
  return isDue ? 'due' : null
}
