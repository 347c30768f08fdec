/** A bulletin that is broadcast, for the tests of this room. A file of no test, named so that it is not shipped. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { canonicalJson } from '../base/canonical.ts'
import { codesOf } from '../directive/broadcast.ts'
import { type BroadcastTerms, type BulletinContent, bulletinContent } from '../directive/bulletin.ts'
import { markedText } from '../directive/exercise-mark.ts'
import { sha256Of } from '../directive/signing.ts'

const HOUR_MS = 3_600_000

export const BROADCAST_TEXTS = [
  { language: 'vi', text: 'Hãy ở trong nhà đến khi có tin mới.' },
  { language: 'en', text: 'Stay indoors.' },
]

export function broadcastContent(
  terms: Partial<BroadcastTerms> = {},
  given: {
    readonly purpose?: 'live' | 'exercise'
    readonly province?: string
    readonly nowMs?: number
    /** One that it may have; missing: whichever. */
    readonly code?: number
  } = {},
): BulletinContent {
  const { purpose = 'live', province = '01', nowMs = Date.now(), code } = given
  const page = [{ language: 'vi', title: 'Bão', text: 'Hãy ở trong nhà.' }]
  const none = { sms: [], loudspeakers: [], mail: [], push: [] }
  const until = new Date(nowMs + HOUR_MS).toISOString()
  const said = purpose === 'exercise' ? ('exercise' as const) : ('live' as const)
  const marked = (language: string, text: string) => ({ language, text: markedText(text, { language, purpose: said }) })
  const texts = (terms.texts ?? BROADCAST_TEXTS.slice(0, 1)).map(({ language, text }) => marked(language, text))
  const content = bulletinContent.parse({
    format: 1,
    bulletin: randomUUID(),
    version: 1,
    purpose,
    priority: 'urgent',
    provinces: [{ code: province, asOf: '2020-02-03' }],
    window: { from: null, until: new Date(nowMs + 3 * HOUR_MS).toISOString() },
    renditions: {
      page,
      ...none,
      cap: null,
      ring: null,
      placements: [],
      broadcast: {
        level: { severity: 'severe', urgency: 'expected', certainty: 'observed' },
        isEmergency: false,
        periodSeconds: 60,
        until,
        polygons: [],
        ...terms,
        texts,
      },
    },
    correction: {
      page,
      ...none,
      broadcast: texts.map(({ language }) => marked(language, `Tin trước sai (${language}).`)),
    },
  })
  return code === undefined ? content : withCode(content, code)
}

/** Under another id, so that it may have this code. */
export function withCode(content: BulletinContent, code: number): BulletinContent {
  for (;;) {
    const other = { ...content, bulletin: randomUUID() }
    if (codesOf(digestOf(other)).includes(code)) return other
  }
}

/** The first that a content may have and no other has: as an authority gives them out, so that no two on the air share one. */
export function codeOf(content: BulletinContent, others: ReadonlySet<number> = new Set()): number {
  const code = codesOf(digestOf(content)).find(each => !others.has(each))
  assert.ok(code !== undefined)
  return code
}

export const digestOf = (content: BulletinContent) => sha256Of(canonicalJson(content))
