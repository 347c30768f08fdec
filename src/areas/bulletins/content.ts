/**
 * A draft as the content that two people sign, or what keeps it from being that: each fault with its place. Of the correction only what is
 * said on channels that are used becomes content.
 *
 * Pure; runs in a browser too, so that a page can make the digest of what it shows.
 */
import { canonicalJson } from '../../base/canonical.ts'
import { Failure } from '../../base/failure.ts'
import { provinceAt } from '../../country/vn/provinces.ts'
import { ANNOUNCEMENT_MS_MAX } from '../../directive/announcement.ts'
import { type BulletinContent, bulletinContent, type Sound, WINDOW_DAYS_MAX } from '../../directive/bulletin.ts'
import { markedSpoken, markedText } from '../../directive/exercise-mark.ts'
import { split } from '../../text/split.ts'
import { ofBroadcast } from './broadcast-faults.ts'
import type { BulletinDraft, BulletinFault, ChannelName } from './model.ts'
import { fault, languagesOf, ofField, ofLanguage, ofLetters, type TextEntry } from './text-faults.ts'

const DAY_MS = 86_400_000
/** What has to be known besides the draft itself. */
export interface ContentFacts {
  readonly now: number
  /** Two people have still to sign it: what would begin too late is a fault. Of what they have signed only the digest is made anew. */
  readonly isUndecided?: boolean
  /** What a machine says in this sound; null: a person speaks; undefined: no such sound is kept. */
  spokenIn(sound: Sound): string | null | undefined
  /** Whether something of it has to be said by people yet: how to speak it. */
  asks(spoken: string, language: string): boolean
}

export type Made =
  | { readonly is: 'content'; readonly content: BulletinContent }
  | { readonly is: 'faulty'; readonly faults: readonly BulletinFault[] }

export function contentOf(
  draft: BulletinDraft,
  of: { readonly id: string; readonly version: number },
  facts: ContentFacts,
): Made {
  const said = whatIsSaid(draft)
  // Without the mark of an exercise each letter is where who writes sees it.
  const { renditions, correction } = whatIsSaid({ ...draft, purpose: 'live' })
  const faults = [
    ...ofLetters(renditions, 'renditions'),
    ...ofLetters(correction, 'correction'),
    ...faultsOf(said, facts),
  ]
  if (faults.length > 0) return { is: 'faulty', faults }
  const parsed = bulletinContent.safeParse({ format: 1, bulletin: of.id, version: of.version, ...said })
  if (parsed.success) return { is: 'content', content: parsed.data }
  return {
    is: 'faulty',
    faults: parsed.error.issues.map(({ code, path }) => ({
      at: path.join('.'),
      code: code === 'too_big' ? 'too-long' : 'missing',
    })),
  }
}

/** Its SHA-256 is the bulletin's. */
export function contentText(content: BulletinContent): string {
  return canonicalJson(content)
}

/** On which it is said: each channel for which there is something. */
export function channelsOf({
  page,
  cap,
  sms,
  loudspeakers,
  mail,
  push,
  ring,
  broadcast,
  placements,
}: BulletinDraft['renditions']): ChannelName[] {
  const isUsed: Readonly<Record<ChannelName, boolean>> = {
    page: page.length > 0,
    cap: cap !== null,
    sms: sms.length > 0,
    loudspeakers: loudspeakers.length > 0,
    mail: mail.length > 0,
    push: push.length > 0,
    ring: ring !== null,
    broadcast: broadcast !== undefined,
    placements: placements.length > 0,
  }
  return (Object.keys(isUsed) as ChannelName[]).filter(channel => isUsed[channel])
}

// As it is said ------------------------------------------------------------------------------------------------------

/** What goes out of a draft: with the mark of an exercise, and without corrections that nobody would hear. */
export function whatIsSaid(draft: BulletinDraft): BulletinDraft {
  const { purpose, renditions, correction } = draft
  const whereUsed = <Entry>(used: readonly unknown[], entries: Entry[]) => (used.length > 0 ? entries : [])
  return {
    ...draft,
    renditions: {
      ...renditions,
      ...textsSaid(renditions, purpose),
      ...(renditions.broadcast && {
        broadcast: { ...renditions.broadcast, texts: textsMarked(renditions.broadcast.texts, purpose) },
      }),
      placements: renditions.placements.map(each => ({ ...each, text: markedText(each.text, { ...each, purpose }) })),
    },
    correction: {
      ...textsSaid(
        {
          page: correction.page,
          sms: whereUsed(renditions.sms, correction.sms),
          loudspeakers: whereUsed(renditions.loudspeakers, correction.loudspeakers),
          mail: whereUsed(renditions.mail, correction.mail),
          push: whereUsed(renditions.push, correction.push),
        },
        purpose,
      ),
      ...(renditions.broadcast && { broadcast: textsMarked(correction.broadcast ?? [], purpose) }),
    },
  }
}

type Texts = Omit<BulletinDraft['correction'], 'broadcast'>

function textsSaid({ page, sms, loudspeakers, mail, push }: Texts, purpose: BulletinDraft['purpose']): Texts {
  const said = (text: string, { language }: { language: string }) => markedText(text, { language, purpose })
  return {
    page: page.map(each => ({ ...each, title: said(each.title, each) })),
    sms: textsMarked(sms, purpose),
    loudspeakers: loudspeakers.map(each => ({ ...each, spoken: markedSpoken(each.spoken, { ...each, purpose }) })),
    mail: mail.map(each => ({ ...each, subject: said(each.subject, each) })),
    push: push.map(each => ({ ...each, title: said(each.title, each) })),
  }
}

function textsMarked<Entry extends { readonly language: string; readonly text: string }>(
  entries: readonly Entry[],
  purpose: BulletinDraft['purpose'],
): Entry[] {
  return entries.map(each => ({ ...each, text: markedText(each.text, { ...each, purpose }) }))
}

// What is wrong with it ----------------------------------------------------------------------------------------------

function faultsOf(said: BulletinDraft, facts: ContentFacts): readonly BulletinFault[] {
  return [
    ...ofProvinces(said.provinces),
    ...ofWindow(said, facts.now),
    ...ofTexts(said, 'renditions', facts),
    ...ofRing(said, facts),
    ...ofBroadcast(said, facts),
    ...said.renditions.placements.flatMap(({ text }, i) =>
      ofField(`renditions.placements.${i}.text`, text, said.purpose),
    ),
    ...ofTexts(said, 'correction', facts),
    ...ofCorrection(said),
  ]
}

function ofProvinces(provinces: BulletinDraft['provinces']): BulletinFault[] {
  if (provinces?.length === 0) return [fault('provinces', 'missing')]
  return (provinces ?? []).flatMap(({ code, asOf }, i) =>
    provinceAt(code, asOf) === null ? [fault(`provinces.${i}`, 'province-unknown')] : [],
  )
}

function ofWindow({ window, priority }: BulletinDraft, now: number): BulletinFault[] {
  if (window.until === null) return [fault('window.until', 'missing')]
  const until = Date.parse(window.until)
  const from = window.from === null ? now : Date.parse(window.from)
  if (until <= now) return [fault('window.until', 'window-over')]
  if (until <= from) return [fault('window.until', 'window-wrong')]
  const isLong = until - from > WINDOW_DAYS_MAX[priority] * DAY_MS
  return isLong ? [fault('window.until', 'window-long')] : []
}

/** What is written for each channel: the fields that must not be empty. */
const FIELDS = {
  page: ['title', 'text'],
  sms: ['text'],
  loudspeakers: ['spoken'],
  mail: ['subject', 'text'],
  push: ['title', 'text'],
} as const satisfies Readonly<Record<keyof Texts, readonly string[]>>
const CHANNELS = Object.keys(FIELDS) as (keyof Texts)[]

type Side = 'renditions' | 'correction'

function ofTexts(said: BulletinDraft, side: Side, facts: ContentFacts): BulletinFault[] {
  const texts: Texts = said[side]
  // Of a correction the languages of its message decide.
  const pages = side === 'renditions' ? languagesOf(texts.page) : null
  return [
    ...(texts.page.length === 0 ? [fault(`${side}.page`, 'missing')] : []),
    ...CHANNELS.flatMap(channel => {
      const path = `${side}.${channel}`
      const entries: readonly TextEntry[] = texts[channel]
      return entries.flatMap((entry, i) => [
        ...ofLanguage(entries, i, `${path}.${i}.language`, pages),
        ...FIELDS[channel].flatMap(field => ofField(`${path}.${i}.${field}`, entry[field] ?? '', said.purpose)),
      ])
    }),
    ...texts.sms.flatMap(({ text }, i) => ofShortText(`${side}.sms.${i}.text`, text)),
    ...texts.loudspeakers.flatMap((each, i) => ofSpoken(`${side}.loudspeakers.${i}`, each, facts)),
  ]
}

/** By the one splitter, as the round that is made of it will. */
function ofShortText(path: string, text: string): BulletinFault[] {
  if (text.trim() === '') return []
  try {
    split(text)
    return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return [fault(path, 'sms-too-long')]
  }
}

function ofSpoken(
  path: string,
  { language, spoken, sound }: BulletinDraft['renditions']['loudspeakers'][number],
  facts: ContentFacts,
): BulletinFault[] {
  const asked = facts.asks(spoken, language) ? [fault(`${path}.spoken`, 'asks')] : []
  return [...asked, ...ofSound(`${path}.sound`, sound, spoken, facts)]
}

function ofSound(path: string, sound: Sound | null, spoken: string | null, facts: ContentFacts): BulletinFault[] {
  if (sound === null) return [fault(path, 'sound-missing')]
  const said = facts.spokenIn(sound)
  if (said === undefined) return [fault(path, 'sound-other')]
  return said !== null && spoken !== null && said !== spoken ? [fault(path, 'sound-other')] : []
}

function ofRing({ renditions: { ring }, window }: BulletinDraft, facts: ContentFacts): BulletinFault[] {
  if (ring === null) return []
  const path = 'renditions.ring'
  const { from, until } = ring
  const [begins, ends] = [from, until].map(at => (at === null ? null : Date.parse(at)))
  const isEarly = begins !== null && window.from !== null && begins < Date.parse(window.from)
  const isLate = ends !== null && window.until !== null && ends > Date.parse(window.until)
  const isEmpty = begins !== null && ends !== null && ends <= begins
  const isLong = (ring.sound?.milliseconds ?? 0) > ANNOUNCEMENT_MS_MAX
  return [
    ...ofSound(`${path}.sound`, ring.sound, null, facts),
    ...(isLong ? [fault(`${path}.sound`, 'too-long')] : []),
    ...(begins === null ? [fault(`${path}.from`, 'missing')] : []),
    ...(ends === null ? [fault(`${path}.until`, 'missing')] : []),
    ...(isEarly ? [fault(`${path}.from`, 'window-wrong')] : []),
    ...(isLate || isEmpty ? [fault(`${path}.until`, 'window-wrong')] : []),
  ]
}

/** Whoever was told something is told that it was wrong, on the same channel and in the same language. */
function ofCorrection({ renditions, correction }: BulletinDraft): BulletinFault[] {
  const { broadcast } = renditions
  const pairs = [
    ...CHANNELS.map(channel => [channel, renditions[channel], correction[channel]] as const),
    ['broadcast', broadcast?.texts ?? [], correction.broadcast ?? []] as const,
  ]
  return pairs.flatMap(([channel, saidIn, correctedIn]) => {
    const path = `correction.${channel}`
    const said = languagesOf(saidIn)
    const corrected = languagesOf(correctedIn)
    if (corrected.length === 0) return said.length === 0 || channel === 'page' ? [] : [fault(path, 'missing')]
    const lacks = said.some(language => !corrected.includes(language))
    return [
      ...(lacks ? [fault(path, 'language-missing')] : []),
      ...corrected.flatMap((language, i) =>
        said.includes(language) ? [] : [fault(`${path}.${i}.language`, 'language-missing')],
      ),
    ]
  })
}
