/** Names of hosts as they stand in a certificate or a Server Name Indication: lower case, A-labels (RFC 5890). Pure. */
import { addressOf } from './addresses.ts'

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/

/** The host in its one spelling, or null where it is none. A final dot and letter case do not matter. */
export function hostOf(text: string): string | null {
  if (text.length === 0 || text.length > 253) return null
  let host = text.toLowerCase()
  if (host.endsWith('.')) host = host.slice(0, -1)
  if (!/^[\x21-\x7e]+$/.test(host)) {
    try {
      host = new URL(`http://${host}/`).hostname
    } catch {
      return null
    }
  }
  const labels = host.split('.')
  if (labels.length < 2 || addressOf(host) !== null) return null
  if (/^\d+$/.test(labels[labels.length - 1])) return null
  return labels.every(label => LABEL.test(label)) ? host : null
}

/** A host of a list: `moh.gov.vn`, or `*.moh.gov.vn`. Null where it is none, or would free a whole top-level domain. */
export function hostPatternOf(text: string): { host: string; below: boolean } | null {
  const below = text.startsWith('*.')
  const host = hostOf(below ? text.slice(2) : text)
  return host === null ? null : { host, below }
}
