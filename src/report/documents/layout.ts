/**
 * How a Vietnamese administrative document is laid out: the rules as data, one set for each regulation.
 *
 *   until 4 March 2020   Circular 01/2011/TT-BNV: page number at the bottom right
 *   from 5 March 2020    Decree 30/2020/NĐ-CP, appendix I: page number at the top, centred
 *
 * Both: A4, Times New Roman in black, margins within the same ranges, the parts at the same places; an annex begins a page,
 * says which document it belongs to, and its pages are numbered by themselves. `docx.ts` and
 * `pdf.ts` take `VALUES`, which lie within the ranges; `checker.ts` holds any document to the ranges. Lengths in
 * millimetres, sizes in points.
 */
import type { Language } from '../../base/failure.ts'
import type { Report } from '../document.ts'
import type { Both } from '../figure.ts'
import { dateName } from '../months.ts'
import { kindOf, PAPER_KINDS, type Paper } from '../paper.ts'

type Heading = Report['heading']

export type Range = readonly [number, number]

export interface LayoutRules {
  readonly regulation: 'circular-01-2011' | 'decree-30-2020'
  readonly name: Both
  readonly marginsMm: Readonly<Record<'top' | 'bottom' | 'left' | 'right', Range>>
  readonly pageNumber: 'top-centre' | 'bottom-right'
  readonly sizes: Readonly<
    Record<
      | 'nationalName'
      | 'motto'
      | 'body'
      | 'symbol'
      | 'placeAndDate'
      | 'type'
      | 'text'
      | 'pageNumber'
      | 'signer'
      | 'annex'
      | 'annexTitle'
      | 'enclosedWith'
      | 'recipientsHead'
      | 'recipients',
      Range
    >
  >
}

const COMMON = {
  marginsMm: { top: [20, 25], bottom: [20, 25], left: [30, 35], right: [15, 20] },
  sizes: {
    nationalName: [12, 13],
    motto: [13, 14],
    body: [12, 13],
    symbol: [13, 13],
    placeAndDate: [13, 14],
    type: [13, 14],
    text: [13, 14],
    pageNumber: [13, 14],
    signer: [13, 14],
    annex: [14, 14],
    annexTitle: [13, 14],
    enclosedWith: [13, 14],
    recipientsHead: [12, 12],
    recipients: [11, 11],
  },
} as const

const CIRCULAR: LayoutRules = {
  regulation: 'circular-01-2011',
  name: { vi: 'Thông tư 01/2011/TT-BNV', en: 'Circular 01/2011/TT-BNV' },
  pageNumber: 'bottom-right',
  ...COMMON,
}

const DECREE: LayoutRules = {
  regulation: 'decree-30-2020',
  name: { vi: 'Nghị định 30/2020/NĐ-CP', en: 'Decree 30/2020/NĐ-CP' },
  pageNumber: 'top-centre',
  ...COMMON,
}

export const DECREE_FROM = '2020-03-05'

/** The rules for a document of that date (`2020-03-02`). */
export function rulesOn(date: string): LayoutRules {
  return date < DECREE_FROM ? CIRCULAR : DECREE
}

export const PAGE_MM = { width: 210, height: 297 } as const
export const FONT = 'Times New Roman'
export const NATIONAL_NAME = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc'

/** What our documents take within the ranges. */
export const VALUES = {
  marginsMm: { top: 20, bottom: 20, left: 30, right: 20 },
  sizes: {
    nationalName: 12,
    motto: 13,
    body: 12,
    symbol: 13,
    placeAndDate: 13,
    type: 14,
    text: 14,
    pageNumber: 13,
    signer: 14,
    annex: 14,
    annexTitle: 14,
    enclosedWith: 13,
    recipientsHead: 12,
    recipients: 11,
    table: 11,
  },
  firstLineMm: 10,
  paragraphAfterPoints: 6,
} as const

/** `Hà Nội, ngày 02 tháng 3 năm 2020`: days below ten and the first two months have a zero before them. */
export function placeAndDate(place: string, date: string): string {
  return `${place}, ${dayInWords(date)}`
}

function dayInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  const two = (number: number, below: number) => (number < below ? `0${number}` : String(number))
  return `ngày ${two(day, 10)} tháng ${two(month, 3)} năm ${year}`
}

/** `12/BC-BTTTT`; where it has none, room for a number that is written by hand. */
function symbolOf(paper: Paper): string {
  return paper.heading.symbol ?? `      /${PAPER_KINDS[kindOf(paper)].symbol}-     `
}

/** `Số: 12/BC-BTTTT`. */
export function numberAndSymbol(paper: Paper, language: Language): string {
  return `${language === 'vi' ? 'Số:' : 'No:'} ${symbolOf(paper)}`
}

/** Below the name of an annex: which document it belongs to. */
export function enclosedWith(paper: Paper, language: Language): string {
  const { date, issuing } = paper.heading
  const { name } = PAPER_KINDS[kindOf(paper)]
  const number = symbolOf(paper)
  return language === 'vi'
    ? `(Kèm theo ${name.vi} số ${number} ${dayInWords(date)} của ${issuing.vi})`
    : `(Enclosed with ${name.en} No ${number} of ${dateName(date).en} of ${issuing.en})`
}

/** Whoever signs, line by line: for whom, and as what. */
export function signerLines({ signer }: Heading, language: Language): readonly string[] {
  return [...(signer.onBehalf ?? []), signer.title].map(line => line[language])
}

/** `Báo cáo kết quả …` as the name of the kind and what it is about: `BÁO CÁO`, `Kết quả …`. */
export function kindAndSubject(paper: Paper): { kind: string; subject: string } {
  const name = PAPER_KINDS[kindOf(paper)].name.vi
  const kind = name.toLocaleUpperCase('vi')
  const title = paper.title.vi
  if (!title.startsWith(`${name} `)) return { kind, subject: title }
  const subject = title.slice(name.length + 1)
  return { kind, subject: subject.charAt(0).toLocaleUpperCase('vi') + subject.slice(1) }
}

const ROMAN: readonly [number, string][] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

export function roman(number: number): string {
  let [rest, text] = [number, '']
  for (const [value, letters] of ROMAN)
    while (rest >= value) {
      text += letters
      rest -= value
    }
  return text
}
