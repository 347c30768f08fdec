/**
 * `loa audience`: subscriber lists to a set of numbers, sets out of sets, and what a set holds.
 *
 * Numbers of subscribers appear in the files it writes and nowhere else: no sentence, progress or document holds one.
 */

import type { Command } from 'commander'
import type { BuiltAudience } from '../../audience/file.ts'
import type { Imported, ImportProgress } from '../../audience/import.ts'
import { systemClock } from '../../base/clock.ts'
import type { Language } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { untilToldToEnd } from '../../base/signals.ts'
import { figure, language } from '../terminal.ts'

interface BuildOptions {
  readonly from: readonly string[]
  readonly column?: string
  readonly country: string
  readonly json?: true
}

interface CombineOptions {
  readonly expr: string
  readonly let: readonly string[]
  readonly json?: true
}

interface InfoOptions {
  readonly json?: true
}

const JSON_HELP = 'one JSON document on standard output'

export function registerAudience(program: Command): void {
  const audience = program.command('audience').description('sets of subscribers: build from lists, combine, inspect')
  audience
    .command('build')
    .description('build an audience from lists of numbers; rejected rows go to OUT.rejects.csv')
    .argument('<out>', 'the audience to write')
    .requiredOption('--from <file...>', 'CSV, gzip, Parquet or one number per line; - is standard input')
    .option('--column <name>', 'the column with the numbers, by its name or its position from 1')
    .option('--country <country>', 'two letters, or the JSON file of a numbering plan', 'VN')
    .option('--json', JSON_HELP)
    .addHelpText('after', BUILD_EXAMPLES)
    .action(build)
  audience
    .command('combine')
    .description('combine audiences: & both, | either, - without')
    .argument('<out>', 'the audience to write')
    .requiredOption('--expr <expression>', '& and - bind tighter than |, left to right')
    .requiredOption('--let <name=file...>', 'a name in the expression and its audience')
    .option('--json', JSON_HELP)
    .addHelpText('after', COMBINE_EXAMPLES)
    .action(combine)
  audience
    .command('info')
    .description('verify an audience and show its contents')
    .argument('<file>', 'a built audience; - is standard input')
    .option('--json', JSON_HELP)
    .addHelpText('after', INFO_EXAMPLES)
    .action(info)
}

const BUILD_EXAMPLES = `
Examples:
  loa audience build all.loa --from subscribers.csv
  loa audience build hanoi.loa --from hanoi.csv.gz hadong.parquet --column msisdn
  zcat export.gz | loa audience build all.loa --from - --json`

const COMBINE_EXAMPLES = `
Example:
  loa audience combine round2.loa --expr 'hanoi & (prepaid | postpaid) - optout' \\
    --let hanoi=hanoi.loa prepaid=prepaid.loa postpaid=postpaid.loa optout=optout.loa`

const INFO_EXAMPLES = `
Example:
  loa audience info all.loa --json`

async function build(out: string, options: BuildOptions): Promise<void> {
  if (out === '-')
    throw baseFailure('usage', {
      vi: 'OUT phải là tệp, vì tệp số bị loại nằm cùng thư mục; không dùng được dấu -',
      en: 'OUT must be a file, because rejects are written next to it; it cannot be -',
    })
  refuseTwoStandardInputs(options.from)
  const { buildAudience } = await import('../../audience/import.ts')
  const progress = new ProgressLine(language())
  try {
    const built = await untilToldToEnd(
      async signal =>
        await buildAudience(out, {
          from: options.from,
          column: options.column,
          country: options.country,
          signal,
          onProgress: now => progress.show(now),
        }),
    )
    progress.clear()
    for (const note of notes(built, language())) process.stderr.write(`${note}\n`)
    print(built, { out, json: options.json === true, rejects: `${out}.rejects.csv` })
  } finally {
    progress.clear()
  }
}

async function combine(out: string, options: CombineOptions): Promise<void> {
  if (out === '-')
    throw baseFailure('usage', {
      vi: 'OUT phải là tệp; không dùng được dấu -',
      en: 'OUT must be a file; it cannot be -',
    })
  const files = new Map<string, string>()
  for (const item of options.let) {
    const equals = item.indexOf('=')
    const name = item.slice(0, Math.max(0, equals)).trim()
    const file = item.slice(equals + 1)
    if (name === '' || file === '')
      throw baseFailure('usage', {
        vi: `--let nhận NAME=FILE, không nhận '${item}'`,
        en: `--let takes NAME=FILE, not '${item}'`,
      })
    if (files.has(name))
      throw baseFailure('usage', { vi: `--let nêu '${name}' hai lần`, en: `--let names '${name}' twice` })
    files.set(name, file)
  }
  refuseTwoStandardInputs([...files.values()])
  const { combineAudiences } = await import('../../audience/algebra.ts')
  const combined = await combineAudiences(out, { expression: options.expr, files })
  print(combined, { out, json: options.json === true, rejects: null })
}

function refuseTwoStandardInputs(files: readonly string[]): void {
  if (files.filter(file => file === '-').length > 1) throw baseFailure('standardInputTwice')
}

async function info(file: string, options: InfoOptions): Promise<void> {
  const { readAudience } = await import('../../audience/file.ts')
  const audience = await readAudience(file)
  print(audience, { out: file, json: options.json === true, rejects: null })
}

const WORDS = {
  vi: {
    subscribers: 'Thuê bao',
    duplicates: 'Dòng trùng',
    rejected: 'Dòng bị loại',
    sha256: 'SHA-256',
    see: 'xem',
    header: 'dòng đầu là tiêu đề, không tính là thuê bao',
    blank: 'dòng trống được bỏ qua',
    none: 'không dòng nào là số di động; xem tệp các dòng bị loại',
    rows: 'dòng',
  },
  en: {
    subscribers: 'Subscribers',
    duplicates: 'Duplicate rows',
    rejected: 'Rejected rows',
    sha256: 'SHA-256',
    see: 'see',
    header: 'the first row is a header, not counted as a subscriber',
    blank: 'blank lines were skipped',
    none: 'no row has a mobile number; see the file of rejected rows',
    rows: 'rows',
  },
} as const

function print(audience: BuiltAudience, options: { out: string; json: boolean; rejects: string | null }): void {
  const { size: subscribers, duplicates, rejected, sha256 } = audience
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ subscribers, duplicates, rejected, sha256 })}\n`)
    return
  }
  const words = WORDS[language()]
  const see = options.rejects !== null && rejected > 0 ? `  (${words.see} ${options.rejects})` : ''
  const lines = [
    `${options.out} (${audience.country}, +${audience.callingCode})`,
    `  ${words.subscribers.padEnd(14)}  ${figure(subscribers)}`,
    `  ${words.duplicates.padEnd(14)}  ${figure(duplicates)}`,
    `  ${words.rejected.padEnd(14)}  ${figure(rejected)}${see}`,
    `  ${words.sha256.padEnd(14)}  ${sha256}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** What was left out of the counts, and an audience that nobody meant. */
function notes(built: Imported, spoken: Language): string[] {
  const words = WORDS[spoken]
  const lines = built.lists.flatMap(({ file, header, blank }) => [
    ...(header ? [`${file}: ${words.header}`] : []),
    ...(blank > 0 ? [`${file}: ${figure(blank)} ${words.blank}`] : []),
  ])
  return built.size === 0 && built.rejected > 0 ? [...lines, words.none] : lines
}

/** How often a terminal's line is drawn anew, and how often a log gets one. */
const TERMINAL_MS = 250
const LOG_MS = 10_000

/** One line that rewrites itself on a terminal; a line now and then elsewhere. */
class ProgressLine {
  readonly #words: (typeof WORDS)[Language]
  readonly #terminal = process.stderr.isTTY === true
  #shown = systemClock.monotonic() as number
  #drawn = false

  constructor(spoken: Language) {
    this.#words = WORDS[spoken]
  }

  show({ file, rows, taken, size }: ImportProgress): void {
    const now = systemClock.monotonic()
    if (now - this.#shown < (this.#terminal ? TERMINAL_MS : LOG_MS)) return
    this.#shown = now
    const share = size === null || size === 0 ? '' : ` ${Math.floor((taken / size) * 100)} %,`
    const line = `${file}:${share} ${figure(rows)} ${this.#words.rows}`
    process.stderr.write(this.#terminal ? `\r\x1b[2K${line}` : `${line}\n`)
    this.#drawn = this.#terminal
  }

  clear(): void {
    if (this.#drawn) process.stderr.write('\r\x1b[2K')
    this.#drawn = false
  }
}
