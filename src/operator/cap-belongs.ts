/**
 * Whether an alert of the Common Alerting Protocol is the one that two people signed of a bulletin. The authority's server made it, and is
 * not believed for that: it is made anew out of the signed content, by the authority's own function, and has to be the same octet for octet.
 *
 *   content, kind, what is pinned ─┬─► alertOf ─► writeAlert ─► octets ═══ the file up to its signature
 *   sent, references, bounded ─────┘                                        and a signature, in which no words stand
 *
 * Why every octet: what is between the elements, and how a letter is spelled, is read by other programs in other ways; a comment within a
 * text ends it for some of them. The signature is held against a certificate elsewhere (cap/verify.ts), and what stands in it is
 * signed by nobody. Pure.
 */

import { canonicalJson } from '../base/canonical.ts'
import { Failure } from '../base/failure.ts'
import type { CapAlert, CapReference } from '../cap/alert.ts'
import { readAlert } from '../cap/read.ts'
import { writeAlert } from '../cap/write.ts'
import { alertOf, identifierOf, senderOf } from '../directive/alert.ts'
import { type BulletinContent, type ReleaseKind, releaseKind } from '../directive/bulletin.ts'
import { CLOCK_SKEW_MAX_MS } from '../directive/signing.ts'
import { SIGNED_AGE_MAX_MS } from '../directive/statement.ts'

/** What the operator knows of the authority by another way than its server: no alert of it says so first. */
export interface AuthorityPinned {
  /** As alerts name it to people. */
  readonly name: string
  /** `https://host`, of its public pages: a link of an alert leads nowhere else. */
  readonly origins: readonly string[]
}

export interface Pinned extends AuthorityPinned {
  /** When the second of the two people signed. Milliseconds since 1970; null: that is not known any more. */
  readonly approvedMs: number | null
  readonly now: number
}

/** Null: it is that alert; else in what it differs, as a field of the standard, or why it is not its time. */
export function differenceOf(
  octets: Buffer,
  content: BulletinContent,
  kind: ReleaseKind,
  pinned: Pinned,
): string | null {
  const read = readAlert(octets)
  if ('faults' in read) return `${read.faults[0]?.element} ${read.faults[0]?.code}`
  const { alert } = read
  const bounds = outOfBounds(alert, content, kind, pinned)
  if (bounds !== null) return bounds
  const origin = pinned.origins.find(each => hostOf(each) === alert.sender)
  if (origin === undefined) return `sender: it is not ${pinned.origins.map(hostOf).join(', ')}`
  const site = { name: pinned.name, origin }
  const { references, sent } = alert
  const meant = alertOf({ content, kind, references, site, releasedMs: sent.epochMs })
  if (meant === null) return 'there is no such alert of this bulletin'
  return differing(alert, meant) ?? (isFileOf(octets, meant) ? null : 'spelling')
}

const hostOf = (origin: string) => senderOf({ origin })

/** What the signed content does not say. */
function outOfBounds(
  { sent, references, sender }: CapAlert,
  content: BulletinContent,
  kind: ReleaseKind,
  { approvedMs, now }: Pinned,
): string | null {
  const { from, until } = content.window
  // That it is taken back is said at any time: nobody is warned by it.
  if (kind !== 'cancel') {
    if (from !== null && now < Date.parse(from)) return 'its time has not come'
    if (now >= Date.parse(until)) return 'its time is over'
  }
  // Who approved has signed by a clock of their own, which the authority lets differ by so much.
  if (approvedMs !== null && sent.epochMs < approvedMs - SIGNED_AGE_MAX_MS) return 'sent'
  if (sent.epochMs > now + CLOCK_SKEW_MAX_MS) return 'sent'
  return areEarlier(references, { content, kind, sender, sent }) ? null : 'references'
}

/**
 * Earlier alerts of this very bulletin, each once and in their order, and of nobody else. Which of them still count the authority alone
 * knows: one that is left out holds back what corrects it, as a server may in any case; and one that is asked for would hold
 * back the correction of an authority that has lost its log.
 */
function areEarlier(
  references: readonly CapReference[],
  of: Pick<CapAlert, 'sender' | 'sent'> & { readonly content: BulletinContent; readonly kind: ReleaseKind },
): boolean {
  const { content, sender, sent } = of
  const own = orderOf(content.version, of.kind)
  let [order, sentMs] = [-1, 0]
  return references.every(reference => {
    const [before, beforeMs] = [order, sentMs]
    sentMs = reference.sent.epochMs
    order = orderIn(reference.identifier, content.bulletin)
    const isInTurn = before < order && order < own
    const isInTime = beforeMs <= sentMs && sentMs <= sent.epochMs
    const isSameZone = reference.sent.offsetMinutes === sent.offsetMinutes
    return isInTurn && isInTime && isSameZone && reference.sender === sender
  })
}

const KINDS = releaseKind.options

function orderOf(version: number, kind: ReleaseKind): number {
  return version * KINDS.length + KINDS.indexOf(kind)
}

/** -1: it is none of this bulletin, as the authority spells it. */
function orderIn(identifier: string, bulletin: string): number {
  const [, digits] = /\.(\d{1,12})\.[a-z]+$/.exec(identifier) ?? []
  const version = Number(digits)
  const kind = KINDS.find(each => identifierOf({ bulletin, version, kind: each }) === identifier)
  return kind === undefined || version < 1 ? -1 : orderOf(version, kind)
}

/** The first field that is another one, in the order of the standard. */
function differing({ info, ...given }: CapAlert, { info: infos, ...meant }: CapAlert) {
  const outside = fieldIn(given, meant)
  if (outside !== null) return outside
  if (info.length !== infos.length) return 'info'
  for (const [i, each] of infos.entries()) {
    const field = fieldIn(info[i], each)
    if (field !== null) return `${each.language}: ${field}`
  }
  return null
}

function fieldIn<Of extends object>(given: Of, meant: Of): string | null {
  const names = Object.keys({ ...meant, ...given }) as (keyof Of & string)[]
  return names.find(name => canonicalJson(given[name]) !== canonicalJson(meant[name])) ?? null
}

/**
 * Of a signature the elements that bear it and letters of base64; no `Object`, no `KeyName`, no comment: whatever stands there is
 * covered by no signature and posted all the same.
 */
const SIGNATURE =
  /^<Signature xmlns="[!-;=?-~]+">(?:<\/?(?:SignedInfo|CanonicalizationMethod|SignatureMethod|Reference|Transforms?|DigestMethod|DigestValue|SignatureValue|KeyInfo|X509Data|X509Certificate)(?: (?:Algorithm|URI)="[!#-;=?-~]*")?\/?>|[\w+/=])*<\/Signature>$/
/** Of the longest key, with a few certificates. */
const SIGNATURE_OCTETS_MAX = 20_000
const END = '</alert>\n'

function isFileOf(octets: Buffer, meant: CapAlert): boolean {
  const written = textOf(meant)
  if (written === null) return false
  const text = Buffer.from(written.slice(0, -END.length))
  const signature = octets.subarray(text.length, -END.length).toString('latin1')
  return (
    text.equals(octets.subarray(0, text.length)) &&
    octets.subarray(-END.length).equals(Buffer.from(END)) &&
    signature.length <= SIGNATURE_OCTETS_MAX &&
    SIGNATURE.test(signature)
  )
}

/** Null: it cannot be written, and the authority could not either. */
function textOf(alert: CapAlert): string | null {
  try {
    return writeAlert(alert)
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
