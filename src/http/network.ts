/**
 * Addresses as limits count them. Whoever has one IPv6 address has the other 2^64 of its network too, so they count as one.
 *
 * Text that is no address is its own network.
 */
import { isIPv6 } from 'node:net'

/** What one caller has: an IPv4 address, or an IPv6 network of 64 bits. */
export function addressBlock(address: string): string {
  return isIPv6(address) ? `${groupsOf(address).slice(0, 4).join(':')}::/64` : address
}

/** What callers of one place may have: an IPv4 network of 24 bits, or an IPv6 network of 64. */
export function networkOf(address: string): string {
  const ipv4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1]
  return ipv4 === undefined ? addressBlock(address) : `${ipv4}.0/24`
}

/** The first address of that network. */
export function networkBase(address: string): string {
  return networkOf(address).replace(/\/\d+$/, '')
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
