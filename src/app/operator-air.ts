/**
 * `--cells`, `--bsc`, `--amf` and `--cbc-cap` of `loa operator`: the operator's cells and the ways by which broadcasts come on the air
 * there. A broadcast centre of the operator's own knows its cells by itself.
 */
import { readFileSync } from 'node:fs'
import { systemClock } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { Log } from '../base/log.ts'
import type { AmfEvent, TlsIdentity } from '../cbc/amf-link.ts'
import type { AmfUrl } from '../cbc/amf-urls.ts'
import type { LinkEvent } from '../cbc/links.ts'
import type { BscUrl } from '../cbc/urls.ts'
import type { CapPush } from '../operator/cap-push.ts'
import type { CellTable } from '../operator/cell-table.ts'
import { isCellOf5g, JointAir, type Way } from '../operator/joint-air.ts'
import type { OnAir } from '../operator/on-air.ts'
import { type CapFlags, capPushOf } from './operator-cap.ts'
import { dayOf } from './options.ts'
import { chance } from './program-log.ts'

export interface AirFlags extends CapFlags {
  readonly cells?: string
  readonly cellsAsOf?: string
  readonly bsc?: readonly string[]
  readonly amf?: readonly string[]
  readonly amfCallback?: string
  readonly amfCert?: string
  readonly amfKey?: string
}

export interface Broadcasting {
  readonly cells: CellTable
  readonly air: OnAir
  readonly cap: ((authorities: readonly string[]) => CapPush) | null
  /** Fails with cannotListen. */
  start(): Promise<void>
  close(): void
}

interface Started extends Way {
  start(): Promise<void>
  close(): void
}

/** Null: this node broadcasts to no cells. Fails with usage, fileUnreadable and cellTableWrong. */
export async function broadcastingOf(
  flags: AirFlags,
  { log, today }: { readonly log: Log; readonly today: string },
): Promise<Broadcasting | null> {
  const { cells: file, bsc = [], amf = [] } = flags
  const hasWay = bsc.length > 0 || amf.length > 0
  const cap = capPushOf(flags, log)
  if (file === undefined && !hasWay) return cap && withoutCells(cap, today)
  if (file === undefined || !hasWay)
    throw wrong({
      vi: '--cells phải đi cùng --bsc hoặc --amf, hoặc cùng không có',
      en: 'give --cells together with --bsc or --amf, or none of them',
    })
  // What is typed wrong is told before what is wrong in a file.
  const asOf = dayOf(flags.cellsAsOf ?? today)
  const urls = await bscUrlsOf(bsc)
  const { readCellTable } = await import('../operator/cell-table.ts')
  const cells = readCellTable({ file, asOf, bscs: urls.map(({ name }) => name) })
  const bscs = urls.length === 0 ? [] : [await bscsOf(urls, cells, log)]
  const of5g = cells.names.filter(isCellOf5g)
  const others = cells.size - of5g.length
  const ways = [...bscs, ...(amf.length === 0 ? [] : [await amfsOf(amf, flags, of5g, log)])]
  // A cell that nobody is asked for is a street that is not warned.
  if (of5g.length > 0 !== amf.length > 0)
    throw wrong({
      vi: '--amf chỉ và phải có khi bảng --cells có ô 5G',
      en: 'give --amf if the --cells table has 5G cells, and only then',
    })
  if (others > 0 !== bsc.length > 0)
    throw wrong({
      vi: '--bsc chỉ và phải có khi bảng --cells có ô không phải 5G',
      en: 'give --bsc if the --cells table has cells other than 5G, and only then',
    })
  return {
    cells,
    cap,
    air: new JointAir(ways),
    start: async () => {
      for (const way of ways) await way.start()
    },
    close: () => {
      for (const way of ways) way.close()
    },
  }
}

async function withoutCells(cap: NonNullable<Broadcasting['cap']>, today: string): Promise<Broadcasting> {
  const { CellTable } = await import('../operator/cell-table.ts')
  const cells = new CellTable([], today)
  return { cells, cap, air: new JointAir([]), start: async () => {}, close: () => {} }
}

async function bscUrlsOf(given: readonly string[]): Promise<readonly BscUrl[]> {
  const { readBscUrl } = await import('../cbc/urls.ts')
  const urls = given.map(
    url =>
      readBscUrl(url) ??
      fail({
        vi: `'${url}' không phải URL cbsp:// hoặc cbsp-listen://`,
        en: `'${url}' is not a cbsp:// or cbsp-listen:// URL`,
      }),
  )
  const twice = namedTwice(urls)
  if (twice !== null)
    throw wrong({
      vi: `--bsc nêu ${twice} hai lần; mỗi BSC chỉ nhận một kết nối`,
      en: `--bsc names ${twice} twice; each BSC accepts one connection`,
    })
  return urls
}

async function bscsOf(urls: readonly BscUrl[], cells: CellTable, log: Log): Promise<Started> {
  const { SharedAir } = await import('../cbc/shared-air.ts')
  const named = cells.bscs
  for (const { name } of urls)
    if (named.size > 0 && !named.has(name)) log.warn('BSC without cells in the cell table', { bsc: name })
  const say = (event: LinkEvent) => tellOfBsc(event, log)
  const bscOf = (cell: string) => cells.bscOf(cell)
  const air = new SharedAir({ urls, bscOf, clock: systemClock, random: chance, say })
  return wayOf(air, cell => !isCellOf5g(cell))
}

function tellOfBsc(event: LinkEvent, log: Log): void {
  const { is, ...details } = event
  if (is === 'connected') log.info('BSC connected', details)
  else if (is === 'lost') log.warn('BSC unreachable, will reconnect', details)
  else log.warn('connection refused, not an address of this BSC', details)
}

async function amfsOf(
  given: readonly string[],
  { amfCallback, amfCert, amfKey }: AirFlags,
  cells: readonly string[],
  log: Log,
): Promise<Started> {
  const { readAmfUrl } = await import('../cbc/amf-urls.ts')
  const { AmfAir } = await import('../cbc/amf-air.ts')
  const read = (url: string): AmfUrl =>
    readAmfUrl(url) ??
    fail({
      vi: `'${url}' không phải URL http:// hoặc https:// không kèm truy vấn`,
      en: `'${url}' is not an http:// or https:// URL without a query`,
    })
  const urls = given.map(read)
  const twice = namedTwice(urls)
  if (twice !== null) throw wrong({ vi: `--amf nêu ${twice} hai lần`, en: `--amf names ${twice} twice` })
  const callback = amfCallback === undefined ? null : read(amfCallback)
  const identity = identityOf(amfCert, amfKey)
  if (callback?.isTls && identity === null)
    throw wrong({
      vi: '--amf-callback với https: cần --amf-cert và --amf-key',
      en: '--amf-callback with https: needs --amf-cert and --amf-key',
    })
  if (callback === null) log.warn('no --amf-callback, 5G cells on the air are not reported')
  const options = { urls, cells, callback, identity, clock: systemClock, random: chance }
  const air = new AmfAir({ ...options, say: event => tell(event, log) })
  return wayOf(air, isCellOf5g)
}

function tell(event: AmfEvent, log: Log): void {
  const { is, ...details } = event
  if (is === 'connected') log.info('AMF connected', details)
  else if (is === 'lost') log.warn('AMF unreachable, will retry', details)
  else log.warn('AMF request refused', details)
}

function identityOf(certFile?: string, keyFile?: string): TlsIdentity | null {
  if (certFile === undefined && keyFile === undefined) return null
  if (certFile === undefined || keyFile === undefined)
    throw wrong({
      vi: '--amf-cert và --amf-key phải đi cùng nhau hoặc cùng không có',
      en: 'give --amf-cert and --amf-key together, or neither',
    })
  return { cert: textOf(certFile), key: textOf(keyFile) }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

type Air = OnAir & { start(): Promise<void>; close(): void }

function wayOf(air: Air, bears: Way['bears']): Started {
  return { air, bears, start: async () => await air.start(), close: () => air.close() }
}

function namedTwice(urls: readonly { readonly name: string }[]): string | null {
  const twice = urls.find(({ name }, i) => urls.findIndex(each => each.name === name) < i)
  return twice?.name ?? null
}

function wrong(said: { readonly vi: string; readonly en: string }) {
  return baseFailure('usage', said)
}

function fail(said: { readonly vi: string; readonly en: string }): never {
  throw wrong(said)
}
