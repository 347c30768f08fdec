/**
 * Where a mail comes back to: an envelope sender that names what it was about, so that a bounce needs no look at an address.
 *
 *   bounces+3f0e…-MAC@loa.example.vn       mark: whatever the area gave, such as the id of a subscription
 *
 * The MAC is keyed: nobody else can make one, and so end somebody's subscription. Lower case only, for servers on the way may
 * write it so. Pure.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** RFC 5321, 4.5.3.1.1. */
const LOCAL_PART_MAX = 64
const MAC_LETTERS = 12
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
export const MARK = /^[a-z0-9-]{1,36}$/
/** Of the address that bounces come to, before its @: mark and MAC still fit behind it. */
export const LOCAL_PART = /^[a-z0-9._-]{1,14}$/

/** `address`: `bounces@loa.example.vn`; `mark`: a MARK. */
export function returnPathOf(address: string, mark: string, key: Buffer): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}+${mark}-${macOf(mark, key)}${address.slice(at)}`
}

/** The mark; null: we wrote no such address. */
export function markOf(address: string, key: Buffer): string | null {
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase()
  if (local.length > LOCAL_PART_MAX) return null
  const named = local.slice(local.indexOf('+') + 1)
  const mark = named.slice(0, -MAC_LETTERS - 1)
  if (!local.includes('+') || !MARK.test(mark)) return null
  const ours = Buffer.from(`${mark}-${macOf(mark, key)}`)
  const theirs = Buffer.from(named)
  return ours.length === theirs.length && timingSafeEqual(ours, theirs) ? mark : null
}

/** 60 bits, in base32. */
function macOf(mark: string, key: Buffer): string {
  const digest = createHmac('sha256', key).update(mark).digest()
  return Array.from(digest.subarray(0, MAC_LETTERS), octet => LETTERS[octet & 31]).join('')
}
