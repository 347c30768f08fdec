/**
 * The head and the foot of a report as a form, and back. Pure. What is left out of the form is null in the heading:
 * the body above, the number, the signatory's name.
 */
import type { ReportHeading } from '../model.ts'
import type { Fault } from './faults.ts'

export type HeadingForm = ReturnType<typeof headingFormOf>

/** A name of the form's fields, or `recipients.2.vi`. */
export type HeadingField =
  | Exclude<keyof HeadingForm, 'hasGoverning' | 'recipients'>
  | `recipients.${number}.${'vi' | 'en'}`

export const RECIPIENTS_MAX = 50
/** As in the report's schema. */
const LINE_MAX = 500
const SYMBOL_MAX = 40
const NAME_MAX = 100
const ON_BEHALF_MAX = 3
/** Between lines of one field. */
const PARTING = '; '

export function headingFormOf(heading: ReportHeading) {
  const { governing, issuing, symbol, place, date, signer, recipients } = heading
  return {
    hasGoverning: governing !== null,
    governingVi: governing?.vi ?? '',
    governingEn: governing?.en ?? '',
    issuingVi: issuing.vi,
    issuingEn: issuing.en,
    symbol: symbol ?? '',
    placeVi: place.vi,
    placeEn: place.en,
    date,
    onBehalfVi: (signer.onBehalf ?? []).map(({ vi }) => vi).join(PARTING),
    onBehalfEn: (signer.onBehalf ?? []).map(({ en }) => en).join(PARTING),
    signerTitleVi: signer.title.vi,
    signerTitleEn: signer.title.en,
    signerName: signer.name ?? '',
    // The key is for lists on the page; no part of the heading.
    recipients: recipients.map((each, key) => ({ key, ...each })),
  }
}

/** Every fault at once, in the order of the page. */
export function headingFaults(form: HeadingForm): readonly Fault[] {
  const line = (field: HeadingField, value: string, max = LINE_MAX): Fault[] => {
    if (value.trim() === '') return [{ field, code: 'missing' }]
    return value.trim().length > max ? [{ field, code: 'tooLong', max }] : []
  }
  const optional = (field: HeadingField, value: string, max: number) =>
    value.trim() === '' ? [] : line(field, value, max)
  return [
    ...(form.hasGoverning ? [...line('governingVi', form.governingVi), ...line('governingEn', form.governingEn)] : []),
    ...line('issuingVi', form.issuingVi),
    ...line('issuingEn', form.issuingEn),
    ...optional('symbol', form.symbol, SYMBOL_MAX),
    ...line('placeVi', form.placeVi),
    ...line('placeEn', form.placeEn),
    ...(isDate(form.date) ? [] : [{ field: 'date' as const, code: 'date' as const }]),
    ...optional('onBehalfVi', form.onBehalfVi, LINE_MAX),
    ...optional('onBehalfEn', form.onBehalfEn, LINE_MAX),
    ...line('signerTitleVi', form.signerTitleVi),
    ...line('signerTitleEn', form.signerTitleEn),
    ...optional('signerName', form.signerName, NAME_MAX),
    ...form.recipients.flatMap(({ vi, en }, at) => [
      ...line(`recipients.${at}.vi`, vi),
      ...line(`recipients.${at}.en`, en),
    ]),
  ]
}

/** Of a form without a fault. */
export function headingFrom(form: HeadingForm): ReportHeading {
  const both = (vi: string, en: string) => ({ vi: vi.trim(), en: en.trim() })
  const orNull = (value: string) => (value.trim() === '' ? null : value.trim())
  return {
    governing: form.hasGoverning ? both(form.governingVi, form.governingEn) : null,
    issuing: both(form.issuingVi, form.issuingEn),
    symbol: orNull(form.symbol),
    place: both(form.placeVi, form.placeEn),
    date: form.date,
    signer: { ...onBehalfOf(form), title: both(form.signerTitleVi, form.signerTitleEn), name: orNull(form.signerName) },
    recipients: form.recipients.map(({ vi, en }) => both(vi, en)),
  }
}

/** Line by line; a line that is written in one language only is the same in both. */
function onBehalfOf({ onBehalfVi, onBehalfEn }: HeadingForm): Pick<ReportHeading['signer'], 'onBehalf'> {
  const lines = (text: string) =>
    text
      .split(';')
      .map(each => each.trim())
      .filter(each => each !== '')
  const [vi, en] = [lines(onBehalfVi), lines(onBehalfEn)]
  const longer = vi.length < en.length ? en : vi
  const onBehalf = longer.slice(0, ON_BEHALF_MAX).map((each, at) => ({ vi: vi[at] ?? each, en: en[at] ?? each }))
  return onBehalf.length === 0 ? {} : { onBehalf }
}

/** Field of a path of the request, such as `heading.issuing.vi`. */
export function headingField(path: string): string | undefined {
  const [, place] = /^heading\.(?!recipients$)(.+)$/.exec(path) ?? []
  if (place === undefined || place.startsWith('recipients.')) return place
  const [, language] = /^signer\.onBehalf(?:\.\d+\.(vi|en))?$/.exec(place) ?? []
  if (place.startsWith('signer.onBehalf')) return language === 'en' ? 'onBehalfEn' : 'onBehalfVi'
  return place.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** A day of the calendar: 2026-02-30 is none. */
export function isDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date)
}
