/**
 * A release as an alert of the Common Alerting Protocol (OASIS CAP 1.2), as a value.
 *
 *   publish  Alert, or Update where an earlier one still counts         sent: the very second of the release, with its offset
 *   correct  Update: the correction's texts                             expires: the window's end, and never after SPAN_DAYS_MAX
 *   cancel   Cancel: that it was taken back; nothing where nothing was said before
 *
 * An identifier is made of bulletin, version and kind alone, so that the same release is the same alert for ever. Pure.
 */
import type { CapAlert, CapArea, CapInfo, CapResource } from '../../cap/alert.ts'
import type { CapInstant } from '../../cap/instant.ts'
import type { CapTerms } from '../../directive/bulletin.ts'
import { provinceAt } from '../../directive/provinces.ts'
import type { Released } from './channel.ts'
import { WINDOW_DAYS_MAX } from './content.ts'
import type { Release } from './model.ts'
import { nameOfProvince } from './public-areas.ts'
import { SOUND_TYPES } from './public-feeds.ts'
import { fileOf, headline, type Site } from './public-html.ts'
import { pagePath, soundPath } from './public-place.ts'
import { straight } from './public-text.ts'
import { speaksMs, type ToldText } from './public-told.ts'
import { type PageLanguage, PUBLIC_WORDS } from './public-words.ts'

/** What others need to know of an alert that was signed. Milliseconds since 1970, of whole seconds. */
export interface SentAlert {
  readonly serial: number
  readonly bulletin: string
  readonly identifier: string
  readonly sender: string
  readonly sentMs: number
  readonly expiresMs: number
  /** Since when the public may have it. */
  readonly publicMs: number
}

/** An alert of months is no alert: whoever still means it says it again. */
const SPAN_DAYS_MAX = Math.max(...Object.values(WINDOW_DAYS_MAX))
const DAY_MS = 86_400_000
/** Vietnam's; it has had no other since 1975. */
const OFFSET_MINUTES = 420
const HEADLINE_MAX = 160
/** The list of 2004 and that of 2025 give seven codes to different provinces: the name of the scheme says which is meant. */
const SCHEMES = [
  { until: '2025-06-30', name: 'VN-QD-124-2004' },
  { until: '9999-12-31', name: 'VN-QD-19-2025' },
] as const
const EVENT_TERMS = 'OET:v1.2'

export function identifierOf({
  bulletin,
  version,
  kind,
}: Pick<Release, 'bulletin' | 'version' | 'kind'>): string {
  return `${bulletin}.${version}.${kind}`
}

/** Null: this release is none. `before`: alerts of the same bulletin, the oldest first. */
export function alertOf(
  release: Released,
  { before, site }: { readonly before: readonly SentAlert[]; readonly site: Site },
): { readonly alert: CapAlert; readonly sent: SentAlert } | null {
  const { content, kind, channels } = release
  const terms = content.renditions.cap
  if (terms === null || !channels.includes('cap')) return null
  const sentMs = toSecond(Date.parse(release.at))
  const publicMs = speaksMs(release)
  const expiresMs = Math.min(
    toSecond(Date.parse(content.window.until)),
    toSecond(publicMs) + SPAN_DAYS_MAX * DAY_MS,
  )
  if (expiresMs <= sentMs) return null
  const standing = before.filter(
    earlier => earlier.publicMs < Date.parse(release.at) && earlier.expiresMs > sentMs,
  )
  if (kind === 'cancel' && standing.length === 0) return null
  const sent: SentAlert = {
    serial: release.serial,
    bulletin: release.bulletin,
    identifier: identifierOf(release),
    sender: new URL(site.origin).host,
    ...{ sentMs, expiresMs, publicMs },
  }
  const isExercise = content.purpose === 'exercise'
  const words = PUBLIC_WORDS.vi
  const alert: CapAlert = {
    identifier: sent.identifier,
    sender: sent.sender,
    sent: at(sentMs),
    status: isExercise ? 'Exercise' : 'Actual',
    msgType: kind === 'cancel' ? 'Cancel' : standing.length === 0 ? 'Alert' : 'Update',
    scope: 'Public',
    code: [],
    ...(isExercise && {
      note: `${words.exercise}. ${words.exerciseWhat} / ${PUBLIC_WORDS.en.exercise}. ${PUBLIC_WORDS.en.exerciseWhat}`,
    }),
    references: standing.map(({ sender, identifier, sentMs: earlierMs }) => ({
      ...{ sender, identifier },
      sent: at(earlierMs),
    })),
    info: saidBy(release).map(text => infoOf(release, { text, terms, sent, site })),
  }
  return { alert, sent }
}

/** A withdrawal is headed by what it takes back, and says what the correction says. */
function saidBy({ content, kind }: Released): readonly ToldText[] {
  const { renditions, correction } = content
  if (kind === 'publish') return renditions.page
  if (kind === 'correct') return correction.page
  return renditions.page.map(({ language, title, text }) => ({
    ...{ language, title },
    text: correction.page.find(each => each.language === language)?.text ?? text,
  }))
}

function infoOf(
  { content, kind }: Released,
  of: {
    readonly text: ToldText
    readonly terms: CapTerms
    readonly sent: SentAlert
    readonly site: Site
  },
): CapInfo {
  const { text, terms, sent, site } = of
  const language: PageLanguage = text.language === 'vi' ? 'vi' : 'en'
  const words = PUBLIC_WORDS[language]
  const isCancel = kind === 'cancel'
  const isExercise = content.purpose === 'exercise'
  const mark = isCancel ? 'takenBack' : kind === 'correct' ? 'corrected' : null
  const title = headline(text.title, { kind: mark, purpose: content.purpose, language })
  return {
    language: text.language,
    category: [terms.category],
    event: `${isExercise ? `${words.exercise}: ` : ''}${EVENTS[terms.category][language]}`,
    responseType: isCancel ? ['None'] : terms.response,
    // Whoever was alarmed has to hear of a correction just as soon.
    urgency: isCancel ? 'Past' : terms.urgency,
    severity: terms.severity,
    certainty: terms.certainty,
    eventCode: terms.eventCode === null ? [] : [{ valueName: EVENT_TERMS, value: terms.eventCode }],
    effective: at(toSecond(sent.publicMs)),
    expires: at(sent.expiresMs),
    senderName: straight(site.name),
    headline: shortened(title),
    description: `${isCancel ? `${words.notValid} ` : ''}${straight(text.text)}`,
    web: site.origin + pagePath(content.purpose, language, content.bulletin),
    parameter: [],
    resource: isCancel ? [] : resourcesOf(content, { kind, language: text.language, site }),
    area: areasOf(content.provinces),
  }
}

function resourcesOf(
  content: Released['content'],
  of: { readonly kind: Released['kind']; readonly language: string; readonly site: Site },
): readonly CapResource[] {
  const { loudspeakers } = of.kind === 'correct' ? content.correction : content.renditions
  const spoken = loudspeakers.find(({ language }) => language === of.language)
  const file = spoken === undefined ? null : fileOf(spoken.sound)
  if (file === null || content.purpose === 'exercise') return []
  return [
    {
      resourceDesc: PUBLIC_WORDS[of.language === 'vi' ? 'vi' : 'en'].recording,
      mimeType: SOUND_TYPES[file.form],
      size: file.octets,
      uri: of.site.origin + soundPath(file.sha256),
    },
  ]
}

function areasOf(provinces: Released['content']['provinces']): readonly CapArea[] {
  const area = (areaDesc: string, valueName: string, value: string): CapArea => ({
    areaDesc,
    polygon: [],
    circle: [],
    geocode: [{ valueName, value }],
  })
  if (provinces === null) return [area('Việt Nam', 'ISO3166-1', 'VN')]
  return provinces.map(ref => {
    const day = provinceAt(ref.code, ref.asOf)?.to ?? ref.asOf
    const scheme = SCHEMES.find(({ until }) => day <= until) ?? SCHEMES[1]
    return area(nameOfProvince(ref), scheme.name, ref.code)
  })
}

/** What kind of event it is: the title says which. */
const EVENTS: Readonly<Record<CapTerms['category'], Readonly<Record<PageLanguage, string>>>> = {
  Geo: { vi: 'Thiên tai địa chất', en: 'Geophysical event' },
  Met: { vi: 'Thời tiết, thủy văn', en: 'Weather and flood' },
  Safety: { vi: 'An toàn công cộng', en: 'Public safety' },
  Security: { vi: 'An ninh', en: 'Security' },
  Rescue: { vi: 'Cứu hộ, cứu nạn', en: 'Rescue' },
  Fire: { vi: 'Phòng cháy, chữa cháy', en: 'Fire' },
  Health: { vi: 'Y tế, dịch bệnh', en: 'Public health' },
  Env: { vi: 'Môi trường', en: 'Environment' },
  Transport: { vi: 'Giao thông', en: 'Transport' },
  Infra: { vi: 'Hạ tầng', en: 'Infrastructure' },
  CBRNE: {
    vi: 'Sự cố hóa học, sinh học, bức xạ',
    en: 'Chemical, biological or radiological event',
  },
  Other: { vi: 'Thông tin cho nhân dân', en: 'Public information' },
}

const toSecond = (ms: number) => Math.floor(ms / 1000) * 1000
const at = (epochMs: number): CapInstant => ({ epochMs, offsetMinutes: OFFSET_MINUTES })

function shortened(line: string): string {
  return line.length <= HEADLINE_MAX
    ? line
    : `${line.slice(0, HEADLINE_MAX - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
