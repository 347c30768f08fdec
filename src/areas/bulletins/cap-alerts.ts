/** A release as an alert, behind those of the same bulletin that were signed before it: which of them still count. Pure. */
import type { CapAlert } from '../../cap/alert.ts'
import { alertOf, identifierOf, instantOfAlert, senderOf, timesOf } from '../../directive/alert.ts'
import type { Site } from '../../directive/public-place.ts'
import type { Released } from './channel.ts'

/** What others need to know of an alert that was signed. Milliseconds since 1970, of whole seconds. */
export interface SentAlert {
  readonly serial: number
  readonly bulletin: string
  readonly identifier: string
  readonly sender: string
  readonly sentMs: number
  readonly expiresMs: number
  /** Since when the public may have it. */
  readonly publicMs: number
}

/** Null: this release is none. `before`: alerts of the same bulletin, the oldest first. */
export function alertOfRelease(
  release: Released,
  { before, site }: { readonly before: readonly SentAlert[]; readonly site: Site },
): { readonly alert: CapAlert; readonly sent: SentAlert } | null {
  const { content, kind, channels, serial, bulletin } = release
  if (!channels.includes('cap')) return null
  const releasedMs = Date.parse(release.at)
  const times = timesOf({ content, kind, releasedMs })
  const standing = before.filter(earlier => earlier.publicMs < releasedMs && earlier.expiresMs > times.sentMs)
  const references = standing.map(({ sender, identifier, sentMs }) => ({
    sender,
    identifier,
    sent: instantOfAlert(sentMs),
  }))
  const alert = alertOf({ content, kind, releasedMs, references, site })
  if (alert === null) return null
  const sent = { serial, bulletin, identifier: identifierOf(release), sender: senderOf(site) }
  return { alert, sent: { ...sent, ...times } }
}
