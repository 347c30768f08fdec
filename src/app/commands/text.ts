/** `loa text`: how many ordinary SMS a message takes, and what writing it without accents would save. */

import { type Command, Option } from 'commander'
import type { Language } from '../../base/failure.ts'
import type { Encoding } from '../../text/pieces.ts'
import { type Remark, remarkSentence } from '../../text/remarks.ts'
import type { ReferenceBits, Split } from '../../text/split.ts'
import type { Unaccented } from '../../text/vietnamese.ts'
import { messageOf } from '../message-file.ts'
import { figure, language } from '../terminal.ts'
import { fold, visible } from '../visible-text.ts'

interface CountOptions {
  readonly file?: string
  readonly json?: true
  readonly encoding: 'auto' | Encoding
  readonly reference: '8' | '16'
}

export function registerText(program: Command): void {
  const text = program.command('text').description('preview a message')
  text
    .command('count')
    .description('count the ordinary SMS of a message')
    .argument('[text]', 'the message, used as given')
    .option('--file <file>', 'a UTF-8 file with the message; - is standard input')
    .option('--json', 'one JSON document on standard output')
    .addOption(
      new Option('--encoding <encoding>', 'gsm7 refuses letters outside GSM-7')
        .choices(['auto', 'gsm7', 'ucs2'])
        .default('auto'),
    )
    .addOption(
      new Option('--reference <bits>', 'bits of the concatenation reference, as in loa round run')
        .choices(['8', '16'])
        .default('8'),
    )
    .addHelpText('after', EXAMPLES)
    .action(count)
}

const EXAMPLES = `
Examples:
  loa text count 'Khai báo y tế tại https://example.vn'
  loa text count --file message.txt --json
  printf 'Rửa tay, đeo khẩu trang' | loa text count --file -`

async function count(given: string | undefined, options: CountOptions): Promise<void> {
  const { split } = await import('../../text/split.ts')
  const { unaccentedAlternative } = await import('../../text/vietnamese.ts')
  const message = await messageOf(given, options.file)
  const counted = split(message.text, {
    encoding: options.encoding,
    reference: Number(options.reference) as ReferenceBits,
  })
  const alternative = unaccentedAlternative(counted)
  process.stdout.write(
    options.json
      ? `${JSON.stringify(document(counted, alternative, message.notes))}\n`
      : table(counted, alternative, { remarks: message.remarks, language: language() }),
  )
}

/** What `--json` prints: other programs rely on it. */
function document(counted: Split, unaccented: Unaccented | null, fileNotes: readonly string[]) {
  const { encoding, units, segments, parts, notes } = counted
  return { encoding, units, segments, parts, unaccented, notes: [...fileNotes, ...notes] }
}

const WORDS = {
  vi: {
    message: 'Nội dung tin nhắn',
    segments: 'Bản tin SMS thông thường (quy đổi)',
    parts: 'Từng phần',
    unaccented: 'Nếu viết không dấu',
    note: 'Lưu ý',
    size: (units: number, encoding: string) => `${figure(units)} đơn vị, bảng mã ${encoding}`,
    left: (units: string) => `phần cuối còn trống ${units}`,
    saves: (saved: string, of: string) => `tiết kiệm ${saved}/${of}`,
    savesNothing: 'không tiết kiệm được gì',
  },
  en: {
    message: 'Message',
    segments: 'Ordinary SMS',
    parts: 'Parts',
    unaccented: 'Without accents',
    note: 'Note',
    size: (units: number, encoding: string) => `${figure(units)} ${units === 1 ? 'unit' : 'units'} in ${encoding}`,
    left: (units: string) => `${units} left in the last`,
    saves: (saved: string, of: string) => `saves ${saved} of ${of}`,
    savesNothing: 'saves nothing',
  },
} as const satisfies Record<Language, object>

const ENCODING_NAMES = { gsm7: 'GSM-7', ucs2: 'UCS-2' } as const satisfies Record<Encoding, string>

function table(
  counted: Split,
  unaccented: Unaccented | null,
  page: { remarks: readonly Remark[]; language: Language },
): string {
  const words = WORDS[page.language]
  const size = (of: Pick<Split, 'units' | 'encoding'>) => words.size(of.units, ENCODING_NAMES[of.encoding])
  const rows: [string, string][] = [
    [words.message, size(counted)],
    [words.segments, figure(counted.segments)],
    [words.parts, `${runs(counted.parts)}; ${words.left(figure(counted.unitsLeft))}`],
  ]
  if (unaccented !== null) {
    const saved = counted.segments - unaccented.segments
    const saves = saved > 0 ? words.saves(figure(saved), figure(counted.segments)) : words.savesNothing
    rows.push([words.unaccented, `${figure(unaccented.segments)}; ${saves}; ${size(unaccented)}`])
  }
  for (const remark of [...page.remarks, ...counted.remarks])
    rows.push([words.note, remarkSentence(remark, page.language)])
  const width = Math.max(...rows.map(([label]) => label.length)) + 2
  const lines = rows.map(([label, value]) => label.padEnd(width) + value)
  if (unaccented !== null) lines.push('', ...fold(visible(unaccented.text), FOLD_COLUMNS).map(line => `  ${line}`))
  return `${lines.join('\n')}\n`
}

/** `5 × 67 + 18`: equal neighbours are told once, so that 255 parts stay one line. */
function runs(parts: readonly number[]): string {
  const told: { units: number; times: number }[] = []
  for (const units of parts) {
    const last = told.at(-1)
    if (last?.units === units) last.times += 1
    else told.push({ units, times: 1 })
  }
  return told.map(({ units, times }) => (times > 1 ? `${times} × ${units}` : `${units}`)).join(' + ')
}

const FOLD_COLUMNS = 72
