/**
 * `cbsp://HOST:PORT` (we connect) and `cbsp-listen://HOST:PORT` (the BSC connects) taken apart; `?period=12` behind either says that this
 * BSC reads a repetition period of 12 bits, as TS 48.049 draws it, and not of 16, as osmo-bsc does; `?from=10.0.0.5` behind the second one
 * that it connects from there and from nowhere else. Both are parted by `&`.
 */
import { isIP } from 'node:net'
import type { BscAddress } from '../cbs/centre.ts'

export interface BscUrl extends BscAddress {
  readonly host: string
  readonly port: number
  /** Addresses from which the BSC connects; from anywhere where nothing is said. */
  readonly from?: readonly string[] | null | undefined
}

/** TS 48.049 section 5.2. */
const CBSP_PORT = 48049
const FROM_MAX = 16

/** Null: it is none. */
export function readBscUrl(text: string): BscUrl | null {
  const match = /^cbsp(-listen)?:\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?\/?(?:\?(.+))?$/.exec(text)
  if (match === null) return null
  const [, listen, host, given, query = ''] = match
  const port = given === undefined ? CBSP_PORT : Number(given)
  const asked = readQuery(query)
  if (port < 1 || port > 65535 || asked === null) return null
  // Whoever is called has an address already.
  if (listen === undefined && asked.from) return null
  return { name: `${host}:${port}`, calls: listen === undefined, ...asked, host: host.replace(/^\[|\]$/g, ''), port }
}

function readQuery(query: string): Required<Pick<BscUrl, 'period' | 'from'>> | null {
  const parts = query === '' ? [] : query.split('&').map(part => part.split('='))
  const given = new Map(parts.map(([name, value = '']) => [name, value]))
  if (given.size < parts.length || parts.some(part => part.length !== 2)) return null
  const { period = '16', from = null, ...others } = Object.fromEntries(given)
  if (Object.keys(others).length > 0 || (period !== '12' && period !== '16')) return null
  const addresses = from?.split(',') ?? null
  if (addresses?.some(each => isIP(each) === 0)) return null
  if (addresses !== null && addresses.length > FROM_MAX) return null
  return { period: period === '12' ? 'twelve-bits' : 'sixteen-bits', from: addresses }
}
