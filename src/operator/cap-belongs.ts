/**
 * Whether an alert of the Common Alerting Protocol says what two people signed of a bulletin, and nothing else that people would read. The
 * authority's server made it, and is not believed for that: what it says is held against the content of the directive.
 *
 * `event`, `senderName`, `web` and `resource` are the server's own. Pure.
 */
import type { CapAlert, CapInfo } from '../cap/alert.ts'
import type { BulletinContent } from '../directive/bulletin.ts'

/** Of one bulletin: that it is said, what takes its place, that it is taken back. */
export type AlertKind = 'publish' | 'correct' | 'cancel'

/** What stands before a title: that it is an exercise, and what has become of it. */
const MARKS = ['DIỄN TẬP', 'EXERCISE', 'Đính chính', 'Correction', 'Đã thu hồi', 'Withdrawn']
const SHORTENED = '…'

export function alertIdentifier(
  { bulletin, version }: Pick<BulletinContent, 'bulletin' | 'version'>,
  kind: AlertKind,
): string {
  return `${bulletin}.${version}.${kind}`
}

/** Where the authority has it for everyone. */
export function alertPath(content: BulletinContent, kind: AlertKind): string {
  const folder = content.purpose === 'exercise' ? '/exercise/cap' : '/cap'
  return `${folder}/${alertIdentifier(content, kind)}.xml`
}

/** Null: it belongs to it; else in what it differs. */
export function differenceOf(
  alert: CapAlert,
  content: BulletinContent,
  kind: AlertKind,
): string | null {
  const { bulletin, purpose, renditions } = content
  if (renditions.cap === null) return 'the bulletin has no alert'
  if (alert.identifier !== alertIdentifier(content, kind)) return 'identifier'
  if (alert.status !== (purpose === 'exercise' ? 'Exercise' : 'Actual')) return 'status'
  if (alert.scope !== 'Public') return 'scope'
  const isType = kind === 'cancel' ? alert.msgType === 'Cancel' : isSaying(alert)
  if (!isType) return 'msgType'
  if (!alert.references.every(({ identifier }) => identifier.startsWith(`${bulletin}.`)))
    return 'references'
  if (alert.restriction ?? alert.addresses ?? alert.incidents) return 'addresses'
  if (alert.info.length !== renditions.page.length) return 'languages'
  for (const info of alert.info) {
    const differs = differenceIn(info, content, kind)
    if (differs !== null) return `${info.language}: ${differs}`
  }
  return null
}

function isSaying({ msgType, references }: CapAlert): boolean {
  return msgType === (references.length === 0 ? 'Alert' : 'Update')
}

function differenceIn(info: CapInfo, content: BulletinContent, kind: AlertKind): string | null {
  const { renditions, correction, window, provinces } = content
  const { cap } = renditions
  const inLanguage = ({ language }: { readonly language: string }) => language === info.language
  const [said, corrected] = [renditions.page.find(inLanguage), correction.page.find(inLanguage)]
  const page = kind === 'correct' ? corrected : said
  if (cap === null || page === undefined) return 'language'
  if (info.instruction ?? info.contact ?? info.audience) return 'instruction'
  if (info.parameter.length > 0) return 'parameter'
  const text = kind === 'cancel' ? (corrected?.text ?? page.text) : page.text
  const description = lettersOf(info.description ?? '')
  const isText =
    kind === 'cancel' ? description.endsWith(lettersOf(text)) : description === lettersOf(text)
  if (!isText) return 'description'
  if (!isHeadline(info.headline ?? '', page.title)) return 'headline'
  if (info.category.join() !== cap.category) return 'category'
  const codes = info.eventCode.map(({ value }) => value).join()
  if (codes !== (cap.eventCode ?? '')) return 'eventCode'
  const isCancel = kind === 'cancel'
  if (info.urgency !== (isCancel ? 'Past' : cap.urgency)) return 'urgency'
  if (info.severity !== cap.severity || info.certainty !== cap.certainty) return 'severity'
  if (info.responseType.join() !== (isCancel ? 'None' : cap.response.join())) return 'responseType'
  if (info.expires === undefined || info.expires.epochMs > Date.parse(window.until))
    return 'expires'
  return isArea(info, provinces) ? null : 'area'
}

function isArea({ area }: CapInfo, provinces: BulletinContent['provinces']): boolean {
  const hasShape = area.some(({ polygon, circle }) => polygon.length + circle.length > 0)
  const codes = area.flatMap(({ geocode }) => geocode.map(({ value }) => value)).toSorted()
  const meant = provinces?.map(({ code }) => code).toSorted() ?? ['VN']
  return !hasShape && codes.join() === meant.join()
}

/** The title behind its marks, the whole of it or what there was room for. */
function isHeadline(headline: string, title: string): boolean {
  const isShortened = headline.endsWith(SHORTENED)
  const said = unmarked(lettersOf(isShortened ? headline.slice(0, -1) : headline))
  const meant = unmarked(lettersOf(title))
  return isShortened ? said !== '' && meant.startsWith(said) : said === meant
}

function unmarked(letters: string): string {
  const mark = MARKS.map(each => `${lettersOf(each)}:`).find(each =>
    letters.toLowerCase().startsWith(each.toLowerCase()),
  )
  return mark === undefined ? letters : unmarked(letters.slice(mark.length))
}

/** Letters, figures and signs: spaces and line ends may be other ones. */
function lettersOf(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]/gu, '')
}
