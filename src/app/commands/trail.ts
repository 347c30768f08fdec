/**
 * `loa trail verify`: reads the whole trail, or an export of it, and says whether every entry is as it was written. An export needs
 * no database; with one, each of its entries is looked up there too.
 */

import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

import type { Command } from 'commander'
import type { VerifiedExport } from '../../areas/trail/verified-export.ts'
import type { Reading, TrailHead } from '../../authority/store.ts'
import { baseFailure } from '../../base/failures.ts'
import { reasonInVietnamese } from '../../base/reasons.ts'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'
import { figure } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa trail verify --data /var/lib/loa
  loa trail verify --database postgres://loa@db.example.vn/loa --json
  loa trail verify --data /var/lib/loa --head 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  loa trail verify trail-2026-02-03.jsonl --head 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

FILE is an export of the trail in JSON Lines, from the console or GET /api/v1/trail/export. The export is verified by itself; with
--data or --database each entry is also compared with the trail. That, or a head noted elsewhere, reveals an export that was
changed and hashed again.

A head is the number of an entry and its hash, as noted from the trail page, by an operator's node (loa operator heads) or
by an auditor. --head may be given several times.

Exit code 1 if the chain is broken, with the first changed entry (of a file: the first line). Works while a server runs.`

interface Flags extends DatabaseFlags {
  readonly head: readonly TrailHead[]
  readonly json?: boolean
}

const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/

function notedHead(text: string, before: readonly TrailHead[]): readonly TrailHead[] {
  const match = HEAD.exec(text)
  if (match === null)
    throw baseFailure('usage', {
      vi: `'${text}' không phải điểm cuối của nhật ký như 12:HASH`,
      en: `'${text}' is not a trail head, for example 12:HASH`,
    })
  return [...before, { entries: Number(match[1]), hash: match[2] }]
}

export function registerTrail(program: Command): void {
  const trail = program.command('trail').description("the authority's trail: who did what")
  trail
    .command('verify')
    .argument('[file]', 'an export of the trail, JSON Lines')
    .description('check the whole chain, or an export')
    .option('--data <directory>', 'of loa serve')
    .addOption(databaseUrl())
    .addOption(databaseFile())
    .option('--head <n:hash>', 'a head noted elsewhere', notedHead, [])
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (file: string | undefined, flags: Flags) => {
      const found = file === undefined ? await ofTrail(flags) : await ofFile(file, flags)
      process.stdout.write(flags.json ? `${JSON.stringify(found)}\n` : sentenceOf(found))
      if (found.is === 'broken') process.exitCode = 1
    })
}

async function ofTrail(flags: Flags) {
  const { verifyTrail } = await import('../../authority/trail.ts')
  return await withStore(flags, async store => await verifyTrail(store, flags.head))
}

async function ofFile(file: string, flags: Flags): Promise<VerifiedExport> {
  const { verifyExport } = await import('../../areas/trail/verified-export.ts')
  const stream = createReadStream(file)
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  const failed = new Promise<never>((_, reject) => stream.once('error', reject))
  const verify = async (store: Reading | null) => {
    const kept =
      store === null
        ? null
        : async (sequence: number) => {
            const [entry] = await store.trailAfter(sequence - 1, 1)
            return entry?.sequence === sequence ? entry.hash : null
          }
    return await Promise.race([verifyExport(lines, flags.head, kept), failed])
  }
  try {
    if (flags.data === undefined && flags.database === undefined && flags.databaseFile === undefined)
      return await verify(null)
    return await withStore(flags, verify)
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'EACCES') throw error
    throw baseFailure('usage', { vi: `không đọc được '${file}' (${code})`, en: `'${file}' is unreadable (${code})` })
  } finally {
    lines.close()
    stream.destroy()
  }
}

async function withStore<Result>(flags: Flags, act: (store: Reading) => Promise<Result>) {
  const where = await placeOf(flags)
  const { openDatabase } = await import('../../sql/database.ts')
  const { openStore } = await import('../areas.ts')
  const database = await openDatabase(where)
  try {
    return await act(openStore(database))
  } finally {
    await database.close()
  }
}

type Found =
  | { readonly is: 'whole'; readonly entries: number; readonly head: string }
  | { readonly is: 'broken'; readonly sequence: number; readonly why: string }
  | VerifiedExport

function sentenceOf(found: Found): string {
  if (found.is === 'broken') {
    const { why } = found
    const inVietnamese = reasonInVietnamese(why)
    if ('line' in found)
      return `Tệp trích nhật ký đã bị thay đổi, từ dòng ${found.line}: ${inVietnamese}.\nThe export was changed, from line ${found.line} on: ${why}.\n`
    return `Nhật ký bị hỏng ở mục ${found.sequence}: ${inVietnamese}.\nThe trail is broken at entry ${found.sequence}: ${why}.\n`
  }
  if ('isStretch' in found) return exportSentence(found)
  return `Nhật ký nguyên vẹn: ${figure(found.entries)} mục, mã băm cuối ${found.head}.\nThe trail is intact: ${figure(found.entries)} entries, head ${found.head}.\n`
}

function exportSentence(found: VerifiedExport & { is: 'whole' }): string {
  const { entries, first, last, head, isStretch, reachesHead, isAll } = found
  const [vi, en] = [
    [`Tệp trích nguyên vẹn: ${figure(entries)} mục`],
    [`The export is intact: ${figure(entries)} entries`],
  ]
  if (first !== null) {
    vi.push(`từ mục ${first} đến mục ${last}`)
    en.push(`from ${first} to ${last}`)
  }
  vi.push(isStretch ? 'không thiếu mục nào ở giữa' : 'có lọc: không chứng minh được là không thiếu mục')
  en.push(isStretch ? 'none is missing' : 'filtered: missing entries cannot be ruled out')
  if (!isAll) {
    vi.push('tệp không chứa hết')
    en.push('more entries than one file holds')
  }
  if (reachesHead) {
    vi.push('mục cuối là mục mới nhất khi trích')
    en.push('the last entry is the head of that time')
  }
  return `${vi.join(', ')}. Mục cuối của nhật ký khi trích: ${head}\n${en.join(', ')}. Head at that time: ${head}\n`
}
