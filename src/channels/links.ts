/** Addresses that stand in messages: whether they may, and how they are written. Pure. */

const LINK_MAX = 2000

/** https; to this very machine without encryption too, as while one tries it out. */
export function isLink(url: string): boolean {
  if (url.length > LINK_MAX) return false
  const { protocol, hostname = '' } = URL.parse(url) ?? {}
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** As it stands in a URL. */
export function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** Percent-encoded: ASCII without white space, quotes and angle brackets. */
export function hrefOf(url: string): string {
  return new URL(url).href
}
