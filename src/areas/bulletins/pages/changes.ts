/**
 * What differs between what was released and what is to be: texts word by word, everything else before and after. Each line says on which
 * side, channel, field and in which language. Pure.
 */
import type { BulletinContent } from '../../../directive/bulletin.ts'
import { diffTexts, type TextPart } from '../../rounds/diff.ts'
import type { BulletinDraft, ChannelName } from '../model.ts'
import { type Side, TEXT_CHANNELS } from './draft.ts'

export interface ChangeLine {
  readonly side: Side
  readonly channel: ChannelName
  readonly field: 'title' | 'subject' | 'text' | 'spoken'
  readonly language: string
  readonly parts: readonly TextPart[]
}

/** What is not a text: that it differs is told, and both are shown on the page. */
export type ChangedWhole =
  | 'purpose'
  | 'priority'
  | 'where'
  | 'matter'
  | 'from'
  | 'until'
  | 'cap'
  | 'ring'
  | 'broadcast'
  | 'sound'

export interface Changes {
  readonly texts: readonly ChangeLine[]
  readonly wholes: readonly ChangedWhole[]
}

export function changesBetween(before: BulletinDraft, after: BulletinDraft): Changes {
  return { texts: textChanges(before, after), wholes: wholeChanges(before, after) }
}

/** Of a release as what is written is. */
export function wholeOf({ format, bulletin, version, ...said }: BulletinContent): BulletinDraft {
  return said
}

const FIELDS = ['title', 'subject', 'text', 'spoken'] as const

interface Line {
  readonly key: string
  readonly of: Omit<ChangeLine, 'parts'>
  readonly text: string
}

function textChanges(before: BulletinDraft, after: BulletinDraft): readonly ChangeLine[] {
  const was = new Map(linesOf(before).map(line => [line.key, line]))
  const is = new Map(linesOf(after).map(line => [line.key, line]))
  return [...new Set([...is.keys(), ...was.keys()])].flatMap(key => {
    const [old, now] = [was.get(key), is.get(key)]
    const of = (now ?? old)?.of
    if (of === undefined || old?.text === now?.text) return []
    return [{ ...of, parts: diffTexts(old?.text ?? '', now?.text ?? '') }]
  })
}

function linesOf({ renditions, correction }: BulletinDraft): readonly Line[] {
  const sides = [['renditions', renditions] as const, ['correction', correction] as const]
  const texts = sides.flatMap(([side, said]) =>
    TEXT_CHANNELS.flatMap(channel => said[channel].flatMap((entry: Entry) => fieldsOf(side, channel, entry))),
  )
  const placements = renditions.placements.flatMap(({ kind, ...entry }, at) =>
    fieldsOf('renditions', 'placements', entry, `${kind} ${at}`),
  )
  const aired = [
    ['renditions', renditions.broadcast?.texts ?? []] as const,
    ['correction', correction.broadcast ?? []] as const,
  ].flatMap(([side, entries]) => entries.flatMap(entry => fieldsOf(side, 'broadcast', entry)))
  return [...texts, ...aired, ...placements]
}

interface Entry extends Partial<Readonly<Record<(typeof FIELDS)[number], string>>> {
  readonly language: string
}

function fieldsOf(side: Side, channel: ChannelName, entry: Entry, of = ''): readonly Line[] {
  const { language } = entry
  return FIELDS.flatMap(field => {
    const text = entry[field]
    if (text === undefined) return []
    const key = [side, channel, of, language, field].join(' ')
    return [{ key, of: { side, channel, field, language }, text }]
  })
}

function wholeChanges(before: BulletinDraft, after: BulletinDraft): readonly ChangedWhole[] {
  const sounds = ({ renditions, correction }: BulletinDraft) =>
    [renditions, correction].map(({ loudspeakers }) =>
      loudspeakers.map(({ sound, perWindow, gapSeconds }) => [sound, perWindow, gapSeconds]),
    )
  const pairs: readonly (readonly [ChangedWhole, unknown, unknown])[] = [
    ['purpose', before.purpose, after.purpose],
    ['priority', before.priority, after.priority],
    ['where', before.provinces, after.provinces],
    ['matter', before.matter, after.matter],
    ['from', before.window.from, after.window.from],
    ['until', before.window.until, after.window.until],
    ['cap', before.renditions.cap, after.renditions.cap],
    ['ring', before.renditions.ring, after.renditions.ring],
    ['broadcast', termsOf(before), termsOf(after)],
    ['sound', sounds(before), sounds(after)],
  ]
  return pairs.flatMap(([name, was, is]) => (JSON.stringify(was) === JSON.stringify(is) ? [] : [name]))
}

/** All of a broadcast but what it says. */
function termsOf({ renditions: { broadcast } }: BulletinDraft): unknown {
  return broadcast && { ...broadcast, texts: null }
}
