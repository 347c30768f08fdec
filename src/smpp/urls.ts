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

/**
 * system_id and password may be percent-encoded, and letters beyond ASCII are their octets in UTF-8 (RFC 3986, 2.5):
 * both come as the octets that go on the wire, one character each. Null for what is no such URL, or says more than
 * these five things.
 */
export function readSmppUrl(text: string): SmppUrl | null {
  if (!/^smpps?:\/\//i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  const rest = url.pathname.replace(/^\/$/, '') + url.search + url.hash
  const host = decoded(url.hostname.replace(/^\[(.*)\]$/, '$1'))
  const system_id = octets(url.username)
  const password = octets(url.password)
  if (!host || rest !== '' || system_id === null || password === null || url.port === '0') return null
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

/** Null for what a C-octet string cannot hold. */
function octets(text: string): string | null {
  if (/%(?![0-9a-f]{2})|%00/i.test(text)) return null
  return text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
