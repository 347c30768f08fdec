/**
 * Where a mail comes back to: an envelope sender that names what it was about, so that a bounce needs no look at an address.
 *
 *   bounces+3f0e…-MAC@loa.example.vn       mark: whatever the area gave, such as the id of a subscription
 *
 * The MAC is keyed: nobody else can make one, and so end somebody's subscription. Lower case only, for servers on the way may
 * write it so.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** RFC 5321, 4.5.3.1.1. */
const LOCAL_PART_MAX = 64
const MAC_LETTERS = 12
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
export const MARK = /^[a-z0-9-]{1,36}$/
/** So that mark and MAC still fit behind it. */
export const LOCAL_PART = /^[a-z0-9._-]{1,14}$/

export class ReturnPath {
  readonly #local: string
  readonly #domain: string
  readonly #key: Buffer

  /** `address`: `bounces@loa.example.vn`, whose part before @ is a LOCAL_PART. */
  constructor({ address, key }: { readonly address: string; readonly key: Buffer }) {
    const at = address.lastIndexOf('@')
    this.#local = address.slice(0, at).toLowerCase()
    this.#domain = address.slice(at + 1).toLowerCase()
    this.#key = key
  }

  /** Of a MARK. */
  of(mark: string): string {
    return `${this.#local}+${mark}-${this.#mac(mark)}@${this.#domain}`
  }

  /** The mark; null: we wrote no such address. */
  markOf(address: string): string | null {
    const at = address.lastIndexOf('@')
    if (at < 0 || at > LOCAL_PART_MAX) return null
    const [local, domain] = [address.slice(0, at), address.slice(at + 1)].map(part =>
      part.toLowerCase(),
    )
    if (domain !== this.#domain || !local.startsWith(`${this.#local}+`)) return null
    const named = local.slice(this.#local.length + 1)
    const mark = named.slice(0, -MAC_LETTERS - 1)
    if (!MARK.test(mark)) return null
    const ours = Buffer.from(`${mark}-${this.#mac(mark)}`)
    const theirs = Buffer.from(named)
    return ours.length === theirs.length && timingSafeEqual(ours, theirs) ? mark : null
  }

  /** 60 bits, in base32. */
  #mac(mark: string): string {
    const digest = createHmac('sha256', this.#key).update(mark).digest()
    return Array.from(digest.subarray(0, MAC_LETTERS), octet => LETTERS[octet & 31]).join('')
  }
}
