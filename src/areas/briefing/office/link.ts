/**
 * The link of a site, and what it is worth when. Pure; instants are milliseconds since 1970.
 *
 *   issued ──► sent ──── opened, once ──► used: a token in that browser ──► until 90 days after the planned end
 *                └─ 12 h after the planned end: expired          (the room itself closes with the briefing)
 *
 * Its secret stands behind the #, which no browser sends: `https://…/briefing#<43 characters>`. Of secrets only digests are kept.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { BriefingContent, BriefingState } from '../model.ts'
import type { StoredPlace } from '../store.ts'

export const SITE_TOKEN_PREFIX = 'loas_'
/** 256 bits: 43 characters. */
const SECRET_OCTETS = 32
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A briefing takes longer than was planned. */
const LINK_AFTER_MS = 12 * HOUR_MS
/** In which a site answers the instructions that it was given. */
const TOKEN_AFTER_MS = 90 * 24 * HOUR_MS

export function makeSecret(): string {
  return randomBytes(SECRET_OCTETS).toString('base64url')
}

export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function linkTo(origin: string, secret: string): string {
  return `${roomAt(origin)}#${secret}`
}

/** For a browser that has opened its link. */
export function roomAt(origin: string): string {
  return `${origin}/briefing`
}

export function linkExpiryOf(content: Pick<BriefingContent, 'startsAt' | 'minutes'>): number {
  return plannedEndOf(content) + LINK_AFTER_MS
}

export function tokenExpiryOf(content: Pick<BriefingContent, 'startsAt' | 'minutes'>): number {
  return plannedEndOf(content) + TOKEN_AFTER_MS
}

function plannedEndOf({ startsAt, minutes }: Pick<BriefingContent, 'startsAt' | 'minutes'>) {
  return Date.parse(startsAt) + minutes * MINUTE_MS
}

type LinkState = 'none' | 'sent' | 'used'

export function linkStateOf({ linkSha256, tokenSha256 }: Opening): LinkState {
  if (tokenSha256 !== null) return 'used'
  return linkSha256 === null ? 'none' : 'sent'
}

type Opening = Pick<StoredPlace, 'linkSha256' | 'tokenSha256'>

export type LinkRefusal = 'linkCancelled' | 'linkEnded' | 'linkUsed' | 'linkExpired'

/** Why a link opens nothing; null: it opens its room. */
export function linkRefusal(
  place: Opening & Pick<StoredPlace, 'linkExpiresAt'>,
  state: BriefingState,
  nowMs: number,
): LinkRefusal | null {
  if (state === 'cancelled') return 'linkCancelled'
  if (state === 'ended') return 'linkEnded'
  if (place.tokenSha256 !== null) return 'linkUsed'
  return place.linkExpiresAt === null || nowMs >= place.linkExpiresAt ? 'linkExpired' : null
}
