/** What an auditor reads of a briefing's course: which entries of its log go into the trail, and as whose. */
import { type Deed, SYSTEM, type TrailActor } from '../../../authority/trail.ts'
import type { Course } from './course.ts'
import type { By, NewEntry } from './log.ts'
import { isOpen } from './rules.ts'

type Action =
  | `briefing.${'begin' | 'end' | 'roll' | 'floor' | 'question' | 'chair' | 'remove' | 'record'}`
  | 'briefing.record-failed'

/** Floors that were given and ended; who asked is in the log alone. */
const FLOOR_TOLD: ReadonlySet<string> = new Set(['granted', 'released', 'revoked'])

export interface TrailRecord {
  readonly actor: TrailActor
  readonly deed: Deed
}

/** Null: the log has it, and that is enough. `before`: what had happened until then. */
export function trailOf(
  briefing: string,
  entry: NewEntry,
  { before, nameOf }: { readonly before: Course; readonly nameOf: (site: string) => string },
): TrailRecord | null {
  const told = (by: By, action: Action, details: Deed['details']): TrailRecord => ({
    actor: actorOf(by),
    deed: { action, subject: { kind: 'briefing', id: briefing }, details },
  })
  switch (entry.kind) {
    case 'began':
      return told(entry.details.by, 'briefing.begin', {})
    case 'ended':
      return told(entry.details.by, 'briefing.end', {})
    case 'roll':
      return told(entry.details.by, 'briefing.roll', {
        places: Object.fromEntries(entry.details.places.map(({ site, is }) => [nameOf(site), is])),
      })
    case 'floor': {
      const { site, state, by, request } = entry.details
      const hadIt = before.floor.granted.some(({ id }) => id === request)
      if (!FLOOR_TOLD.has(state) && !hadIt) return null
      const of = { site, name: nameOf(site), state }
      return told(by === null ? null : { is: 'site', site: by, name: nameOf(by) }, 'briefing.floor', of)
    }
    case 'question': {
      const { site, question, state, text, by } = entry.details
      return told({ is: 'site', site: by, name: nameOf(by) }, 'briefing.question', {
        site,
        name: nameOf(site),
        question,
        state,
        ...(text === null ? {} : { text }),
      })
    }
    case 'chair': {
      const { acting, by } = entry.details
      // Who came first to an empty lobby is nobody's deed.
      if (!isOpen(before)) return null
      return told(by, 'briefing.chair', {
        acting,
        name: acting === null ? null : nameOf(acting),
        was: before.acting === null ? null : nameOf(before.acting),
      })
    }
    case 'removed': {
      const { by, reason } = entry.details
      const site = entry.site ?? ''
      return told(by, 'briefing.remove', { site, name: nameOf(site), reason })
    }
    default:
      return null
  }
}

function actorOf(by: By): TrailActor {
  if (by === null) return SYSTEM
  return by.is === 'site' ? { kind: 'site', id: by.site, name: by.name } : { kind: 'person', id: by.id, name: by.name }
}
