/** What the address of the list of rounds says: which of them are shown. Kept there, so that a reload and a link show the same. */
import { type AwaySearch, awaySearch } from '../../drafting/pages/away-search.ts'
import type { RoundState } from '../model.ts'

/** In words that people ask in; `away`: what is archived. */
export const FILTERS = {
  all: [],
  writing: ['draft', 'returned'],
  waiting: ['submitted'],
  ready: ['approved', 'scheduled'],
  sending: ['running', 'paused'],
  over: ['finished', 'stopped'],
  away: [],
} as const satisfies Record<string, readonly RoundState[]>
export type Filter = keyof typeof FILTERS

export interface RoundsSearch {
  /** All without it. */
  show?: Exclude<Filter, 'all'>
}

export function roundsSearch({ show }: Record<string, unknown>): RoundsSearch {
  return typeof show === 'string' && show !== 'all' && Object.hasOwn(FILTERS, show)
    ? { show: show as Exclude<Filter, 'all'> }
    : {}
}

export interface CampaignsSearch extends AwaySearch {
  /** Part of a title. */
  q?: string
}

export function campaignsSearch(search: Record<string, unknown>): CampaignsSearch {
  const { q } = search
  const isTyped = (typeof q === 'string' && q !== '') || typeof q === 'number'
  return { ...awaySearch(search), ...(isTyped && { q: String(q) }) }
}
