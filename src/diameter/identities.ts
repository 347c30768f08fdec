/**
 * Who a Diameter node is, and where: DiameterIdentity and DiameterURI (RFC 6733, section 4.3.1).
 *
 *   aaa://ocs.example.net:3868;transport=tcp      aaas://ocs.example.net:5868      plain or TLS
 */

const IDENTITY_MAX = 255
const PORT = 3868
const TLS_PORT = 5868

export interface DiameterUri {
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/** A fully qualified domain name in ASCII; a single label is let through, as test beds have it. */
export function isIdentity(text: string): boolean {
  return (
    text.length <= IDENTITY_MAX &&
    /^[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?(\.[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?)*$/i.test(text)
  )
}

/** Null for what is no such URI, or asks for another transport or protocol. */
export function readDiameterUri(text: string): DiameterUri | null {
  const match = /^(aaas?):\/\/(\[[\da-f:.]+\]|[^:;/[\]\s]+)(?::(\d{1,5}))?((?:;[a-z]+=[a-z]+)*)$/i.exec(text)
  if (match === null) return null
  const [, scheme, host, port, parameters] = match
  const tls = scheme.toLowerCase() === 'aaas'
  const number = port === undefined ? (tls ? TLS_PORT : PORT) : Number(port)
  if (number < 1 || number > 65_535) return null
  for (const parameter of parameters.split(';').slice(1))
    if (!/^(transport=tcp|protocol=diameter)$/i.test(parameter)) return null
  return { host: host.replace(/^\[|\]$/g, ''), port: number, tls }
}

/** Identities compare as domain names do (section 5.6.4). */
export function sameIdentity(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase()
}

/** The same of octets in a message. `lower` is an identity in lower case. */
export function isIdentityAt(bytes: Buffer, from: number, to: number, lower: Buffer): boolean {
  if (to - from !== lower.length) return false
  for (let i = 0; i < lower.length; i++) {
    const octet = bytes[from + i]
    const folded = octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet
    if (folded !== lower[i]) return false
  }
  return true
}

/** Of two connections between the same two peers, whether we keep the one that the peer made (section 5.6.4). */
export function winsElection(ours: string, theirs: string): boolean {
  return ours.toLowerCase() > theirs.toLowerCase()
}
