/**
 * Message codes: which message of its identifier a broadcast is. One for each version of a bulletin, at every operator the same, so that a
 * phone at the border of two networks shows it once; and never one of a message that may still be on the air or that phones remember:
 * they would take the new one for the old one and show nothing.
 *
 * One of the few that follow from what was signed: nodes take no other.
 */
import { SYSTEM } from '../../authority/trail.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { CORRECTION_MS, codesOf } from '../../directive/broadcast.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { Released } from '../bulletins/channel.ts'
import { type BroadcastReading, broadcastRows } from './store.ts'

/** Of the settings: the last release that found none. */
const WITHOUT = 'broadcasts.without-code'
/** How long phones remember what they have shown. 3GPP TS 23.041 section 8.2 leaves it to them: a day, and one more for their clocks. */
const REMEMBERED_MS = 48 * 60 * 60 * 1000

/** Null: all are in use, which the trail tells once of each release. It is asked for again when a node says hello. */
export async function codeFor(
  tx: Transaction,
  { bulletin, version, content }: Pick<Released, 'bulletin' | 'version' | 'content'>,
): Promise<number | null> {
  const { store, now } = tx
  const rows = broadcastRows(store)
  const drawn = await rows.codeOf(bulletin, version)
  if (drawn !== null) return drawn.code
  const inUse = await codesInUse(rows, now)
  const code = codesOf(sha256Of(canonicalJson(content))).find(each => !inUse.has(each))
  if (code === undefined) {
    await tellNone(tx, { bulletin, version })
    return null
  }
  // A correction may be ordered until the window is over.
  const freeAt = Date.parse(content.window.until) + CORRECTION_MS + REMEMBERED_MS
  await rows.insertCode({ bulletin, version, code, freeAt })
  return code
}

/** Also of what is not known to have been drawn here: broadcasts that nodes gave back. */
export async function codesInUse(
  rows: Pick<BroadcastReading, 'codesInUse'>,
  now: number,
): Promise<ReadonlySet<number>> {
  return await rows.codesInUse({ now, endedAfter: now - CORRECTION_MS - REMEMBERED_MS })
}

async function tellNone(
  { store, record }: Transaction,
  { bulletin, version }: Pick<Released, 'bulletin' | 'version'>,
): Promise<void> {
  const release = `${bulletin} ${version}`
  if ((await store.setting(WITHOUT)) === release) return
  await store.setSetting(WITHOUT, release)
  await record(SYSTEM, {
    action: 'broadcast.no-code',
    subject: { kind: 'bulletin', id: bulletin },
    details: { version },
  })
}
