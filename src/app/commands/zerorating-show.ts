/** `loa zerorating show`: what is free at an instant, a time line, and what each version changed. */
import type { Command } from 'commander'
import type { Language } from '../../base/failure.ts'
import type { FieldChange, ListChanges } from '../../zerorating/changes.ts'
import type { InForce } from '../../zerorating/in-force.ts'
import type { Service, ZeroRatingList } from '../../zerorating/list.ts'
import { columns } from '../columns.ts'
import { instant } from '../options.ts'
import { language } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa zerorating show list-1.jws --at 2020-02-03T08:00:00+07:00 --public-key authority.key.pub
  loa zerorating show list-1.jws list-2.jws --json

Without --public-key signatures are not verified, and the output says so. Drafts are shown as the next version.`

/** Of the picture; names of services stand before it. */
const PICTURE_WIDTH = 56

interface ShowOptions {
  readonly at?: number
  readonly publicKey?: string
  readonly json?: true
}

export function registerZeroRatingShow(group: Command): void {
  group
    .command('show')
    .description('services free at a time, a time line, and changes')
    .argument('<file...>', 'all versions, signed lists and drafts; - is standard input')
    .option('--at <instant>', 'default: now', instant)
    .option('--public-key <file>', 'key that must have signed')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(show)
}

async function show(files: readonly string[], options: ShowOptions): Promise<void> {
  const { readLists, refuseFaulty } = await import('../zerorating-lists.ts')
  const { chained } = await import('../../zerorating/signed.ts')
  const { inForce } = await import('../../zerorating/in-force.ts')
  const { isoInZone } = await import('../../base/wall-time.ts')
  const read = await readLists(files, options.publicKey ?? null)
  const lists = chained(read)
  for (const list of lists) refuseFaulty(list)
  const force = inForce(lists)
  const at = options.at ?? Date.now()
  const zone = lists[lists.length - 1].timeZone
  const shown = (instant: number) => (instant === Number.POSITIVE_INFINITY ? null : isoInZone(instant, zone))
  const changes = await changesOf(lists)
  if (options.json) {
    const trust = Object.fromEntries(read.map(one => [one.list.version, one.trust]))
    process.stdout.write(`${JSON.stringify(documentOf(force, { at, shown, trust, changes }))}\n`)
    return
  }
  const spoken = language()
  process.stdout.write(
    [
      ...heading(force, at, shown(at) ?? '', spoken),
      ...(read.some(one => one.trust !== 'verified') ? [WORDS[spoken].unverified] : []),
      '',
      await picture(force, { at, shown, spoken }),
      '',
      periods(force, { at, shown, spoken }),
      ...changes.flatMap(change => ['', ...changeLines(change, spoken)]),
      '',
    ].join('\n'),
  )
}

interface Change extends ListChanges {
  readonly version: number
  readonly before: number
}

async function changesOf(lists: readonly ZeroRatingList[]): Promise<readonly Change[]> {
  const { changesBetween } = await import('../../zerorating/changes.ts')
  return lists
    .slice(1)
    .map((list, at) => ({ version: list.version, before: lists[at].version, ...changesBetween(lists[at], list) }))
}

type Shown = (instant: number) => string | null

function documentOf(
  force: InForce,
  parts: { at: number; shown: Shown; trust: Record<number, string>; changes: readonly Change[] },
) {
  const { at, shown, trust, changes } = parts
  return {
    at: shown(at),
    version: force.versionAt(at)?.version ?? null,
    versions: force.windows.map(({ list, from, until }) => ({
      version: list.version,
      trust: trust[list.version],
      from: shown(from),
      until: shown(until),
    })),
    services: force.services.map(({ id, kind, title }) => ({
      id,
      kind,
      title,
      free: force.freeAt(id, at) !== null,
      periods: force.freeOf(id).map(({ from, until }) => ({ from: shown(from), until: shown(until) })),
    })),
    changes,
  }
}

function heading(force: InForce, at: number, instant: string, spoken: Language): string[] {
  const words = WORDS[spoken]
  const list = force.versionAt(at)
  if (list === null) return [`${instant}: ${words.noVersion}`]
  return [`${instant}: ${words.version} ${list.version}, ${words.since} ${list.inForceFrom}`]
}

interface Look {
  readonly at: number
  readonly shown: Shown
  readonly spoken: Language
}

async function picture(force: InForce, { at, shown, spoken }: Look): Promise<string> {
  const { timeLine } = await import('../zerorating-time-line.ts')
  const services = force.services.map(({ id }) => ({ service: id, free: force.freeOf(id) }))
  const line = timeLine(services, { at, width: PICTURE_WIDTH })
  if (line === null) return WORDS[spoken].never
  const day = (instant: number) => (shown(instant) ?? '').slice(0, 10)
  const [first, last] = [day(line.from), day(line.until)]
  const scale = `${first}${last.padStart(PICTURE_WIDTH - first.length)}`
  const names = ['', ...(line.pointer === '' ? [] : ['']), ...line.rows.map(row => row.service)]
  const wide = Math.max(...names.map(name => name.length))
  return [
    `${' '.repeat(wide)}  ${scale}`,
    ...(line.pointer === '' ? [] : [`${' '.repeat(wide)}  ${line.pointer}`]),
    ...line.rows.map(({ service, marks }) => `${service.padEnd(wide)}  ${marks}`),
  ].join('\n')
}

function periods(force: InForce, { at, shown, spoken }: Look): string {
  const words = WORDS[spoken]
  const rows = force.services.flatMap((service: Service) => {
    const free = force.freeOf(service.id)
    const now = force.freeAt(service.id, at) === null ? words.charged : words.free
    const all = free.map(({ from, until }) => [shown(from) ?? '', shown(until) ?? words.open])
    return (all.length === 0 ? [[words.never, '']] : all).map(([from, until], index) => [
      ...(index === 0 ? [service.id, now] : ['', '']),
      from,
      until,
    ])
  })
  return columns([['', '', words.from, words.until], ...rows], { names: 4 })
}

function changeLines(change: Change, spoken: Language): string[] {
  const words = WORDS[spoken]
  const lines = [`${words.changes} ${change.before} → ${change.version}`]
  for (const field of change.fields) lines.push(`  ${fieldLine(field)}`)
  for (const { is, service, fields } of change.services) {
    lines.push(`  ${words[is]} ${service}`)
    if (is === 'changed') for (const field of fields) lines.push(`    ${fieldLine(field)}`)
  }
  return lines.length === 1 ? [...lines, `  ${words.same}`] : lines
}

function fieldLine({ field, before, after }: FieldChange): string {
  return `${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`
}

const WORDS = {
  vi: {
    noVersion: 'chưa có phiên bản nào có hiệu lực.',
    version: 'phiên bản',
    since: 'hiệu lực từ',
    unverified: 'Chữ ký chưa được kiểm tra: chỉ để xem.',
    never: 'không khi nào',
    free: 'miễn cước',
    charged: 'tính cước',
    open: 'không thời hạn',
    from: 'miễn cước từ',
    until: 'đến trước',
    changes: 'Thay đổi từ phiên bản',
    same: 'không đổi gì',
    added: '+',
    removed: '−',
    changed: '~',
  },
  en: {
    noVersion: 'no version is in force.',
    version: 'version',
    since: 'in force since',
    unverified: 'Not all signatures were verified: for viewing only.',
    never: 'never',
    free: 'free',
    charged: 'charged',
    open: 'no end',
    from: 'free from',
    until: 'until just before',
    changes: 'Changes from version',
    same: 'no changes',
    added: '+',
    removed: '−',
    changed: '~',
  },
} as const
