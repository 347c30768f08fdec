/**
 * What channels make of the page's text, and which still do: a channel that nobody has touched says what the page says, and goes on doing so
 * while the page is being written. Whether it does is seen in its own text, so that it is known of a draft that was saved as well. Pure.
 */
import type { Sound } from '../../../directive/bulletin.ts'
import { SPOKEN_TEXTS } from '../limits.ts'
import type { BulletinDraft } from '../model.ts'
import { readOut } from '../spoken-asks.ts'

export const PUSH_MAX = 240

export type PageText = BulletinDraft['renditions']['page'][number]
type Texts = BulletinDraft['correction']
type Spoken = Texts['loudspeakers'][number]

/** How each begins. */
export const BEGUN = {
  sms: ({ language, title, text }: PageText) => ({ language, text: joined(title, text) }),
  loudspeakers: ({ language, title, text }: PageText) => ({
    language,
    spoken: readOut(joined(title, text), language)?.spoken ?? '',
    sound: null as Sound | null,
    ...SPOKEN_TEXTS,
  }),
  mail: ({ language, title, text }: PageText) => ({ language, subject: title, text }),
  push: ({ language, title, text }: PageText) => ({ language, title, text: shortened(text, PUSH_MAX) }),
} as const
export type BegunChannel = keyof typeof BEGUN
type Entry<Of extends BegunChannel> = Texts[Of][number]

/** In place of what it says; how often it is played stays, and the sound where it still says the same. */
export function takenFrom<Of extends BegunChannel>(channel: Of, entry: Entry<Of>, page: PageText): Entry<Of> {
  const made: object = BEGUN[channel](page)
  if (channel !== 'loudspeakers') return { ...entry, ...made }
  const { spoken } = made as Spoken
  const before = entry as Spoken
  return { ...entry, spoken, sound: spoken === before.spoken ? before.sound : null }
}

/** Nobody has touched it: it says what the page says, and no person has spoken it yet. */
export function isFollowing<Of extends BegunChannel>(
  channel: Of,
  entry: Entry<Of>,
  page: PageText | undefined,
): boolean {
  const { sound = null } = entry as Partial<Spoken>
  return (sound === null || sound.by === 'machine') && saysAsPage(channel, entry, page)
}

/** Word for word what the page would make of it, whoever has spoken it. */
export function saysAsPage<Of extends BegunChannel>(
  channel: Of,
  entry: Entry<Of>,
  page: PageText | undefined,
): boolean {
  if (page === undefined) return false
  const made: Readonly<Record<string, unknown>> = BEGUN[channel](page)
  const own: Readonly<Record<string, unknown>> = { ...entry }
  return FIELDS.every(field => own[field] === made[field])
}

const FIELDS = ['title', 'subject', 'text', 'spoken'] as const

/** One text of the page was changed: whatever followed it goes on following. */
export function followed<Of extends BegunChannel>(
  channel: Of,
  entries: readonly Entry<Of>[],
  { before, after }: { readonly before: PageText; readonly after: PageText },
): Entry<Of>[] {
  return entries.map(entry =>
    entry.language === before.language && isFollowing(channel, entry, before)
      ? takenFrom(channel, entry, after)
      : entry,
  )
}

/** The same of what is said as shortly as a title. */
export function followedTitle<One extends { readonly language: string; readonly text: string }>(
  entries: readonly One[],
  { before, after }: { readonly before: PageText; readonly after: PageText },
): One[] {
  return entries.map(entry =>
    entry.language === before.language && entry.text === before.title ? { ...entry, text: after.title } : entry,
  )
}

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
