/**
 * `loa zerorating audit`: charging records against the list in force at each instant. `loa zerorating map`: a mapping file to
 * start from.
 *
 * Numbers of subscribers appear in the operator's files that it writes, and nowhere else.
 */

import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Audited, AuditProgress } from '../../audit/audit.ts'
import { Failure, type Language, reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { writeOver } from '../../base/new-file.ts'
import { untilToldToEnd } from '../../base/signals.ts'
import { appFailure } from '../failures.ts'
import { figure, language, reasonSaid } from '../terminal.ts'
import { version } from '../version.ts'

interface AuditFlags {
  readonly list: readonly string[]
  readonly cdr: readonly string[]
  readonly map?: string
  readonly out?: string
  readonly publicKey?: string
  readonly operator?: string
  readonly key?: string
  readonly json?: true
}

const AUDIT_HELP = `
Examples:
  loa zerorating map > map.json
  loa zerorating audit --list list-1.jws list-2.jws --public-key authority.key.pub \\
    --cdr 2020-02-*.csv.gz --map map.json --operator viettel --out audit-2020-02

DIR gets refunds.csv, claimed.csv, undecided.csv and rejects.csv, which hold subscribers and stay with the operator, and
summary.json, which holds none and is for the authority. Subscribers are counted by a keyed hash; its key is created next to
DIR the first time, and must never leave the operator.

Exit code 0: all files were read, whatever the findings. 1: failed, or a damaged file was left out.`

const MAP_HELP = `
Example:
  loa zerorating map > map.json

Every entry is explained in docs/how-to/audit-charging.md. Without --map, audit uses exactly this mapping.`

export function registerAudit(group: Command): void {
  group
    .command('audit')
    .description('services wrongly charged, and services wrongly free')
    .requiredOption('--list <file...>', 'all versions of the list: signed ones, or a draft')
    .requiredOption('--cdr <file...>', 'charging records: CSV, gzip or Parquet')
    .option('--map <file>', 'the meaning of each column (loa zerorating map)')
    .option('--out <dir>', "directory for the operator's files and the summary")
    .option('--public-key <file>', 'key that must have signed the list')
    .option('--operator <name>', 'operator of all records, if the mapping has no operator column')
    .option('--key <file>', 'key for hashing subscribers; created if missing (default: DIR.key)')
    .option('--json', 'the summary as one JSON document on standard output')
    .addHelpText('after', AUDIT_HELP)
    .action(runAudit)
  group
    .command('map')
    .description('print a sample mapping of charging records')
    .addHelpText('after', MAP_HELP)
    .action(printMap)
}

async function printMap(): Promise<void> {
  const { EXAMPLE_MAP } = await import('../../audit/charging-map.ts')
  process.stdout.write(`${JSON.stringify(EXAMPLE_MAP, null, 2)}\n`)
}

async function runAudit(flags: AuditFlags): Promise<void> {
  const { readLists } = await import('../zerorating-lists.ts')
  const { audit } = await import('../../audit/audit.ts')
  const { auditTable } = await import('../audit-table.ts')
  const { chained } = await import('../../zerorating/signed.ts')
  const read = await readLists(flags.list, flags.publicKey ?? null)
  chained(read)
  if (flags.publicKey !== undefined)
    for (const [at, { trust }] of read.entries())
      if (trust !== 'verified') throw appFailure('listNotSigned', { file: flags.list[at] })
  const map = await mapOf(flags.map)
  const hashKey = await hashKeyFor(flags)
  const progress = new ProgressLine(language())
  try {
    const audited = await untilToldToEnd(
      async signal =>
        await audit({
          lists: read.toSorted((a, b) => a.list.version - b.list.version),
          files: flags.cdr,
          map,
          hashKey,
          operator: flags.operator ?? null,
          out: flags.out ?? null,
          madeBy: `loa ${version()}`,
          now: Date.now(),
          signal,
          onProgress: now => progress.show(now),
        }),
    )
    progress.clear()
    const document = `${JSON.stringify(audited.summary)}\n`
    if (flags.out !== undefined) writeOver(join(flags.out, 'summary.json'), document)
    process.stdout.write(flags.json ? document : `${auditTable(audited.summary, language())}\n`)
    tell(audited, flags)
  } finally {
    progress.clear()
  }
}

async function mapOf(file: string | undefined) {
  const { chargingMap, EXAMPLE_MAP, parseChargingMap } = await import('../../audit/charging-map.ts')
  if (file === undefined) return chargingMap.parse(EXAMPLE_MAP)
  try {
    return parseChargingMap(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    if (error instanceof Failure) throw error
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

/** Beside the directory and not in it: what is in it may be sent somewhere. */
async function hashKeyFor({ key, out }: AuditFlags): Promise<Buffer> {
  const { hashKeyOf, passingHashKey } = await import('../../audit/subscriber-hash.ts')
  if (key !== undefined) return hashKeyOf(key)
  if (out === undefined) return passingHashKey()
  const directory = resolve(out)
  return hashKeyOf(join(dirname(directory), `${basename(directory)}.key`))
}

/** What is not in the document: it has no names of files, which may hold anything. */
function tell({ damaged, summary, rejectsListed }: Audited, { out, cdr }: AuditFlags): void {
  const words = WORDS[language()]
  if (out !== undefined && rejectsListed < summary.rows.rejected)
    process.stderr.write(`loa: ${figure(rejectsListed)} ${words.listed}\n`)
  for (const { path, why } of damaged) process.stderr.write(`loa: ${path}: ${words.damaged} (${reasonSaid(why)})\n`)
  if (damaged.length > 0)
    throw appFailure('auditIncomplete', { damaged: damaged.length, files: cdr.length, first: damaged[0].path })
}

const WORDS = {
  vi: {
    damaged: 'hỏng hoặc cụt, không tính dòng nào',
    listed: 'dòng bị loại được ghi trong rejects.csv; số còn lại chỉ được đếm',
    judging: 'đang xét các bản ghi liên quan',
    writing: 'đang ghi kết quả',
  },
  en: {
    damaged: 'damaged or cut short, none of its rows counts',
    listed: 'rejected rows are in rejects.csv; the others are only counted',
    judging: 'judging the records concerned',
    writing: 'writing the results',
  },
} as const

/** How often a terminal's line is drawn anew, and how often a log gets one. */
const TERMINAL_MS = 250
const LOG_MS = 10_000

/** One line that rewrites itself on a terminal; a line now and then elsewhere. */
class ProgressLine {
  readonly #words: (typeof WORDS)[Language]
  readonly #terminal = process.stderr.isTTY === true
  #shown = performance.now()
  #drawn = false

  constructor(spoken: Language) {
    this.#words = WORDS[spoken]
  }

  show(progress: AuditProgress): void {
    const now = performance.now()
    if (now - this.#shown < (this.#terminal ? TERMINAL_MS : LOG_MS)) return
    this.#shown = now
    process.stderr.write(this.#terminal ? `\r\x1b[2K${this.#line(progress)}` : `loa: ${this.#line(progress)}\n`)
    this.#drawn = this.#terminal
  }

  clear(): void {
    if (this.#drawn) process.stderr.write('\r\x1b[2K')
    this.#drawn = false
  }

  #line(progress: AuditProgress): string {
    if (progress.is !== 'reading') return this.#words[progress.is]
    const { file, at, files, share } = progress
    const percent = share === null ? '' : ` ${Math.floor(share * 100)} %`
    return `${at}/${files} ${basename(file)}${percent}`
  }
}
