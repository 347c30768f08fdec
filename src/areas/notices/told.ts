/**
 * Who is to be told of what, and whether now. Pure: what stands, who somebody is, what they chose and how far they were told come as
 * arguments.
 *
 *   things by serial   ────●──●───●───────●──●─►          up to here was told: one place for what is urgent, one for the rest
 *                          told   │       new
 *                               place
 *
 * A thing that stands no more is said to nobody, whatever was noted of it. Nobody is told of what they have done themselves.
 */
import type { Role } from '../../authority/actor.ts'
import { COLLECT_MS, REST_MS } from './limits.ts'
import { kindsOf, type NoticeChoices, type NoticeKind, type NoticeWay } from './model.ts'
import { isQuiet } from './quiet.ts'
import type { Place, Span, Thing } from './store.ts'

export interface Reader {
  readonly id: string
  readonly role: Role
  /** Of an engineer. */
  readonly operator: string | null
  readonly isDisabled: boolean
}

export interface Due {
  readonly urgent: Span
  readonly usual: Span
  readonly isUrgent: boolean
}

/** Nobody is told of what rests. */
const KIND: Readonly<Record<Thing['stands'], NoticeKind | null>> = {
  waits: 'waits',
  sentBack: 'sentBack',
  proposed: 'proposed',
  left: 'left',
  rest: null,
  away: 'away',
  back: 'away',
}

export function concerns(
  { stands, roles, people, operator }: Pick<Thing, 'stands' | 'roles' | 'people' | 'operator'>,
  reader: Pick<Reader, 'id' | 'role' | 'operator'>,
): boolean {
  const { id, role } = reader
  const kind = KIND[stands]
  if (kind === null || !kindsOf(role).includes(kind)) return false
  const isTheirs = stands === 'sentBack' || (stands === 'left' && roles.length === 0)
  if (isTheirs) return people.includes(id)
  // Of engineers those of its operator alone.
  if (role === 'engineer' && reader.operator !== operator) return false
  return roles.includes(role) && !people.includes(id)
}

/** What of all that stands this person is told by this way. */
export function toldOf(
  things: readonly Thing[],
  reader: Reader,
  { choices, way }: { readonly choices: NoticeChoices; readonly way: NoticeWay },
): readonly Thing[] {
  if (reader.isDisabled) return []
  return things.filter(thing => {
    const kind = KIND[thing.stands]
    return kind !== null && choices.ways[kind].includes(way) && concerns(thing, reader)
  })
}

/** Null: nothing, or not yet. `things`: of this person, by their serials. */
export function dueOf(
  things: readonly Thing[],
  of: {
    readonly place: Pick<Place, 'urgent' | 'usual' | 'lastAt'>
    readonly quiet: NoticeChoices['quiet']
    readonly nowMs: number
  },
): Due | null {
  const { place, quiet, nowMs } = of
  const urgent = things.filter(each => each.isUrgent && each.serial > place.urgent)
  const usual = things.filter(each => !each.isUrgent && each.serial > place.usual)
  const isReady = (all: readonly Thing[], how: 'urgent' | 'usual') =>
    all.length > 0 &&
    Math.min(...all.map(({ at }) => at)) + COLLECT_MS[how] <= nowMs &&
    place.lastAt + REST_MS[how] <= nowMs
  const isAwake = !isQuiet(quiet, nowMs)
  const isUrgent = isReady(urgent, 'urgent')
  if (!isUrgent && !(isAwake && isReady(usual, 'usual'))) return null
  // Whoever is told of one thing is told of the others with it.
  const last = (all: readonly Thing[], after: number): Span => [after, all.at(-1)?.serial ?? after]
  return {
    urgent: last(urgent, place.urgent),
    usual: isAwake ? last(usual, place.usual) : [place.usual, place.usual],
    isUrgent: urgent.length > 0,
  }
}

/** What a letter still has to say. */
export function saidIn(things: readonly Thing[], letter: Pick<Due, 'urgent' | 'usual'>): Thing[] {
  return things.filter(({ isUrgent, serial }) => {
    const [after, until] = isUrgent ? letter.urgent : letter.usual
    return after < serial && serial <= until
  })
}
