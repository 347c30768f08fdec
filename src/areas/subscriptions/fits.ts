/** Who gets a bulletin, and what they are told. Pure. */

import type { Content } from '../../channels/provider.ts'
import { type Province, provinceAt } from '../../country/vn/provinces.ts'
import type { Priority } from '../../directive/bulletin.ts'
import { pagePath } from '../../directive/public-place.ts'
import { headline } from '../../directive/public-words.ts'
import type { Released } from '../bulletins/channel.ts'
import { inLanguage } from '../bulletins/public-told.ts'
import type { Choices, SubscriptionChannel } from './model.ts'

type ProvinceRef = NonNullable<Choices['provinces']>[number]

const RANKS: Readonly<Record<Priority, number>> = { urgent: 0, priority: 1, normal: 2 }
const DAY_MS = 86_400_000
/** Where there are subscribers, nothing that takes back is late, whenever the bulletin would have been over. */
const TAKEN_BACK_LIFE_MS = DAY_MS

export function fits(choices: Choices, of: Pick<Released['content'], 'priority' | 'provinces'>) {
  if (RANKS[of.priority] > RANKS[choices.level]) return false
  const { provinces } = choices
  if (provinces === null || of.provinces === null) return true
  return of.provinces.some(theirs => provinces.some(ours => isSamePlace(ours, theirs)))
}

/** Of two lists of provinces: whether the one lies in what the other has become. */
function isSamePlace(a: ProvinceRef, b: ProvinceRef): boolean {
  const [one, other] = [provinceAt(a.code, a.asOf), provinceAt(b.code, b.asOf)]
  if (one === null || other === null) return false
  return one.from === other.from ? one === other : newest(one) === newest(other)
}

function newest(province: Province): Province {
  let last = province
  while (last.to !== null && last.successor !== null) {
    const dayAfter = new Date(Date.parse(last.to) + DAY_MS).toISOString().slice(0, 10)
    const next = provinceAt(last.successor, dayAfter)
    if (next === null) break
    last = next
  }
  return last
}

/** An exercise goes to no citizen. */
export function isFor(channel: SubscriptionChannel, { content, channels }: Released): boolean {
  return content.purpose === 'live' && channels.includes(channel)
}

/** Those that go first: the smallest. What takes back goes before all. */
export function turnOf({ kind, content }: Released): number {
  return kind === 'publish' ? RANKS[content.priority] : RANKS.urgent
}

export function untilMs({ kind, at, content }: Released): number {
  const end = Date.parse(content.window.until)
  return kind === 'publish' ? end : Math.max(end, Date.parse(at) + TAKEN_BACK_LIFE_MS)
}

/** Null: nothing of it is said on this channel. */
export function contentOf(
  released: Released,
  to: {
    readonly channel: SubscriptionChannel
    readonly language: Choices['language']
    readonly origin: string
    /** Null: on this channel there is none. */
    readonly unsubscribe: string | null
    readonly nowMs: number
  },
): Content | null {
  const said = saidOn(released, to.channel, to.language)
  if (said === null) return null
  const { kind, content } = released
  const { language } = to
  const path = pagePath('live', language, content.bulletin)
  const mark = ({ publish: null, correct: 'corrected', cancel: 'takenBack' } as const)[kind]
  return {
    title: headline(said.title, { kind: mark, purpose: content.purpose, language }),
    text: said.text,
    language: said.language === 'vi' || said.language === 'en' ? said.language : language,
    link: to.origin + path,
    unsubscribe: to.unsubscribe,
    isUrgent: content.priority === 'urgent',
    lifeSeconds: Math.max(60, Math.floor((untilMs(released) - to.nowMs) / 1000)),
  }
}

function saidOn({ kind, content }: Released, channel: SubscriptionChannel, language: Choices['language']) {
  const { renditions, correction } = content
  const texts = kind === 'publish' ? renditions : correction
  const all = channel === 'mail' ? texts.mail.map(({ subject, ...rest }) => ({ ...rest, title: subject })) : texts.push
  return inLanguage(all, language) ?? null
}
