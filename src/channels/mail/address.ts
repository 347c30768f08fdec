/** A mail address as people write it: taken apart from what surrounds it, written one way, or refused. Pure. */
import { domainToASCII } from 'node:url'

const ADDRESS_MAX = 254
/** RFC 5321 without its quoted forms, which nobody has: nothing in it can begin something else in a header or an envelope. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** Null: it is none. */
export function mailAddress(given: string): string | null {
  const text = given.normalize('NFC').trim()
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase()
  if (at < 1 || local.length > 64 || !LOCAL.test(local) || !DOMAIN.test(domain)) return null
  const address = `${local}@${domain}`
  return address.length > ADDRESS_MAX ? null : address
}

/** As it counts against another: no server that people use tells capitals apart. */
export function sameAddress(address: string): string {
  return address.toLowerCase()
}

/**
 * Whose mailbox it is, as letters to it are counted: what follows a `+` is the same mailbox's at nearly every provider, and so are dots
 * at Gmail. At the few others two people count as one.
 */
export function mailboxOf(address: string): string {
  const domain = domainOf(sameAddress(address))
  const local = sameAddress(address)
    .slice(0, -domain.length - 1)
    .replace(/(?<=.)\+.*$/, '')
  return DOTLESS.has(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`
}

/** Two names of one provider. */
const DOTLESS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com'])

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
