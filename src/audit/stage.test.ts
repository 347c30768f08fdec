/** Sets up audits for tests: records as CSV in a directory of its own. No test of its own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ZeroRatingList } from '../zerorating/list.ts'
import { type Audited, type AuditOptions, audit } from './audit.ts'
import { chargingMap, EXAMPLE_MAP } from './charging-map.ts'

/** The day after the last records of the tests. */
export const NOW = Date.UTC(2020, 5, 1)
export const HASH_KEY = Buffer.alloc(32, 7)

export const HEADER =
  'record_id,kind,subscriber,called,original_called,start,duration,host,address,port,octets_up,octets_down,amount,rating_group'

export interface CallRow {
  readonly id: string
  readonly subscriber?: string
  readonly called?: string
  readonly original?: string
  readonly start: string
  readonly seconds: number | string
  readonly amount: number | string
  readonly group?: string
}

export function call({ id, subscriber, called, original, start, seconds, amount, group }: CallRow): string {
  return [
    id,
    'voice',
    subscriber ?? `0912000${id.padStart(3, '0')}`,
    called ?? '19003228',
    original ?? '',
    /[Z+]/.test(start.slice(10)) ? start : `${start}+07:00`,
    seconds,
    '',
    '',
    '',
    '',
    '',
    amount,
    group ?? '1',
  ].join(',')
}

export interface DataRow {
  readonly id: string
  readonly subscriber?: string
  readonly start: string
  readonly seconds?: number
  readonly host?: string
  readonly address?: string
  readonly port?: number | string
  readonly octets?: number
  readonly amount: number
  readonly group?: string
}

export function data(row: DataRow): string {
  const { id, subscriber, start, seconds, host, address, port, octets, amount, group } = row
  return [
    id,
    'data',
    subscriber ?? `0912000${id.padStart(3, '0')}`,
    '',
    '',
    /[Z+]/.test(start.slice(10)) ? start : `${start}+07:00`,
    seconds ?? 60,
    host ?? '',
    address ?? '',
    port ?? '',
    0,
    octets ?? 1000,
    amount,
    group ?? '1',
  ].join(',')
}

export function text(rows: readonly string[]): string {
  return [HEADER, ...rows, ''].join('\n')
}

/** A temporary directory that is deleted after the test. */
export interface AuditFixture {
  readonly directory: string
  /** Where the audit writes its files. */
  readonly out: string
  /** Writes an input file and returns its path. */
  file(name: string, content: string | Uint8Array): string
  /** Rows of a file that the audit wrote, by the names of its columns. */
  rows(name: string): Record<string, string>[]
}

export function stage(t: TestContext): AuditFixture {
  const directory = mkdtempSync(join(tmpdir(), 'loa-audit-test-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const out = join(directory, 'out')
  mkdirSync(join(directory, 'in'))
  return {
    directory,
    out,
    file(name, content) {
      const path = join(directory, 'in', name)
      writeFileSync(path, content)
      return path
    },
    rows(name) {
      const [head, ...lines] = readFileSync(join(out, name), 'utf8').trimEnd().split('\n')
      const names = cells(head)
      return lines.map(line => {
        const own = cells(line)
        return Object.fromEntries(names.map((column, at) => [column, own[at]]))
      })
    },
  }
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  )
}

export const draft = (list: ZeroRatingList) => ({ list, sha256: null, trust: 'draft' }) as const

export async function audited(
  lists: readonly ZeroRatingList[],
  files: readonly string[],
  options: Partial<AuditOptions> = {},
): Promise<Audited> {
  return await audit({
    lists: lists.map(draft),
    files,
    map: chargingMap.parse(EXAMPLE_MAP),
    operator: null,
    out: null,
    hashKey: HASH_KEY,
    madeBy: 'test',
    now: NOW,
    ...options,
  })
}
