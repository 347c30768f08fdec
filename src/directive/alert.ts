/**
 * A release of a bulletin as an alert of the Common Alerting Protocol (OASIS CAP 1.2), as a value: all that it says is what two people
 * signed, and our own words.
 *
 *   publish  Alert, or Update where an earlier one still counts         sent: the very second of the release, with its offset
 *   correct  Update: the correction's texts                             expires: the window's end, and never after SPAN_DAYS_MAX
 *   cancel   Cancel: that it was taken back; nothing where nothing was said before
 *
 * The authority makes it, and an operator's node makes it anew to see that it is handed no other one (operator/cap-belongs.ts): what is not
 * signed is an argument. An identifier is made of bulletin, version and kind alone, so that the same release is the same alert for ever. Pure.
 */
import type { CapAlert, CapArea, CapInfo, CapReference, CapResource } from '../cap/alert.ts'
import type { CapInstant } from '../cap/instant.ts'
import { nameOfProvince, provinceAt } from '../country/vn/provinces.ts'
import { straight } from '../text/written.ts'
import { type BulletinContent, type CapTerms, type ReleaseKind, speaksMs, WINDOW_DAYS_MAX } from './bulletin.ts'
import { fileOf, pagePath, type Site, SOUND_TYPES, soundPath } from './public-place.ts'
import { BULLETIN_WORDS, headline, type PageLanguage, wordsBeside } from './public-words.ts'

export interface AlertOf {
  readonly content: BulletinContent
  readonly kind: ReleaseKind
  /** When it was released. Milliseconds since 1970. */
  readonly releasedMs: number
  /** Earlier alerts of the same bulletin that still count, the oldest first. */
  readonly references: readonly CapReference[]
  readonly site: Site
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
}: Pick<BulletinContent, 'bulletin' | 'version'> & { readonly kind: ReleaseKind }): string {
  return `${bulletin}.${version}.${kind}`
}

/** To whom the certificate of a key that the authority makes for its alerts is issued (X.520 has no longer name). */
const COMMON_NAME_MAX = 64
const COMMON_NAME = 'CAP '

export function commonNameOf(name: string): string {
  return `${COMMON_NAME}${name}`.slice(0, COMMON_NAME_MAX)
}

/** The authority's name; null: it is none of those certificates, or the name may be a longer one. */
export function nameIn(commonName: string): string | null {
  const isWhole = commonName.startsWith(COMMON_NAME) && commonName.length < COMMON_NAME_MAX
  return isWhole ? commonName.slice(COMMON_NAME.length) : null
}

/** As alerts name who sends them. */
export const senderOf = ({ origin }: Pick<Site, 'origin'>) => new URL(origin).host

/** Milliseconds since 1970: `publicMs` since when the public may have it, the others of whole seconds. */
export function timesOf({ content, kind, releasedMs }: Omit<AlertOf, 'references' | 'site'>) {
  const publicMs = speaksMs(kind, content, releasedMs)
  const latest = toSecond(publicMs) + SPAN_DAYS_MAX * DAY_MS
  return {
    sentMs: toSecond(releasedMs),
    publicMs,
    expiresMs: Math.min(toSecond(Date.parse(content.window.until)), latest),
  }
}

/** Null: this release is none. */
export function alertOf(of: AlertOf): CapAlert | null {
  const { content, kind, references, site } = of
  const terms = content.renditions.cap
  const { sentMs, expiresMs } = timesOf(of)
  if (terms === null || expiresMs <= sentMs) return null
  if (kind === 'cancel' && references.length === 0) return null
  const isExercise = content.purpose === 'exercise'
  const { vi, en } = BULLETIN_WORDS
  return {
    identifier: identifierOf({ ...content, kind }),
    sender: senderOf(site),
    sent: instantOfAlert(sentMs),
    status: isExercise ? 'Exercise' : 'Actual',
    msgType: kind === 'cancel' ? 'Cancel' : references.length === 0 ? 'Alert' : 'Update',
    scope: 'Public',
    code: [],
    ...(isExercise && { note: `${vi.exercise}. ${vi.exerciseWhat} / ${en.exercise}. ${en.exerciseWhat}` }),
    references,
    info: saidBy(of).map(text => infoOf(of, text, terms)),
  }
}

interface SaidText {
  readonly language: string
  readonly title: string
  readonly text: string
}

/** A withdrawal is headed by what it takes back, and says what the correction says. */
function saidBy({ content, kind }: AlertOf): readonly SaidText[] {
  const { renditions, correction } = content
  if (kind === 'publish') return renditions.page
  if (kind === 'correct') return correction.page
  return renditions.page.map(({ language, title, text }) => ({
    language,
    title,
    text: correction.page.find(each => each.language === language)?.text ?? text,
  }))
}

function infoOf(of: AlertOf, text: SaidText, terms: CapTerms): CapInfo {
  const { content, kind, site } = of
  const language = wordsBeside(text.language)
  const words = BULLETIN_WORDS[language]
  const { publicMs, expiresMs } = timesOf(of)
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
    effective: instantOfAlert(toSecond(publicMs)),
    expires: instantOfAlert(expiresMs),
    senderName: straight(site.name),
    headline: shortened(title),
    description: `${isCancel ? `${words.notValid} ` : ''}${straight(text.text)}`,
    web: site.origin + pagePath(content.purpose, language, content.bulletin),
    parameter: [],
    resource: isCancel ? [] : resourcesOf(of, text.language),
    area: areasOf(content.provinces),
  }
}

function resourcesOf({ content, kind, site }: AlertOf, language: string): readonly CapResource[] {
  const { loudspeakers } = kind === 'correct' ? content.correction : content.renditions
  const spoken = loudspeakers.find(each => each.language === language)
  const file = spoken === undefined ? null : fileOf(spoken.sound)
  if (file === null || content.purpose === 'exercise') return []
  return [
    {
      resourceDesc: BULLETIN_WORDS[wordsBeside(language)].recording,
      mimeType: SOUND_TYPES[file.form],
      size: file.octets,
      uri: site.origin + soundPath(file.sha256),
    },
  ]
}

function areasOf(provinces: BulletinContent['provinces']): readonly CapArea[] {
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
  CBRNE: { vi: 'Sự cố hóa học, sinh học, bức xạ', en: 'Chemical, biological or radiological event' },
  Other: { vi: 'Thông tin cho nhân dân', en: 'Public information' },
}

const toSecond = (ms: number) => Math.floor(ms / 1000) * 1000
/** As alerts tell it. */
export const instantOfAlert = (epochMs: number): CapInstant => ({ epochMs, offsetMinutes: OFFSET_MINUTES })

function shortened(line: string): string {
  return line.length <= HEADLINE_MAX ? line : `${line.slice(0, HEADLINE_MAX - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
