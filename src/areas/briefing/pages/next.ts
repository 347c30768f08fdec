/** Which briefing people come for. Pure. */
import type { BriefingSummary } from '../model.ts'

/** One that should have begun so long ago is not waited for any more. */
const MISSED_MS = 12 * 60 * 60_000

/** The one that goes on; else the one that begins next. */
export function nextOf(briefings: readonly BriefingSummary[], nowMs: number): BriefingSummary | null {
  const open = briefings.find(({ state }) => state === 'open')
  const planned = briefings
    .filter(({ state, startsAt }) => state === 'planned' && Date.parse(startsAt) > nowMs - MISSED_MS)
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
  return open ?? planned[0] ?? null
}

/** From whose roster the next one is made: the newest that was held or is planned. */
export function lastOf(briefings: readonly BriefingSummary[], except: string | null): BriefingSummary | null {
  const others = briefings
    .filter(({ id, state }) => id !== except && state !== 'cancelled')
    .toSorted((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt))
  return others[0] ?? null
}
