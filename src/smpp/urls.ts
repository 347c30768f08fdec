/**
 * `smpp://system_id:password@host:port` and `smpps://` for TLS, taken apart. Pure: nothing is looked up.
 */

export interface SmppUrl {
  readonly tls: boolean
  /** A name or an address; IPv6 without its brackets. */
  readonly host: string
  readonly port: number
  readonly system_id: string
  readonly password: string
}

/** IANA's port for smpp; smpps has none of its own, and 3550 is what servers of the field listen on. */
export const SMPP_PORT = 2775
export const SMPPS_PORT = 3550

/** system_id and password may be percent-encoded. Null for what is no such URL, or says more than these five things. */
export function readSmppUrl(text: string): SmppUrl | null {
  if (!/^smpps?:\/\//i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  const rest = url.pathname.replace(/^\/$/, '') + url.search + url.hash
  const host = decoded(url.hostname.replace(/^\[(.*)\]$/, '$1'))
  const system_id = decoded(url.username)
  const password = decoded(url.password)
  if (!host || rest !== '' || system_id === null || password === null || url.port === '0')
    return null
  const tls = url.protocol === 'smpps:'
  const port = url.port === '' ? (tls ? SMPPS_PORT : SMPP_PORT) : Number(url.port)
  return { tls, host, port, system_id, password }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
