/**
 * Message codes: which message of its identifier a broadcast is. One for each version of a bulletin, at every operator the same, so that a
 * phone at the border of two networks shows it once; and never one of a message that may still be on the air or that phones remember:
 * they would take the new one for the old one and show nothing.
 *
 * Drawn one after another, round and round; after a restore from half the way round, since what was drawn after the backup is not known.
 */
import { SYSTEM } from '../../authority/trail.ts'
import type { Changing } from '../../authority/unit-of-work.ts'
import { CODE_MAX } from '../../cbs/serial.ts'
import { CORRECTION_MS } from '../../directive/broadcast.ts'
import type { Released } from '../bulletins/channel.ts'
import { type BroadcastReading, broadcastRows } from './store.ts'

const CODES = CODE_MAX + 1
/** Of the settings: the last that was drawn. */
const LAST = 'broadcasts.code'
/** Of the settings: the last release that found none. */
const WITHOUT = 'broadcasts.without-code'
/** How long phones remember what they have shown. 3GPP TS 23.041 section 8.2 leaves it to them: a day, and one more for their clocks. */
const REMEMBERED_MS = 48 * 60 * 60 * 1000

/** Null: all are in use, which the trail tells once of each release. It is asked for again when a node says hello. */
export async function codeFor(
  changing: Changing,
  { bulletin, version, content }: Pick<Released, 'bulletin' | 'version' | 'content'>,
): Promise<number | null> {
  const { store, now } = changing
  const rows = broadcastRows(store)
  const drawn = await rows.codeOf(bulletin, version)
  if (drawn !== null) return drawn.code
  const inUse = await codesInUse(rows, now)
  const code = nextCode(Number((await store.setting(LAST)) ?? CODE_MAX), inUse)
  if (code === null) {
    await tellNone(changing, { bulletin, version })
    return null
  }
  // A correction may be ordered until the window is over.
  const freeAt = Date.parse(content.window.until) + CORRECTION_MS + REMEMBERED_MS
  await rows.insertCode({ bulletin, version, code, freeAt })
  await store.setSetting(LAST, String(code))
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
  { store, record }: Changing,
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

/** The first after that one that is not in use. */
export function nextCode(last: number, inUse: ReadonlySet<number>): number | null {
  for (let step = 1; step <= CODES; step++) {
    const code = (last + step) % CODES
    if (!inUse.has(code)) return code
  }
  return null
}

/** Codes that were drawn after the backup lie before the next ones, unless they were five hundred. */
export async function jumpAhead({ store }: Changing): Promise<void> {
  const last = Number((await store.setting(LAST)) ?? CODE_MAX)
  await store.setSetting(LAST, String((last + CODES / 2) % CODES))
}
