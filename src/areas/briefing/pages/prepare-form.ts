/**
 * A briefing as a form, and back: when by the authority's clocks, the agenda, the roster. Pure. Ids of new items of the agenda
 * are given along, so that minutes find them.
 */

import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { instantOf, localOf } from '../../../web/local-time.ts'
import { countWithin } from '../../../web/typed-count.ts'
import type { BriefingContent, PlaceRole } from '../model.ts'
import { BRIEFING_MINUTES, ITEM_MINUTES } from './limits.ts'

export interface ItemForm {
  readonly id: string
  readonly title: string
  readonly minutes: string
  /** '': nobody alone. */
  readonly site: string
}

export interface InvitedForm {
  readonly site: string
  readonly role: PlaceRole
  /** Of an interpreter. */
  readonly language: string
}

export interface PrepareForm {
  readonly title: string
  /** `2026-11-27T07:30`, as a field holds it. */
  readonly starts: string
  readonly minutes: string
  readonly queue: 'open' | 'chair'
  readonly granted: '1' | '2'
  readonly recorded: 'yes' | 'no'
  readonly agenda: readonly ItemForm[]
  readonly roster: readonly InvitedForm[]
}

export const BLANK_BRIEFING: PrepareForm = {
  title: '',
  starts: '',
  minutes: '90',
  queue: 'open',
  granted: '1',
  recorded: 'yes',
  agenda: [],
  roster: [],
}

export function prepareFormOf(content: BriefingContent): PrepareForm {
  return {
    title: content.title,
    starts: localOf(content.startsAt, TIME_ZONE),
    minutes: String(content.minutes),
    queue: content.isQueueOpen ? 'open' : 'chair',
    granted: content.grantedMax === 1 ? '1' : '2',
    recorded: content.isRecorded ? 'yes' : 'no',
    agenda: content.agenda.map(({ id, title, minutes, site }) => ({
      id,
      title,
      minutes: String(minutes),
      site: site ?? '',
    })),
    roster: rosterFormOf(content.roster),
  }
}

export function rosterFormOf(roster: BriefingContent['roster']): readonly InvitedForm[] {
  return roster.map(({ site, role, language }) => ({ site, role, language: language ?? '' }))
}

export type PrepareFault = 'missing' | 'starts' | 'minutes' | 'itemMinutes' | 'noChair' | 'language'

/** Of which field, and what is wrong: `agenda.2.title`. */
export type PrepareFaults = Readonly<Record<string, PrepareFault>>

export type ReadPreparing =
  | { readonly is: 'read'; readonly content: BriefingContent }
  | { readonly is: 'faulty'; readonly faults: PrepareFaults }

export function readPreparing(form: PrepareForm): ReadPreparing {
  const faults: Record<string, PrepareFault> = {}
  const title = form.title.trim()
  if (title === '') faults.title = 'missing'
  const startsAt = instantOf(form.starts, TIME_ZONE)
  if (startsAt === null) faults.starts = 'starts'
  const minutes = countWithin(form.minutes, BRIEFING_MINUTES)
  if (minutes === null) faults.minutes = 'minutes'
  const agenda = form.agenda.map((item, at) => {
    const itemMinutes = countWithin(item.minutes, ITEM_MINUTES)
    if (item.title.trim() === '') faults[`agenda.${at}.title`] = 'missing'
    if (itemMinutes === null) faults[`agenda.${at}.minutes`] = 'itemMinutes'
    const site = form.roster.some(each => each.site === item.site) ? item.site : null
    return { id: item.id, title: item.title.trim(), minutes: itemMinutes ?? 0, site }
  })
  const roster = form.roster.map(({ site, role, language }, at) => {
    const spoken = language.trim().toLowerCase()
    if (role === 'interpreter' && !/^[a-z]{2,3}$/.test(spoken)) faults[`roster.${at}.language`] = 'language'
    return { site, role, language: role === 'interpreter' ? spoken : null }
  })
  // Who has nobody invited is still writing; who has invited needs somebody to lead.
  if (roster.length > 0 && roster.every(({ role }) => role !== 'chair')) faults.roster = 'noChair'
  if (Object.keys(faults).length > 0 || startsAt === null || minutes === null) return { is: 'faulty', faults }
  return {
    is: 'read',
    content: {
      title,
      startsAt,
      minutes,
      agenda,
      roster,
      isQueueOpen: form.queue === 'open',
      grantedMax: Number(form.granted),
      isRecorded: form.recorded === 'yes',
    },
  }
}

/** How long the agenda is; what cannot be read counts nothing. */
export function agendaMinutes(agenda: readonly ItemForm[]): number {
  return agenda.reduce((sum, { minutes }) => sum + (countWithin(minutes, ITEM_MINUTES) ?? 0), 0)
}

/** One chair and one deputy at most: who was it before is a site again. */
export function withRole(roster: readonly InvitedForm[], site: string, role: PlaceRole): readonly InvitedForm[] {
  const isAlone = role === 'chair' || role === 'deputy'
  return roster.map(each => {
    if (each.site === site) return { ...each, role }
    return isAlone && each.role === role ? { ...each, role: 'site' } : each
  })
}

/** In the order of the sites; who is invited first of all leads. */
export function withInvited(
  roster: readonly InvitedForm[],
  invited: readonly string[],
  order: readonly string[],
): readonly InvitedForm[] {
  const kept = new Map(roster.map(each => [each.site, each]))
  return invited
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((site, at) => {
      const role = roster.length === 0 && at === 0 ? 'chair' : 'site'
      return kept.get(site) ?? { site, role, language: '' }
    })
}

/** One up or down; where there is no further it stays. */
export function moved<Item>(items: readonly Item[], at: number, by: -1 | 1): readonly Item[] {
  const to = at + by
  if (to < 0 || to >= items.length) return items
  const item = items[at] as Item
  return items.toSpliced(at, 1).toSpliced(to, 0, item)
}
