/**
 * A draft as a page changes it: a new one, a channel taken or left, a language added, a correction that begins with what it takes
 * back. Pure: each gives another draft.
 */
import { BROADCAST_LANGUAGES_MAX, type Sound } from '../../../directive/bulletin.ts'
import { blankDraft } from '../blank-draft.ts'
import { SPOKEN_TEXTS } from '../limits.ts'
import { type BulletinDraft, channelName } from '../model.ts'
import { readOut } from '../spoken-asks.ts'

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

/** What is taken begins with what the page says, in each of its languages; the correction as well. */
export function withChannel(draft: BulletinDraft, channel: ChosenChannel): BulletinDraft {
  if (hasChannel(draft, channel)) return draft
  const { renditions, correction } = draft
  if (channel === 'cap') return { ...draft, renditions: { ...renditions, cap: { ...USUAL_CAP } } }
  if (channel === 'ring') {
    const { from, until } = draft.window
    return { ...draft, renditions: { ...renditions, ring: { sound: null, from, until } } }
  }
  if (channel === 'placements')
    return { ...draft, renditions: { ...renditions, placements: [withPlacement(draft)] } }
  if (channel === 'broadcast') return withBroadcast(draft)
  return {
    ...draft,
    renditions: { ...renditions, [channel]: renditions.page.map(each => BEGUN[channel](each)) },
    correction: { ...correction, [channel]: correction.page.map(each => BEGUN[channel](each)) },
  }
}

export function withoutChannel(draft: BulletinDraft, channel: ChosenChannel): BulletinDraft {
  const { renditions, correction } = draft
  if (channel === 'cap' || channel === 'ring')
    return { ...draft, renditions: { ...renditions, [channel]: null } }
  if (channel === 'placements') return { ...draft, renditions: { ...renditions, placements: [] } }
  if (channel === 'broadcast') {
    const [{ broadcast: _, ...said }, { broadcast: __, ...taken }] = [renditions, correction]
    return { ...draft, renditions: said, correction: taken }
  }
  return {
    ...draft,
    renditions: { ...renditions, [channel]: [] },
    correction: { ...correction, [channel]: [] },
  }
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
export function withText(
  draft: BulletinDraft,
  channel: Exclude<TextChannel, 'page'>,
  language: string,
): BulletinDraft {
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
  const on = (side: Side) => ({
    [channel]: draft[side][channel].filter(each => each.language !== language),
  })
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
function withBroadcast(draft: BulletinDraft): BulletinDraft {
  const { renditions, correction, window } = draft
  const titles = (side: Texts) =>
    side.page
      .slice(0, BROADCAST_LANGUAGES_MAX)
      .map(({ language, title }) => ({ language, text: title }))
  return {
    ...draft,
    renditions: {
      ...renditions,
      broadcast: { ...USUAL_BROADCAST, texts: titles(renditions), until: window.until },
    },
    correction: { ...correction, broadcast: titles(correction) },
  }
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
    correction: {
      ...draft.correction,
      broadcast: change(draft.correction.broadcast ?? [], 'correction'),
    },
  }
}

/** One field of one text: `change(draft, 'renditions', 'sms', 0, { text })`. */
export function changed<Channel extends TextChannel>(
  draft: BulletinDraft,
  side: Side,
  channel: Channel,
  at: number,
  part: Partial<BulletinDraft['correction'][Channel][number]>,
): BulletinDraft {
  const entries = draft[side][channel].map((each, i) => (i === at ? { ...each, ...part } : each))
  return { ...draft, [side]: { ...draft[side], [channel]: entries } }
}

/** What the page says, said shortly: for channels that have less room. */
export function withPageText(
  draft: BulletinDraft,
  side: Side,
  channel: TextChannel,
): BulletinDraft {
  if (channel === 'page') return draft
  const entries = draft[side][channel] as readonly { readonly language: string }[]
  const filled = entries.map(each => {
    const page = draft[side].page.find(({ language }) => language === each.language)
    return page === undefined ? each : { ...each, ...BEGUN[channel](page) }
  })
  return { ...draft, [side]: { ...draft[side], [channel]: filled } }
}

type PageText = BulletinDraft['renditions']['page'][number]

const USUAL_CAP = {
  category: 'Health',
  eventCode: 'OET-062',
  urgency: 'Expected',
  severity: 'Moderate',
  certainty: 'Likely',
  response: ['Monitor'],
} satisfies BulletinDraft['renditions']['cap']

/** As quiet as a broadcast may be, once a minute. */
const USUAL_BROADCAST = {
  level: { severity: 'severe', urgency: 'expected', certainty: 'likely' },
  isEmergency: false,
  periodSeconds: 60,
  polygons: [],
} satisfies Partial<Broadcast>

export const PUSH_MAX = 240

const BEGUN = {
  sms: ({ language, title, text }: PageText) => ({ language, text: joined(title, text) }),
  loudspeakers: ({ language, title, text }: PageText) => ({
    language,
    spoken: readOut(joined(title, text), language)?.spoken ?? '',
    sound: null as Sound | null,
    ...SPOKEN_TEXTS,
  }),
  mail: ({ language, title, text }: PageText) => ({ language, subject: title, text }),
  push: ({ language, title, text }: PageText) => ({
    language,
    title,
    text: shortened(text, PUSH_MAX),
  }),
} as const

function joined(title: string, text: string): string {
  const head = title.trim()
  if (head === '') return text
  return /[.!?…:]$/.test(head) ? `${head} ${text}`.trim() : `${head}. ${text}`.trim()
}

/** Up to the last whole word that leaves room for the sign that more follows. */
function shortened(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()}…`
}

function more<Entry>(entries: Entry[], one: Entry): Entry[] {
  return entries.length === 0 ? entries : [...entries, one]
}
