/**
 * What is wrong with a briefing's roster and agenda, seen together: the first fault, or null. Pure; runs in a browser too.
 *
 * A roster may lack its chair until it begins; while it is open nothing that was there is taken away or changed.
 */
import type { BriefingContent, RosterEntry } from '../model.ts'

export type RosterFault =
  | { readonly code: 'rosterTwice' | 'interpreterLanguage'; readonly site: string }
  | { readonly code: 'interpretersTooMany'; readonly language: string }
  | { readonly code: 'agendaSite'; readonly title: string }
  | { readonly code: 'chairsTooMany' | 'deputiesTooMany' | 'agendaTwice' }

type Rostered = Pick<BriefingContent, 'roster' | 'agenda'>

/** Of a briefing that is saved. */
export function rosterFault({ roster, agenda }: Rostered): RosterFault | null {
  const twice = repeated(roster.map(({ site }) => site))
  if (twice !== undefined) return { code: 'rosterTwice', site: twice }
  if (of(roster, 'chair').length > 1) return { code: 'chairsTooMany' }
  if (of(roster, 'deputy').length > 1) return { code: 'deputiesTooMany' }
  const speechless = roster.find(({ role, language }) => (role === 'interpreter') !== (language !== null))
  if (speechless !== undefined) return { code: 'interpreterLanguage', site: speechless.site }
  const language = repeated(of(roster, 'interpreter').map(entry => entry.language ?? ''))
  if (language !== undefined) return { code: 'interpretersTooMany', language }
  if (repeated(agenda.map(({ id }) => id)) !== undefined) return { code: 'agendaTwice' }
  const named = new Set(roster.map(({ site }) => site))
  const astray = agenda.find(({ site }) => site !== null && !named.has(site))
  return astray === undefined ? null : { code: 'agendaSite', title: astray.title }
}

/** Whether a briefing that is open may become this: with more sites and items, and all that were there as they were. */
export function onlyAdds(before: BriefingContent, after: BriefingContent): boolean {
  return (
    before.startsAt === after.startsAt &&
    before.isRecorded === after.isRecorded &&
    before.roster.every(entry => after.roster.some(other => isSame(entry, other))) &&
    before.agenda.every(item => after.agenda.some(other => isSame(item, other)))
  )
}

function of(roster: readonly RosterEntry[], role: RosterEntry['role']): readonly RosterEntry[] {
  return roster.filter(entry => entry.role === role)
}

function repeated(values: readonly string[]): string | undefined {
  return values.find((value, at) => values.indexOf(value) !== at)
}

/** Both are flat, with the very same members. */
function isSame<Item extends object>(one: Item, other: Item): boolean {
  return (Object.keys(one) as (keyof Item)[]).every(name => one[name] === other[name])
}
