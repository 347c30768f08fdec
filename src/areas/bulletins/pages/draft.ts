/**
 * A draft as a page changes it: a new one, a channel taken or left, a language added, a correction that begins with what it takes
 * back. What nobody has touched follows what it was made of: texts the page, the broadcast's class the level and the terms of CAP. Pure:
 * each gives another draft.
 */
import { type Leveled, usualBroadcast, usualEnd, usualTerms } from '../../../directive/broadcast-level.ts'
import { BROADCAST_LANGUAGES_MAX } from '../../../directive/bulletin.ts'
import { blankDraft } from '../blank-draft.ts'
import { type BulletinDraft, channelName } from '../model.ts'
import {
  BEGUN,
  type BegunChannel,
  followed,
  followedTitle,
  isFollowing,
  type PageText,
  saysAsPage,
  takenFrom,
} from './from-page.ts'

/** As people type it: seconds would be shown to everyone. */
const MINUTE_MS = 60_000
const DAY_MS = 24 * 3_600_000
/** How long a new one stands, where nobody has said so yet. */
const DAYS = 3

/** Channels that have texts in languages. */
export const TEXT_CHANNELS = ['page', 'sms', 'loudspeakers', 'mail', 'push'] as const
export type TextChannel = (typeof TEXT_CHANNELS)[number]
/** Of either side. */
export type Texts = Pick<BulletinDraft['correction'], TextChannel>
export type Broadcast = NonNullable<BulletinDraft['renditions']['broadcast']>
/** Those that can be left out. */
export const CHOSEN_CHANNELS = channelName.exclude(['page']).options
export type ChosenChannel = (typeof CHOSEN_CHANNELS)[number]

export function blank(nowMs: number): BulletinDraft {
  const until = Math.ceil((nowMs + DAYS * DAY_MS) / MINUTE_MS) * MINUTE_MS
  return blankDraft(new Date(until).toISOString())
}

export function languagesOf(draft: BulletinDraft): readonly string[] {
  return draft.renditions.page.map(({ language }) => language)
}

export function hasChannel({ renditions }: BulletinDraft, channel: ChosenChannel): boolean {
  const found = renditions[channel]
  return Array.isArray(found) ? found.length > 0 : found !== null && found !== undefined
}

/** What is taken begins with what the page says, in each of its languages; the correction as well. `nowMs`: a broadcast ends soon after. */
export function withChannel(draft: BulletinDraft, channel: ChosenChannel, nowMs: number): BulletinDraft {
  if (hasChannel(draft, channel)) return draft
  const { renditions, correction } = draft
  if (channel === 'cap') return leveled(draft, { cap: { ...USUAL_CAP, ...usualTerms(draft.priority) } })
  if (channel === 'ring') {
    const { from, until } = draft.window
    return { ...draft, renditions: { ...renditions, ring: { sound: null, from, until } } }
  }
  if (channel === 'placements') return { ...draft, renditions: { ...renditions, placements: [withPlacement(draft)] } }
  if (channel === 'broadcast') return withBroadcast(draft, nowMs)
  return {
    ...draft,
    renditions: { ...renditions, [channel]: renditions.page.map(each => BEGUN[channel](each)) },
    correction: { ...correction, [channel]: correction.page.map(each => BEGUN[channel](each)) },
  }
}

export function withoutChannel(draft: BulletinDraft, channel: ChosenChannel): BulletinDraft {
  const { renditions, correction } = draft
  if (channel === 'cap') return leveled(draft, { cap: null })
  if (channel === 'ring') return { ...draft, renditions: { ...renditions, ring: null } }
  if (channel === 'placements') return { ...draft, renditions: { ...renditions, placements: [] } }
  if (channel === 'broadcast') {
    const [{ broadcast: _, ...said }, { broadcast: __, ...taken }] = [renditions, correction]
    return { ...draft, renditions: said, correction: taken }
  }
  return { ...draft, renditions: { ...renditions, [channel]: [] }, correction: { ...correction, [channel]: [] } }
}

/** On each channel that is used. */
export function withLanguage(draft: BulletinDraft, language: string): BulletinDraft {
  if (languagesOf(draft).includes(language)) return draft
  const page = { language, title: '', text: '' }
  const grown = (side: Texts): Texts => ({
    page: [...side.page, page],
    sms: more(side.sms, BEGUN.sms(page)),
    loudspeakers: side.loudspeakers,
    mail: more(side.mail, BEGUN.mail(page)),
    push: more(side.push, BEGUN.push(page)),
  })
  return {
    ...draft,
    renditions: { ...draft.renditions, ...grown(draft.renditions) },
    correction: { ...draft.correction, ...grown(draft.correction) },
  }
}

export function withoutLanguage(draft: BulletinDraft, language: string): BulletinDraft {
  const others = <Entry extends { readonly language: string }>(entries: readonly Entry[]) =>
    entries.filter(each => each.language !== language)
  const { broadcast } = draft.renditions
  const shrunk = (side: Texts): Texts => ({
    page: others(side.page),
    sms: others(side.sms),
    loudspeakers: others(side.loudspeakers),
    mail: others(side.mail),
    push: others(side.push),
  })
  return {
    ...draft,
    renditions: {
      ...draft.renditions,
      ...shrunk(draft.renditions),
      ...(broadcast && { broadcast: { ...broadcast, texts: others(broadcast.texts) } }),
      placements: others(draft.renditions.placements),
    },
    correction: {
      ...draft.correction,
      ...shrunk(draft.correction),
      ...(draft.correction.broadcast && { broadcast: others(draft.correction.broadcast) }),
    },
  }
}

/** One more language of a channel, the correction's as well: whoever is told something is told that it was wrong. */
export function withText(draft: BulletinDraft, channel: Exclude<TextChannel, 'page'>, language: string): BulletinDraft {
  const on = (side: Side) => {
    const page = draft[side].page.find(each => each.language === language)
    const begun = BEGUN[channel](page ?? { language, title: '', text: '' })
    const others = draft[side][channel].filter(each => each.language !== language)
    return { [channel]: [...others, begun] }
  }
  return {
    ...draft,
    renditions: { ...draft.renditions, ...on('renditions') },
    correction: { ...draft.correction, ...on('correction') },
  }
}

export function withoutText(
  draft: BulletinDraft,
  channel: Exclude<TextChannel, 'page'>,
  language: string,
): BulletinDraft {
  const on = (side: Side) => ({ [channel]: draft[side][channel].filter(each => each.language !== language) })
  return {
    ...draft,
    renditions: { ...draft.renditions, ...on('renditions') },
    correction: { ...draft.correction, ...on('correction') },
  }
}

/** Of what people carry, one more: a line that runs under a picture, until another kind is chosen. */
export function withPlacement({
  renditions: { page },
}: BulletinDraft): BulletinDraft['renditions']['placements'][number] {
  const { language, title } = page[0] ?? { language: 'vi', title: '' }
  return { language, kind: 'crawl', text: title }
}

export type Side = 'renditions' | 'correction'

/** In the first languages of the page, said as shortly as its title: each page of a broadcast has 41 letters. */
function withBroadcast(draft: BulletinDraft, nowMs: number): BulletinDraft {
  const { renditions, correction, priority } = draft
  const titles = (side: Texts) =>
    side.page.slice(0, BROADCAST_LANGUAGES_MAX).map(({ language, title }) => ({ language, text: title }))
  return {
    ...draft,
    renditions: {
      ...renditions,
      broadcast: {
        texts: titles(renditions),
        ...usualBroadcast({ priority, cap: renditions.cap }),
        until: airEnd(draft, nowMs),
        polygons: [],
      },
    },
    correction: { ...correction, broadcast: titles(correction) },
  }
}

/** An hour after it begins, to the full minute. */
function airEnd({ window: { from, until } }: BulletinDraft, nowMs: number): string {
  const begins = from === null ? nowMs : Date.parse(from)
  const ends = usualEnd(begins, until === null ? null : Date.parse(until))
  return new Date(Math.ceil(ends / MINUTE_MS) * MINUTE_MS).toISOString()
}

/** Its end anew, from now on or from when it begins. */
export function airedAnew(draft: BulletinDraft, nowMs: number): BulletinDraft {
  const { broadcast } = draft.renditions
  if (broadcast === undefined) return draft
  const until = airEnd(draft, nowMs)
  return { ...draft, renditions: { ...draft.renditions, broadcast: { ...broadcast, until } } }
}

/** When it begins: a broadcast that would end before it does, or an hour after it did, ends an hour after it does. */
export function begunAt(draft: BulletinDraft, from: string | null): BulletinDraft {
  const next = { ...draft, window: { ...draft.window, from } }
  const { until = null } = draft.renditions.broadcast ?? {}
  if (until === null || from === null) return next
  const before = draft.window.from
  const wasUsual = before !== null && until === airEnd(draft, Date.parse(before))
  const isEmpty = Date.parse(until) <= Date.parse(from)
  return wasUsual || isEmpty ? airedAnew(next, Date.parse(from)) : next
}

/** Its level or its terms of CAP: whatever was as these had it goes on being so. */
export function leveled(draft: BulletinDraft, part: Partial<Leveled>): BulletinDraft {
  const { cap: terms, broadcast } = draft.renditions
  const before: Leveled = { priority: draft.priority, cap: terms }
  const given: Leveled = { ...before, ...part }
  const isUsualCap = part.cap === undefined && terms !== null && isTerms(terms, before.priority)
  const cap = isUsualCap && given.cap !== null ? { ...given.cap, ...usualTerms(given.priority) } : given.cap
  const after: Leveled = { priority: given.priority, cap }
  return {
    ...draft,
    priority: after.priority,
    renditions: { ...draft.renditions, cap, ...(broadcast && { broadcast: louder(broadcast, before, after) }) },
  }
}

function isTerms(cap: NonNullable<Leveled['cap']>, priority: Leveled['priority']): boolean {
  const { severity, urgency, certainty } = usualTerms(priority)
  return cap.severity === severity && cap.urgency === urgency && cap.certainty === certainty
}

/** Where it was as its level had it; how often it is sent again by itself. */
function louder(broadcast: Broadcast, before: Leveled, after: Leveled): Broadcast {
  const [was, is] = [usualBroadcast(before), usualBroadcast(after)]
  if (!isLevelFollowing(broadcast, before)) return broadcast
  const isUsual = broadcast.periodSeconds === was.periodSeconds
  return { ...broadcast, level: is.level, ...(isUsual && { periodSeconds: is.periodSeconds }) }
}

/** Nobody has chosen another class. */
export function isLevelFollowing(
  { level, isEmergency }: Pick<Broadcast, 'level' | 'isEmergency'>,
  of: Leveled,
): boolean {
  const { severity, urgency, certainty } = usualBroadcast(of).level
  if (isEmergency || level.severity !== severity) return false
  return severity === 'advisory' || (level.urgency === urgency && level.certainty === certainty)
}

/** Another class; how often it is sent again goes with it, where nobody has chosen that. */
export function withLevel(draft: BulletinDraft, level: Broadcast['level']): BulletinDraft {
  const { cap, broadcast } = draft.renditions
  if (broadcast === undefined) return draft
  const of = { priority: draft.priority, cap }
  const [was, is] = [usualBroadcast(of, broadcast.level), usualBroadcast(of, level)]
  const isUsual = broadcast.periodSeconds === was.periodSeconds
  const next = { ...broadcast, level, ...(isUsual && { periodSeconds: is.periodSeconds }) }
  return { ...draft, renditions: { ...draft.renditions, broadcast: next } }
}

/** The class that level and CAP call for, again. */
export function withUsualLevel(draft: BulletinDraft): BulletinDraft {
  const { cap, broadcast } = draft.renditions
  if (broadcast === undefined) return draft
  const usual = usualBroadcast({ priority: draft.priority, cap })
  return { ...draft, renditions: { ...draft.renditions, broadcast: { ...broadcast, ...usual } } }
}

/** One more language of the broadcast, its correction's as well. */
export function withAired(draft: BulletinDraft, language: string): BulletinDraft {
  return airedIn(draft, (texts, side) => {
    const page = draft[side].page.find(each => each.language === language)
    return [...texts, { language, text: page?.title ?? '' }]
  })
}

export function withoutAired(draft: BulletinDraft, language: string): BulletinDraft {
  return airedIn(draft, texts => texts.filter(each => each.language !== language))
}

/** One text of the broadcast, or of what takes it back. */
export function aired(draft: BulletinDraft, side: Side, at: number, text: string): BulletinDraft {
  return airedIn(draft, (texts, of) =>
    of === side ? texts.map((each, i) => (i === at ? { ...each, text } : each)) : texts,
  )
}

function airedIn(
  draft: BulletinDraft,
  change: (texts: Broadcast['texts'], side: Side) => Broadcast['texts'],
): BulletinDraft {
  const { broadcast } = draft.renditions
  if (broadcast === undefined) return draft
  const texts = change(broadcast.texts, 'renditions')
  return {
    ...draft,
    renditions: { ...draft.renditions, broadcast: { ...broadcast, texts } },
    correction: { ...draft.correction, broadcast: change(draft.correction.broadcast ?? [], 'correction') },
  }
}

/** One field of one text: `change(draft, 'renditions', 'sms', 0, { text })`. What followed a text of the page goes on following it. */
export function changed<Channel extends TextChannel>(
  draft: BulletinDraft,
  side: Side,
  channel: Channel,
  at: number,
  part: Partial<BulletinDraft['correction'][Channel][number]>,
): BulletinDraft {
  const entries = draft[side][channel].map((each, i) => (i === at ? { ...each, ...part } : each))
  const next = { ...draft, [side]: { ...draft[side], [channel]: entries } }
  const [before, after] = [draft[side].page[at], next[side].page[at]]
  if (channel !== 'page' || before === undefined || after === undefined) return next
  return following(next, side, { before, after })
}

/** Whatever nobody has touched says what the page says now. */
function following(
  draft: BulletinDraft,
  side: Side,
  page: { readonly before: PageText; readonly after: PageText },
): BulletinDraft {
  const { sms, loudspeakers, mail, push } = draft[side]
  const own = {
    sms: followed('sms', sms, page),
    loudspeakers: followed('loudspeakers', loudspeakers, page),
    mail: followed('mail', mail, page),
    push: followed('push', push, page),
  }
  const shortly = airedIn(draft, (texts, of) => (of === side ? followedTitle(texts, page) : texts))
  if (side === 'correction') return { ...shortly, correction: { ...shortly.correction, ...own } }
  const placements = followedTitle(draft.renditions.placements, page)
  return { ...shortly, renditions: { ...shortly.renditions, ...own, placements } }
}

/** Whether nobody has touched this text of a channel; or somebody has, or has spoken it, and whether it says something else than the page. */
export function followsPage(
  draft: BulletinDraft,
  side: Side,
  channel: BegunChannel,
  at: number,
): 'yes' | 'same' | 'other' {
  const entry = draft[side][channel][at]
  const page = draft[side].page.find(({ language }) => language === entry?.language)
  if (entry === undefined || !saysAsPage(channel, entry, page)) return 'other'
  return isFollowing(channel, entry, page) ? 'yes' : 'same'
}

/** The same of the broadcast, which says a title. */
export function isOfTitle(draft: BulletinDraft, side: Side, language: string, text: string): boolean {
  const page = draft[side].page.find(each => each.language === language)
  return page?.title === text
}

/** The title of the page again, in each language of the broadcast. */
export function withPageTitles(draft: BulletinDraft, side: Side): BulletinDraft {
  return airedIn(draft, (texts, of) =>
    texts.map(each => {
      const page = draft[of].page.find(({ language }) => language === each.language)
      return of === side && page !== undefined ? { ...each, text: page.title } : each
    }),
  )
}

/** What the page says, said shortly: for channels that have less room. */
export function withPageText(draft: BulletinDraft, side: Side, channel: TextChannel): BulletinDraft {
  if (channel === 'page') return draft
  const entries: readonly Texts[typeof channel][number][] = draft[side][channel]
  const filled = entries.map(each => {
    const page = draft[side].page.find(({ language }) => language === each.language)
    return page === undefined ? each : takenFrom(channel, each, page)
  })
  return { ...draft, [side]: { ...draft[side], [channel]: filled } }
}

/** How bad, how soon and how sure it is its level says. */
const USUAL_CAP = { category: 'Health', eventCode: 'OET-062', response: ['Monitor'] } satisfies Partial<
  BulletinDraft['renditions']['cap']
>

function more<Entry>(entries: Entry[], one: Entry): Entry[] {
  return entries.length === 0 ? entries : [...entries, one]
}
