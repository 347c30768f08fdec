/** `loa cbs pages`: how many pages a message takes as a cell broadcast, and which octets each has. */

import type { Command } from 'commander'
import type { Language } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import type { Pages } from '../../cbs/pages.ts'
import { type Remark, remarkSentence } from '../../text/remarks.ts'
import { messageOf } from '../message-file.ts'
import { figure, language } from '../terminal.ts'
import { fold, visible } from '../visible-text.ts'

interface PagesFlags {
  readonly file?: string
  readonly language?: string
  readonly json?: true
}

const EXAMPLES = `
Examples:
  loa cbs pages 'Bộ Y tế: ở trong nhà, đóng cửa sổ, chờ thông báo tiếp theo.'
  loa cbs pages --file message.txt --json`

export function registerCbsPages(cbs: Command): void {
  cbs
    .command('pages')
    .description('the pages of a message: at most 15, of 93 GSM-7 or 41 UCS-2 units each')
    .argument('[text]', 'the message, used as given')
    .option('--file <file>', 'a UTF-8 file with the message; - is standard input')
    .option('--language <code>', 'two letters of ISO 639-1 before each page, for phones that filter')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(pages)
}

async function pages(given: string | undefined, flags: PagesFlags): Promise<void> {
  const { pagesOf } = await import('../../cbs/pages.ts')
  if (flags.language !== undefined && !/^[a-z]{2}$/.test(flags.language))
    throw baseFailure('usage', {
      vi: `'${flags.language}' không phải mã ngôn ngữ hai chữ cái`,
      en: `'${flags.language}' is not a two-letter language code`,
    })
  const message = await messageOf(given, flags.file)
  const paged = pagesOf(message.text, { language: flags.language })
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(document(paged, message.notes))}\n`
      : picture(paged, { remarks: message.remarks, spoken: language() }),
  )
}

/** What `--json` prints: other programs rely on it. */
function document({ encoding, dcs, units, pages, notes }: Pages, fileNotes: readonly string[]) {
  return {
    encoding,
    dcs,
    units,
    pages: pages.length,
    unitsOfPages: pages.map(page => page.units),
    octets: pages.map(({ octets }) => Buffer.from(octets).toString('hex')),
    notes: [...fileNotes, ...notes],
  }
}

const WORDS = {
  vi: {
    message: 'Nội dung',
    pages: 'Trang',
    note: 'Lưu ý',
    size: (units: string, encoding: string, dcs: string) => `${units} đơn vị, bảng mã ${encoding} (DCS ${dcs})`,
    taken: (pages: number, max: number, left: string) => `${pages}/${max}; trang cuối còn trống ${left}`,
  },
  en: {
    message: 'Message',
    pages: 'Pages',
    note: 'Note',
    size: (units: string, encoding: string, dcs: string) =>
      `${units} ${units === '1' ? 'unit' : 'units'} in ${encoding} (DCS ${dcs})`,
    taken: (pages: number, max: number, left: string) => `${pages} of ${max}; ${left} left in the last`,
  },
} as const satisfies Record<Language, object>

const ENCODING_NAMES = { gsm7: 'GSM-7', ucs2: 'UCS-2' } as const
const PAGES = 15
const PAGES_IN_ROW = 5
/** Letters of a page's bar. */
const BAR = 8
const FOLD_COLUMNS = 66

function picture(paged: Pages, { remarks, spoken }: { remarks: readonly Remark[]; spoken: Language }): string {
  const words = WORDS[spoken]
  const left = paged.unitsOfPage - (paged.pages.at(-1)?.units ?? 0)
  const dcs = `0x${paged.dcs.toString(16).toUpperCase().padStart(2, '0')}`
  const rows: [string, string][] = [
    [words.message, words.size(figure(paged.units), ENCODING_NAMES[paged.encoding], dcs)],
    [words.pages, words.taken(paged.pages.length, PAGES, figure(left))],
  ]
  for (const remark of [...remarks, ...paged.remarks]) rows.push([words.note, remarkSentence(remark, spoken)])
  const width = Math.max(...rows.map(([label]) => label.length)) + 2
  const lines = rows.map(([label, value]) => label.padEnd(width) + value)
  return `${[...lines, '', ...bars(paged), '', ...texts(paged)].join('\n')}\n`
}

/** All 15 pages that there could be, each with what it holds. */
function bars({ pages, unitsOfPage }: Pages): string[] {
  const cells = Array.from({ length: PAGES }, (_, i) => {
    const units = pages[i]?.units
    const full = units === undefined ? 0 : Math.max(1, Math.round((units / unitsOfPage) * BAR))
    const bar = units === undefined ? '·'.repeat(BAR) : '█'.repeat(full).padEnd(BAR, '░')
    return `${String(i + 1).padStart(3)} ${bar}`
  })
  return Array.from({ length: PAGES / PAGES_IN_ROW }, (_, row) =>
    cells.slice(row * PAGES_IN_ROW, (row + 1) * PAGES_IN_ROW).join(' '),
  )
}

function texts({ pages }: Pages): string[] {
  return pages.flatMap(({ text }, i) =>
    fold(visible(text), FOLD_COLUMNS).map((line, at) => `${at === 0 ? String(i + 1).padStart(3) : '   '} │ ${line}`),
  )
}
