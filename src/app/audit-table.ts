/** An audit of charging records for people: every figure with its unit, in the terminal's language. */

import { whyWords } from '../audit/audit-words.ts'
import type { AuditSummary, SummaryCell } from '../audit/summary.ts'
import type { Language } from '../base/failure.ts'
import { columns } from './columns.ts'
import { figure } from './terminal.ts'

/** Cells of a section that are shown; all of them are in summary.json. */
const CELLS_SHOWN_MAX = 40

const WORDS = {
  vi: {
    title: 'Đối soát cước',
    list: 'Danh mục miễn cước: phiên bản',
    unverified: 'chữ ký chưa được kiểm tra',
    days: 'Bản ghi từ ngày',
    to: 'đến ngày',
    rows: 'Dòng',
    in: 'đã đọc',
    notConcerned: 'không liên quan',
    rejected: 'bị loại',
    duplicates: 'trùng',
    judged: 'đã xét',
    right: 'đúng',
    wrong: 'thu sai',
    claimed: 'miễn sai',
    unproved: 'chưa chứng minh được',
    undecided: 'chưa kết luận',
    wrongTitle: 'Đã thu, lẽ ra miễn cước',
    claimedTitle: 'Ghi là miễn cước, danh mục không có',
    claimsNone: 'Ánh xạ không nêu cột cho biết bản ghi được miễn cước: chưa xét chiều ngược lại.',
    none: 'không có',
    service: 'dịch vụ',
    operator: 'nhà mạng',
    day: 'ngày',
    records: 'bản ghi',
    seconds: 'giây',
    octets: 'byte',
    charged: 'đã thu',
    refund: 'hoàn trả',
    subscribers: 'thuê bao',
    all: 'tất cả',
    otherDays: 'các ngày khác',
    fewer: 'dưới 5',
    untold: 'không nêu',
    notListed: 'ngoài danh mục',
    more: 'dòng nữa trong summary.json',
    cut: 'bị cắt tại mốc miễn cước',
    proportional: 'không rõ biểu cước, chia theo giây',
    leftOut: 'Không có trong các tổng trên',
    atMost: 'nhiều nhất',
    damaged: 'tệp hỏng hoặc cụt, bỏ cả tệp',
  },
  en: {
    title: 'Audit of charging records',
    list: 'List of free services: version',
    unverified: 'signatures not verified',
    days: 'Records from',
    to: 'to',
    rows: 'Rows',
    in: 'read',
    notConcerned: 'not relevant',
    rejected: 'rejected',
    duplicates: 'duplicates',
    judged: 'judged',
    right: 'right',
    wrong: 'wrongly charged',
    claimed: 'wrongly free',
    unproved: 'unproved',
    undecided: 'undecided',
    wrongTitle: 'Charged, but should have been free',
    claimedTitle: 'Claimed as free, but not on the list',
    claimsNone: 'The mapping has no column for free records: the other direction was not checked.',
    none: 'none',
    service: 'service',
    operator: 'operator',
    day: 'day',
    records: 'records',
    seconds: 'seconds',
    octets: 'bytes',
    charged: 'charged',
    refund: 'refund',
    subscribers: 'subscribers',
    all: 'all',
    otherDays: 'other days',
    fewer: 'below 5',
    untold: 'withheld',
    notListed: 'not on the list',
    more: 'more rows are in summary.json',
    cut: 'cut at the edge of a free period',
    proportional: 'no tariff known, shared by seconds',
    leftOut: 'Not in these sums',
    atMost: 'at most',
    damaged: 'damaged or cut files, left out entirely',
  },
} as const
type Words = Readonly<Record<keyof (typeof WORDS)['en'], string>>

export function auditTable(summary: AuditSummary, language: Language): string {
  const words = WORDS[language]
  const shown = { words, language, summary }
  return [
    heading(shown),
    rows(shown),
    section(shown, 'wrong'),
    ...(summary.claimed === null ? [words.claimsNone] : [section(shown, 'claimed')]),
    leftOut(shown),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

interface Shown {
  readonly words: Words
  readonly language: Language
  readonly summary: AuditSummary
}

function heading({ words, summary }: Shown): string {
  const { list, days } = summary
  const versions = list.versions.map(({ version }) => version).join(', ')
  const isVerified = list.versions.every(({ trust }) => trust === 'verified')
  return [
    words.title,
    `${words.list} ${versions}${isVerified ? '' : ` (${words.unverified})`}`,
    ...(days === null ? [] : [`${words.days} ${days.first} ${words.to} ${days.last}`]),
  ].join('\n')
}

function rows({ words, summary }: Shown): string {
  const { rows: of, judged } = summary
  const line = (name: string, value: number, depth: number) => [`${'  '.repeat(depth)}${name}`, figure(value)]
  return columns([
    line(`${words.rows}: ${words.in}`, of.in, 0),
    line(words.notConcerned, of.notConcerned, 1),
    line(words.rejected, of.rejected, 1),
    line(words.duplicates, of.duplicates, 1),
    line(words.judged, of.judged, 1),
    line(words.right, judged.right, 2),
    line(words.wrong, judged.wrong, 2),
    line(words.claimed, judged.claimed, 2),
    line(words.unproved, judged.unproved, 2),
    line(words.undecided, judged.undecided, 2),
  ])
}

function section(shown: Shown, which: 'wrong' | 'claimed'): string {
  const { words, summary } = shown
  const of = summary[which]
  const title = which === 'wrong' ? words.wrongTitle : words.claimedTitle
  if (of === null || of.records === 0) return `${title}: ${words.none}`
  const { currency } = summary
  const refund = 'refund' in of ? of.refund : 0
  const total = { service: words.all, operator: '', day: '', ...of, refund }
  // Less the cells that tell theirs it would tell of those that do not.
  const isHiding = of.cells.some(({ subscribers }) => subscribers !== null)
  const cells = of.cells.slice(0, CELLS_SHOWN_MAX)
  const rest = of.cells.length - cells.length
  const head = [
    words.service,
    words.operator,
    words.day,
    words.records,
    words.seconds,
    words.octets,
    `${words.charged} ${currency}`,
    ...(which === 'wrong' ? [`${words.refund} ${currency}`] : []),
    words.subscribers,
  ]
  return [
    title,
    columns(
      [
        head,
        ...cells.map(cell => row(shown, cell, which)),
        row(shown, total, which, isHiding ? words.untold : words.fewer),
      ],
      { names: 3 },
    ),
    ...(rest > 0 ? [`${figure(rest)} ${words.more}`] : []),
    ...notes(shown, which),
  ].join('\n')
}

/** `hidden`: what stands for a number of subscribers that is not told. */
function row(
  { words, summary }: Shown,
  cell: SummaryCell,
  which: 'wrong' | 'claimed',
  hidden: string = words.fewer,
): string[] {
  const money = (amount: number) => decimalFigure(amount, summary.amountDecimals)
  return [
    cell.service ?? words.notListed,
    cell.operator ?? '',
    cell.day ?? words.otherDays,
    figure(cell.records),
    figure(cell.seconds),
    figure(cell.octets),
    money(cell.charged),
    ...(which === 'wrong' ? [money(cell.refund)] : []),
    cell.subscribers === null ? hidden : figure(cell.subscribers),
  ]
}

function notes({ words, language, summary }: Shown, which: 'wrong' | 'claimed'): string[] {
  if (which === 'claimed')
    return (summary.claimed?.why ?? []).map(
      ({ why, records }) => `  ${figure(records)} ${words.records}: ${whyWords(why, language)}`,
    )
  const { cut, proportional } = summary.wrong
  return [
    ...(cut > 0 ? [`  ${figure(cut)} ${words.records}: ${words.cut}`] : []),
    ...(proportional > 0 ? [`  ${figure(proportional)} ${words.records}: ${words.proportional}`] : []),
  ]
}

function leftOut({ words, language, summary }: Shown): string {
  const { leftOut: of, files, currency } = summary
  const most = (amount: number) => `${words.atMost} ${decimalFigure(amount, summary.amountDecimals)} ${currency}`
  const lines = [
    ...(files.damaged > 0 ? [[words.damaged, figure(files.damaged), '']] : []),
    ...of.rejected.map(({ why, rows: count }) => [whyWords(why, language), figure(count), '']),
    ...[...of.unproved, ...of.undecided].map(({ why, records, refundMost }) => [
      whyWords(why, language),
      figure(records),
      most(refundMost),
    ]),
  ]
  return lines.length === 0 ? '' : `${words.leftOut}\n${columns(lines.map(line => [`  ${line[0]}`, ...line.slice(1)]))}`
}

/** An amount of steps of 10^-decimals, grouped, exact. */
function decimalFigure(amount: number, decimals: number): string {
  if (decimals === 0) return figure(amount)
  const steps = 10 ** decimals
  const fraction = String(amount % steps).padStart(decimals, '0')
  return `${figure(Math.floor(amount / steps))}.${fraction}`
}
