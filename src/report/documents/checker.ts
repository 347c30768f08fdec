/**
 * Holds a DOCX to the rules of administrative documents (`layout.ts`): for each rule whether it is kept, broken, or has
 * nothing to be seen by. Made for any DOCX, ours and what people made of it afterwards. Pure.
 *
 * It judges what can be measured in the file; whether a line stands at its very millimetre is for eyes.
 */
import type { Both } from '../figure.ts'
import { PAPER_KINDS } from '../paper.ts'
import type { ReadDocx, ReadParagraph, RunLook } from './docx-reading.ts'
import { FONT, type LayoutRules, MOTTO, NATIONAL_NAME, PAGE_MM, type Range } from './layout.ts'

export type RuleId = keyof typeof RULES

export interface Finding {
  readonly rule: RuleId
  readonly is: 'kept' | 'broken' | 'not-found'
  readonly wanted: Both
  /** What was measured; empty where nothing was found. */
  readonly found: string
}

const RULES = {
  paper: { vi: 'Khổ giấy A4 (210 x 297 mm)', en: 'Paper A4 (210 x 297 mm)' },
  margins: {
    vi: 'Lề trên, dưới 20-25 mm; trái 30-35 mm; phải 15-20 mm',
    en: 'Margins: top, bottom 20-25 mm; left 30-35 mm; right 15-20 mm',
  },
  font: { vi: 'Phông chữ Times New Roman', en: 'Font Times New Roman' },
  colour: { vi: 'Chữ màu đen', en: 'Black letters' },
  'national-name': {
    vi: 'Quốc hiệu: chữ in hoa, cỡ 12-13, đứng, đậm, canh giữa',
    en: 'National name: capitals, size 12-13, upright, bold, centred',
  },
  motto: { vi: 'Tiêu ngữ: cỡ 13-14, đứng, đậm, canh giữa', en: 'Motto: size 13-14, upright, bold, centred' },
  'motto-rule': { vi: 'Đường kẻ ngang dưới tiêu ngữ', en: 'A rule below the motto' },
  'issuing-body': {
    vi: 'Tên cơ quan ban hành: chữ in hoa, cỡ 12-13, đứng, đậm, canh giữa',
    en: 'Issuing body: capitals, size 12-13, upright, bold, centred',
  },
  symbol: {
    vi: 'Số, ký hiệu "Số: …/BC-…" hoặc "Số: …/TB-…": cỡ 13, đứng',
    en: 'Number and symbol "Số: …/BC-…" or "Số: …/TB-…": size 13, upright',
  },
  'place-and-date': {
    vi: 'Địa danh và thời gian: cỡ 13-14, nghiêng; ngày dưới 10, tháng 1, 2 có số 0 ở trước',
    en: 'Place and date: size 13-14, italic; a zero before days below 10 and months 1, 2',
  },
  kind: {
    vi: 'Tên loại văn bản: chữ in hoa, cỡ 13-14, đứng, đậm, canh giữa',
    en: 'Kind of document: capitals, size 13-14, upright, bold, centred',
  },
  subject: { vi: 'Trích yếu: cỡ 13-14, đứng, đậm, canh giữa', en: 'Subject: size 13-14, upright, bold, centred' },
  text: { vi: 'Nội dung: cỡ 13-14, canh đều hai bên', en: 'Text: size 13-14, justified' },
  spacing: {
    vi: 'Cách đoạn tối thiểu 6 pt; cách dòng từ dòng đơn tới 1,5 dòng; lùi đầu dòng 10 hoặc 12,7 mm',
    en: 'Paragraphs 6 pt apart at least; lines single to 1.5; first line 10 or 12.7 mm in',
  },
  'page-number': {
    vi: 'Số trang: chữ số Ả Rập, cỡ 13-14, đứng, đúng chỗ',
    en: 'Page number: Arabic, size 13-14, upright, in its place',
  },
  'page-number-first': { vi: 'Không hiển thị số trang thứ nhất', en: 'No number on the first page' },
  signer: {
    vi: 'Chức vụ của người ký: chữ in hoa, cỡ 13-14, đứng, đậm',
    en: "Signer's office: capitals, size 13-14, upright, bold",
  },
  'recipients-head': { vi: '"Nơi nhận:": cỡ 12, nghiêng, đậm', en: '"Nơi nhận:": size 12, italic, bold' },
  recipients: {
    vi: 'Nơi nhận: cỡ 11, đứng; dòng cuối "Lưu: VT"',
    en: 'Recipients: size 11, upright; the last line "Lưu: VT"',
  },
  annex: {
    vi: '"Phụ lục": chữ in thường, cỡ 14, đứng, đậm, canh giữa',
    en: '"Phụ lục": small letters, size 14, upright, bold, centred',
  },
  'annex-title': {
    vi: 'Tên phụ lục: chữ in hoa, cỡ 13-14, đứng, đậm, canh giữa',
    en: 'Name of the annex: capitals, size 13-14, upright, bold, centred',
  },
  'enclosed-with': {
    vi: 'Dưới tên phụ lục: "(Kèm theo … số … ngày … của …)", cỡ 13-14, nghiêng, canh giữa',
    en: 'Below the name of the annex: "(Kèm theo … số … ngày … của …)", size 13-14, italic, centred',
  },
} as const satisfies Record<string, Both>

export const RULE_IDS = Object.keys(RULES) as readonly RuleId[]

export function checkLayout(docx: ReadDocx, rules: LayoutRules): readonly Finding[] {
  const said = docx.paragraphs.filter(({ text }) => text.trim() !== '')
  const find = (test: (text: string) => boolean) => said.find(({ text }) => test(text.trim()))
  const { sizes } = rules
  const nationalName = find(text => folded(text) === folded(NATIONAL_NAME))
  const motto = find(text => text.replace(/[–—]/g, '-') === MOTTO)
  const symbol = find(text => /^Số:/.test(text))
  const date = find(text => /, ngày \d+ tháng \d+ năm \d{4}$/.test(text))
  const kindAt = said.findIndex(
    ({ text, isInTable }) => !isInTable && KINDS.includes(text.trim().toLocaleUpperCase('vi')),
  )
  const kind = said[kindAt]
  const subject = kindAt < 0 ? undefined : said[kindAt + 1]
  const recipients = find(text => /^Nơi nhận:/.test(text))
  const annexAt = said.findIndex(({ text }) => ANNEX.test(text.trim()))
  const annexTitle = annexAt < 0 ? undefined : said[annexAt + 1]
  const body = bodyOf(said, kindAt)
  return [
    paper(docx),
    margins(docx, rules),
    fonts(said),
    colours(said),
    line('national-name', nationalName, { size: sizes.nationalName, bold: true, capitals: true, centred: true }),
    line('motto', motto, { size: sizes.motto, bold: true, centred: true }),
    mottoRule(docx, motto),
    line('issuing-body', issuingBody(said, symbol), { size: sizes.body, bold: true, capitals: true, centred: true }),
    line('symbol', symbol, { size: sizes.symbol, bold: false, pattern: SYMBOL }),
    line('place-and-date', date, {
      size: sizes.placeAndDate,
      italic: true,
      pattern: /, ngày (0[1-9]|[12]\d|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm \d{4}$/,
    }),
    line('kind', kind, { size: sizes.type, bold: true, capitals: true, centred: true }),
    line('subject', subject, { size: sizes.type, bold: true, centred: true }),
    text(body, sizes.text),
    spacing(body),
    pageNumber(docx, rules),
    firstPage(docx),
    line('signer', signerOf(said, recipients), { size: sizes.signer, bold: true, capitals: true }),
    line('recipients-head', recipients, { size: sizes.recipientsHead, bold: true, italic: true }),
    recipientList(said, recipients, sizes.recipients),
    line('annex', said[annexAt], { size: sizes.annex, bold: true, centred: true, pattern: /^Phụ lục/ }),
    line('annex-title', annexTitle, { size: sizes.annexTitle, bold: true, capitals: true, centred: true }),
    line(
      'enclosed-with',
      find(text => /^\(kèm theo /i.test(text)),
      {
        size: sizes.enclosedWith,
        italic: true,
        centred: true,
        pattern: /^\(Kèm theo \p{L}.* số .* ngày \d.* của .+\)$/u,
      },
    ),
  ]
}

const PAPERS = Object.values(PAPER_KINDS)
const KINDS = PAPERS.map(({ name }) => name.vi.toLocaleUpperCase('vi'))
const SYMBOL = new RegExp(`^Số:\\s*\\d*\\s*/(?:${PAPERS.map(({ symbol }) => symbol).join('|')})-\\S*`)

/** A line of its own; with its number where there are several. */
const ANNEX = /^phụ lục( [IVX]+)?$/i

interface Wanted {
  readonly size: Range
  readonly bold?: boolean
  readonly italic?: boolean
  readonly capitals?: boolean
  readonly centred?: boolean
  readonly pattern?: RegExp
}

function line(rule: RuleId, paragraph: ReadParagraph | undefined, wanted: Wanted): Finding {
  if (paragraph === undefined) return notFound(rule)
  const { look, text, align } = paragraph
  const isKept =
    isWithin(look.size, wanted.size) &&
    look.isBold === (wanted.bold ?? look.isBold) &&
    look.isItalic === (wanted.italic ?? false) &&
    (wanted.capitals !== true || look.hasCapitals || text === text.toLocaleUpperCase('vi')) &&
    (wanted.centred !== true || align === 'center') &&
    (wanted.pattern?.test(text.trim()) ?? true)
  return finding(rule, isKept, `"${text.trim().slice(0, 60)}", ${described(look)}, ${align}`)
}

function paper({ pageMm }: ReadDocx): Finding {
  const isA4 = Math.abs(pageMm.width - PAGE_MM.width) < 1 && Math.abs(pageMm.height - PAGE_MM.height) < 1
  return finding('paper', isA4, `${pageMm.width.toFixed(0)} x ${pageMm.height.toFixed(0)} mm`)
}

/** Word keeps whole twips: a twentieth of a millimetre is none. */
const TOLERANCE_MM = 0.1

function margins({ marginsMm }: ReadDocx, rules: LayoutRules): Finding {
  const sides = ['top', 'bottom', 'left', 'right'] as const
  const isKept = sides.every(side => {
    const [least, most] = rules.marginsMm[side]
    return marginsMm[side] >= least - TOLERANCE_MM && marginsMm[side] <= most + TOLERANCE_MM
  })
  return finding('margins', isKept, sides.map(side => `${side} ${marginsMm[side].toFixed(1)} mm`).join(', '))
}

function fonts(said: readonly ReadParagraph[]): Finding {
  const used = new Set(said.flatMap(({ looks }) => looks.map(({ font }) => font ?? '?')))
  return finding(
    'font',
    [...used].every(font => font === FONT),
    [...used].join(', '),
  )
}

function colours(said: readonly ReadParagraph[]): Finding {
  const used = new Set(said.flatMap(({ looks }) => looks.map(({ colour }) => colour ?? 'auto')))
  return finding(
    'colour',
    [...used].every(colour => colour === 'auto' || colour === '000000'),
    [...used].join(', '),
  )
}

function mottoRule({ paragraphs }: ReadDocx, motto: ReadParagraph | undefined): Finding {
  if (motto === undefined) return notFound('motto-rule')
  const next = paragraphs[paragraphs.indexOf(motto) + 1]
  const isKept = motto.hasRule || next?.hasRule === true
  return finding('motto-rule', isKept, isKept ? 'border' : '')
}

/** The line above the number and symbol. */
function issuingBody(said: readonly ReadParagraph[], symbol: ReadParagraph | undefined) {
  return symbol === undefined ? undefined : said[said.indexOf(symbol) - 1]
}

/** Paragraphs outside tables after the subject that are whole sentences; captions and headings are not. */
const SENTENCE_LENGTH_MIN = 40

function bodyOf(said: readonly ReadParagraph[], kindAt: number): readonly ReadParagraph[] {
  return said
    .slice(kindAt < 0 ? 0 : kindAt + 2)
    .filter(
      ({ isInTable, text, look, align }) =>
        !isInTable && text.length >= SENTENCE_LENGTH_MIN && !look.isBold && align !== 'center',
    )
}

function text(body: readonly ReadParagraph[], size: Range): Finding {
  if (body.length === 0) return notFound('text')
  const bad = body.find(({ look, align }) => !isWithin(look.size, size) || align !== 'both')
  return finding('text', bad === undefined, seen(bad ?? body[0]))
}

function spacing(body: readonly ReadParagraph[]): Finding {
  if (body.length === 0) return notFound('spacing')
  const isGood = ({ lineSpacing, afterPoints, firstLineMm }: ReadParagraph) =>
    (lineSpacing === null || (lineSpacing >= 1 && lineSpacing <= 1.5)) &&
    (afterPoints ?? 0) >= 6 &&
    (firstLineMm === 0 || Math.abs(firstLineMm - 10) < 0.2 || Math.abs(firstLineMm - 12.7) < 0.2)
  const bad = body.find(paragraph => !isGood(paragraph)) ?? body[0]
  const { lineSpacing, afterPoints, firstLineMm } = bad
  const found = `${lineSpacing ?? 1} x, ${afterPoints ?? 0} pt, ${firstLineMm.toFixed(1)} mm`
  return finding('spacing', isGood(bad), found)
}

function pageNumber({ headers, footers }: ReadDocx, rules: LayoutRules): Finding {
  const isTop = rules.pageNumber === 'top-centre'
  const at = (isTop ? headers : footers).default.find(({ hasPageField }) => hasPageField)
  const elsewhere = [...headers.default, ...footers.default].find(({ hasPageField }) => hasPageField)
  if (elsewhere === undefined) return notFound('page-number')
  const isKept =
    at !== undefined &&
    at.align === (isTop ? 'center' : 'right') &&
    isWithin(at.look.size, rules.sizes.pageNumber) &&
    !at.look.isBold &&
    !at.look.isItalic
  const where = headers.default.includes(elsewhere) ? 'header' : 'footer'
  return finding('page-number', isKept, `${where}, ${elsewhere.align}, ${described(elsewhere.look)}`)
}

function firstPage({ headers, footers, hasFirstPageOfItsOwn }: ReadDocx): Finding {
  const shown = [...headers.first, ...footers.first].some(({ hasPageField }) => hasPageField)
  return finding('page-number-first', hasFirstPageOfItsOwn && !shown, hasFirstPageOfItsOwn ? 'titlePg' : '')
}

/** The first line in capitals after the recipients: both stand side by side in a table. */
function signerOf(said: readonly ReadParagraph[], recipients: ReadParagraph | undefined) {
  if (recipients === undefined) return undefined
  return said
    .slice(said.indexOf(recipients) + 1)
    .find(({ text, look }) => look.hasCapitals || (/\p{Lu}/u.test(text) && text === text.toLocaleUpperCase('vi')))
}

function recipientList(said: readonly ReadParagraph[], recipients: ReadParagraph | undefined, size: Range): Finding {
  if (recipients === undefined) return notFound('recipients')
  const rest = said.slice(said.indexOf(recipients) + 1)
  const end = rest.findIndex(({ text }) => !/^\s*-/.test(text))
  const list = end < 0 ? rest : rest.slice(0, end)
  const last = list.at(-1)
  if (last === undefined) return notFound('recipients')
  const isKept =
    list.every(({ look }) => isWithin(look.size, size) && !look.isItalic && !look.isBold) && /Lưu:\s*VT/.test(last.text)
  return finding('recipients', isKept, `${seen(last)}`)
}

function isWithin(size: number | null, [least, most]: Range): boolean {
  return size !== null && size >= least && size <= most
}

function seen({ text, look, align }: ReadParagraph): string {
  return `"${text.trim().slice(0, 40)}", ${described(look)}, ${align}`
}

function described({ font, size, isBold, isItalic }: RunLook): string {
  const words = [`${font ?? '?'} ${size ?? '?'}`, isBold ? 'bold' : '', isItalic ? 'italic' : '']
  return words.filter(word => word !== '').join(' ')
}

/** HÒA and HOÀ are two spellings of one name. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleUpperCase('vi')
}

function finding(rule: RuleId, isKept: boolean, found: string): Finding {
  return { rule, is: isKept ? 'kept' : 'broken', wanted: RULES[rule], found }
}

function notFound(rule: RuleId): Finding {
  return { rule, is: 'not-found', wanted: RULES[rule], found: '' }
}
