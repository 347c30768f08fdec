/** What of a content goes on the air, under which identifier and serial number, and until when. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emergencyIdentifier, exerciseIdentifier, type Identifier, liveIdentifier } from '../cbs/identifiers.ts'
import { serialNumber } from '../cbs/serial.ts'
import { airedUntil, broadcastCountBody, onTheAir, serialOf } from './broadcast.ts'
import { type BroadcastTerms, warningLevel } from './bulletin.ts'
import type { Purpose } from './documents.ts'

const TEXTS = [
  { language: 'vi', text: 'Hãy ở trong nhà.' },
  { language: 'en', text: 'Stay indoors.' },
]
const TERMS: BroadcastTerms = {
  texts: TEXTS,
  level: { severity: 'severe', urgency: 'expected', certainty: 'observed' },
  isEmergency: false,
  periodSeconds: 60,
  until: '2020-02-13T07:00:00+07:00',
  polygons: [],
}
/** The correction’s languages are the other way round. */
const CORRECTION = [
  { language: 'en', text: 'The last was wrong.' },
  { language: 'vi', text: 'Tin trước không đúng.' },
]

function identifiers(purpose: Purpose, terms: Partial<BroadcastTerms> = {}): readonly number[] {
  const broadcast = { ...TERMS, ...terms }
  const said = { purpose, renditions: { broadcast }, correction: { broadcast: CORRECTION } }
  return (['message', 'correction'] as const).flatMap(
    says => onTheAir(said, says)?.texts.map(({ identifier }) => identifier) ?? [],
  )
}

test('Hawaii 2018: whatever its level and its flags, an exercise reaches identifiers of exercises alone, and what is live none of them', () => {
  const { severity, urgency, certainty } = warningLevel.shape
  const seen = new Set<Identifier | number>()
  for (const isEmergency of [false, true])
    for (const how of severity.options)
      for (const soon of urgency.options)
        for (const sure of certainty.options) {
          const terms = { isEmergency, level: { severity: how, urgency: soon, certainty: sure } }
          const exercise = identifiers('exercise', terms)
          assert.ok(exercise.every(each => exerciseIdentifier(each) !== null))
          const live = identifiers('live', terms)
          assert.ok(live.every(each => exerciseIdentifier(each) === null))
          const gated = live.every(each => emergencyIdentifier(each) !== null)
          assert.equal(gated, isEmergency)
          if (!isEmergency) assert.ok(live.every(each => liveIdentifier(each) !== null))
          for (const each of live) seen.add(each)
        }
  const alerts = Array.from({ length: 8 }, (_, i) => [4371 + i, 4384 + i]).flat()
  assert.deepEqual([...seen].toSorted(), [...alerts, 4370, 4383, 4396, 4397].toSorted())
})

test('each language is a broadcast of its own, and a correction goes where its language went, in whichever order it was written', () => {
  assert.deepEqual(identifiers('live'), [4377, 4390, 4390, 4377])
  assert.deepEqual(identifiers('exercise'), [4381, 4394, 4394, 4381])
  const none = { renditions: {}, correction: { broadcast: CORRECTION } }
  assert.equal(onTheAir({ purpose: 'live', ...none }, 'message'), null)
  assert.equal(onTheAir({ purpose: 'live', ...none }, 'correction'), null)
})

test('a correction in a language that the message did not have has no identifier, and is not on the air in the place of another language', () => {
  const broadcast = { ...TERMS, texts: TEXTS.slice(0, 1) }
  const said = { renditions: { broadcast }, correction: { broadcast: CORRECTION } }
  for (const [purpose, identifier] of [
    ['live', 4377],
    ['exercise', 4381],
  ] as const)
    assert.deepEqual(onTheAir({ purpose, ...said }, 'correction'), {
      purpose,
      texts: [{ ...CORRECTION[1], identifier }],
    })
})

test('a correction has the same code and the next update number, which wraps at sixteen', () => {
  const of = { scope: 'plmn', code: 3, update: 15 } as const
  assert.deepEqual(serialOf(of, 'message'), of)
  assert.deepEqual(serialOf(of, 'correction'), { ...of, update: 0 })
  assert.equal(serialNumber(serialOf({ ...of, update: 0 }, 'correction')), 0x4031)
})

test('a correction is on the air for an hour, or as long as the message was to be, and never later than an hour after that', () => {
  const ends = Date.parse(TERMS.until)
  const hour = 3_600_000
  assert.equal(airedUntil(TERMS, { says: 'message' }), ends)
  const late = (ordered: number) => airedUntil(TERMS, { says: 'correction', ordered })
  assert.equal(late(ends - 2 * hour), ends)
  assert.equal(late(ends - hour / 2), ends + hour / 2)
  for (const after of [0, hour / 2, 5 * hour]) assert.equal(late(ends + after), ends + hour)
})

test('a count whose cells do not add up, in all or by province, is no count', () => {
  const tally = (known: number, onAir: number, failed: number, unknown: number) => ({ known, onAir, failed, unknown })
  const body = (cells: object, province: object) => ({
    directive: '0190a1b2-0000-7000-8000-000000000001',
    serial: 1,
    operator: 'mot',
    sha256: 'a'.repeat(64),
    says: 'message',
    cells,
    broadcasts: null,
    leaving: 0,
    provinces: [{ code: '26', asOf: '2020-02-13', cells: province }],
    asOf: TERMS.until,
    isFinal: false,
  })
  const isCount = (cells: object, province: object) => broadcastCountBody.safeParse(body(cells, province)).success
  assert.equal(isCount(tally(6, 3, 2, 1), tally(6, 3, 2, 1)), true)
  assert.equal(isCount(tally(6, 3, 2, 0), tally(6, 3, 2, 0)), false)
  assert.equal(isCount(tally(6, 3, 2, 1), tally(6, 4, 1, 1)), false)
})
