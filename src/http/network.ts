/**
 * Addresses as limits count them. Whoever has one IPv6 address has the other 2^64 of its network too, so they count as one; and who
 * hires a line or a server is given 65,536 such networks, the /48 around them, so those count together as well.
 *
 * An IPv4 address that is written as IPv6 is that IPv4 address. Text that is no address is its own network.
 */
import { isIPv6 } from 'node:net'

/** Before an IPv4 address that is written as IPv6: by a socket for both (RFC 4291, 2.5.5.2), by a translator (RFC 6052, 2.1). */
const BEFORE_IPV4 = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']

/** `::ffff:192.0.2.1` and `::ffff:c000:201` are 192.0.2.1. Others stay as they are. */
export function plainAddress(address: string): string {
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  if (!BEFORE_IPV4.includes(groups.slice(0, 6).join(':'))) return address
  return groups
    .slice(6)
    .map(group => Number.parseInt(group, 16))
    .flatMap(pair => [pair >> 8, pair & 255])
    .join('.')
}

/** What one caller has: an IPv4 address, or an IPv6 network of 64 bits. */
export function addressBlock(address: string): string {
  return ipv6Block(address, 4) ?? plainAddress(address)
}

/** The IPv6 network of 48 bits that it is in: what one site or one customer of a hoster has. Null: it is no IPv6 address. */
export function siteBlock(address: string): string | null {
  return ipv6Block(address, 3)
}

/** That of 32 bits: what whoever gives out lines and servers has. Null: it is no IPv6 address. */
export function providerBlock(address: string): string | null {
  return ipv6Block(address, 2)
}

/** What callers of one place may have: an IPv4 network of 24 bits, or an IPv6 network of 64. */
export function networkOf(given: string): string {
  const address = plainAddress(given)
  const ipv4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1]
  return ipv4 === undefined ? addressBlock(address) : `${ipv4}.0/24`
}

/** The first address of that network. */
export function networkBase(address: string): string {
  return networkOf(address).replace(/\/\d+$/, '')
}

function ipv6Block(given: string, groups: number): string | null {
  const address = plainAddress(given)
  if (!isIPv6(address)) return null
  return `${groupsOf(address).slice(0, groups).join(':')}::/${groups * 16}`
}

/** Eight, in hexadecimal without leading zeros. What is `::` is written out, and so is an IPv4 address at the end. */
function groupsOf(address: string): string[] {
  const [head, tail] = address
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
      [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map(hex).join(':'),
    )
    .split('::')
    .map(part => (part === '' ? [] : part.split(':').map(group => hex(Number.parseInt(group, 16)))))
  if (tail === undefined) return head
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
}

const hex = (group: number) => group.toString(16)
