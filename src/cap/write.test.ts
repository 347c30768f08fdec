import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { Failure } from '../base/failure.ts'
import {
  CATEGORIES,
  type CapAlert,
  type CapArea,
  type CapInfo,
  type CapResource,
  CERTAINTIES,
  RESPONSE_TYPES,
  SEVERITIES,
  STATUSES,
  URGENCIES,
} from './alert.ts'
import { checkAlert } from './check.ts'
import { GOLDEN, golden } from './golden-alerts.test.ts'
import { type CapInstant, readInstant, writeInstant } from './instant.ts'
import { readAlert } from './read.ts'
import { writeAlert } from './write.ts'

function read(xml: string): CapAlert {
  const got = readAlert(Buffer.from(xml))
  assert.ok('alert' in got, 'faults' in got ? JSON.stringify(got.faults) : '')
  return got.alert
}

const OUTBREAK: CapAlert = {
  identifier: 'VN-BYT-2026-0005',
  sender: 'canhbao@byt.example',
  sent: { epochMs: Date.UTC(2026, 1, 3), offsetMinutes: 420 },
  status: 'Actual',
  msgType: 'Alert',
  scope: 'Public',
  code: [],
  references: [],
  info: (
    [
      ['vi-VN', 'Dịch bệnh', 'Bộ Y tế', 'Dịch bệnh ở phường Một', 'Ở nhà, đeo khẩu trang.', 'Phường Một'],
      [
        ...['en', 'Outbreak of disease', 'Ministry of Health', 'Outbreak of disease in Ward One'],
        ...['Stay at home, wear a mask.', 'Ward One'],
      ],
    ] as const
  ).map(([language, event, senderName, headline, instruction, areaDesc]) => ({
    language,
    category: ['Health'],
    event,
    responseType: ['Avoid'],
    urgency: 'Immediate',
    severity: 'Severe',
    certainty: 'Observed',
    eventCode: [{ valueName: 'OET:v1.2', value: 'OET-062' }],
    expires: { epochMs: Date.UTC(2026, 1, 5), offsetMinutes: 420 },
    senderName,
    headline,
    instruction,
    parameter: [],
    resource: [],
    area: [
      {
        areaDesc,
        polygon: [
          [
            { latitude: 21.03, longitude: 105.85 },
            { latitude: 21.05, longitude: 105.85 },
            { latitude: 21.05, longitude: 105.9 },
            { latitude: 21.03, longitude: 105.85 },
          ],
        ],
        circle: [],
        geocode: [],
      },
    ],
  })),
}

test('an outbreak in two languages is written letter for letter as the file by hand, and read again', () => {
  assert.equal(writeAlert(OUTBREAK), golden('outbreak.xml'))
  assert.deepEqual(read(golden('outbreak.xml')), OUTBREAK)
})

test('each golden alert, read and written again, is the same octets', () => {
  for (const name of GOLDEN) assert.equal(writeAlert(read(golden(name))), golden(name), name)
})

test('a moment is written with its offset and never with Z, and UTC as -00:00', () => {
  for (const [text, written] of [
    ['2026-02-03T07:00:00+07:00', '2026-02-03T07:00:00+07:00'],
    ['2026-02-03T00:00:00+00:00', '2026-02-03T00:00:00-00:00'],
    ['2026-02-03T00:00:00-00:00', '2026-02-03T00:00:00-00:00'],
    ['2026-02-02T20:30:00-03:30', '2026-02-02T20:30:00-03:30'],
    ['2026-02-28T24:00:00+14:00', '2026-03-01T00:00:00+14:00'],
    ['0001-01-01T00:00:00+00:00', '0001-01-01T00:00:00-00:00'],
  ]) {
    const instant = readInstant(text)
    assert.ok(typeof instant === 'object', text)
    assert.equal(writeInstant(instant), written)
    assert.equal(instant.epochMs, Date.parse(written.replace('-00:00', 'Z')))
  }
})

test('what the check would find fault with is not written', () => {
  const [info] = OUTBREAK.info
  for (const [alert, element, fault] of [
    [{ ...OUTBREAK, identifier: 'a b' }, 'alert/identifier', 'identifier'],
    [{ ...OUTBREAK, status: 'Exercise' }, 'alert/note', 'note-missing'],
    [{ ...OUTBREAK, info: [{ ...info, headline: 'a\u0007b' }] }, '/', 'character'],
    [{ ...OUTBREAK, info: [{ ...info, headline: 'a\ud83d' }] }, 'alert', 'character'],
    [{ ...OUTBREAK, info: [{ ...info, headline: 'ệ'.repeat(400_000) }] }, '/', 'too-large'],
    [{ ...OUTBREAK, sent: info.expires }, 'alert/info[1]/expires', 'expires-early'],
  ] as const) {
    const write = () => writeAlert(alert as CapAlert)
    assert.throws(write, (error: unknown) => {
      assert.ok(error instanceof Failure)
      assert.deepEqual([error.code, error.details], ['alertFaulty', { element, fault }])
      return true
    })
  }
})

const record = <Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) =>
  fc.record(model, { noNullPrototype: true })
const letter = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...'aZ09 <>&"\'],;-ệẫỡĐ🚨\t\r\n') },
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
)
const text = fc.array(letter, { maxLength: 12 }).map(letters => letters.join(''))
const filled = text.map(one => `x${one}`)
const word = fc.stringMatching(/^[\w@.+ệ-]{1,12}$/).filter(one => !/\s/.test(one))
const SECONDS_MAX = Date.UTC(9990, 0) / 1000
const offsetMinutes = fc.integer({ min: -840, max: 840 })
const instantBetween = (min: number, max: number): fc.Arbitrary<CapInstant> =>
  record({ epochMs: fc.integer({ min, max }).map(one => one * 1000), offsetMinutes })
const decimal = (max: number) => fc.double({ min: -max, max, noNaN: true }).map(value => (value === 0 ? 0 : value))
const point = record({ latitude: decimal(90), longitude: decimal(180) })
const pair = record({ valueName: filled, value: text })
const some = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { maxLength: 2 })
/** With any of the keys that need not be there left out. */
const optional = <Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) =>
  fc.record(model, { requiredKeys: [], noNullPrototype: true })

const area: fc.Arbitrary<CapArea> = fc
  .tuple(
    record({
      areaDesc: filled,
      polygon: some(fc.array(point, { minLength: 3, maxLength: 5 }).map(points => [...points, points[0]])),
      circle: some(record({ latitude: decimal(90), longitude: decimal(180), radiusKm: decimal(1e30).map(Math.abs) })),
      geocode: some(pair),
    }),
    optional({ altitude: decimal(1e25) }),
    fc.boolean(),
  )
  .map(([required, rest, hasCeiling]) => ({
    ...required,
    ...rest,
    ...(hasCeiling && rest.altitude !== undefined && { ceiling: Math.abs(rest.altitude) }),
  }))

const resource: fc.Arbitrary<CapResource> = fc
  .tuple(
    record({ resourceDesc: filled, mimeType: fc.constantFrom('image/png', 'text/html; a="b"') }),
    optional({
      size: fc.maxSafeNat(),
      uri: fc.constantFrom('a.png', 'https://a.example/?b=ệ#c'),
      digest: fc.stringMatching(/^[\da-f]{40}$/),
    }),
  )
  .map(([required, rest]) => ({ ...required, ...rest }))

const info = (sent: number): fc.Arbitrary<CapInfo> =>
  fc
    .tuple(
      record({
        language: fc.constantFrom('vi-VN', 'en', 'zh-Hant', 'x-a'),
        category: fc.subarray([...CATEGORIES], { minLength: 1 }),
        event: filled,
        responseType: fc.subarray([...RESPONSE_TYPES]),
        urgency: fc.constantFrom(...URGENCIES),
        severity: fc.constantFrom(...SEVERITIES),
        certainty: fc.constantFrom(...CERTAINTIES),
        eventCode: some(pair),
        parameter: some(pair),
        resource: some(resource),
        area: some(area),
      }),
      optional({
        audience: text,
        senderName: text,
        headline: text,
        description: text,
        instruction: text,
        contact: text,
        web: fc.constant('https://a.example/?b&c'),
        effective: instantBetween(sent - 9, sent),
        onset: instantBetween(0, SECONDS_MAX),
        expires: instantBetween(sent + 1, SECONDS_MAX + 9),
      }),
    )
    .map(([required, rest]) => ({ ...required, ...rest }))

const alert: fc.Arbitrary<CapAlert> = fc.integer({ min: 0, max: SECONDS_MAX }).chain(sent =>
  fc
    .tuple(
      record({
        identifier: word,
        sender: word,
        sent: instantBetween(sent, sent),
        status: fc.constantFrom(...STATUSES),
        msgType: fc.constant('Alert' as const),
        scope: fc.constant('Private' as const),
        addresses: filled,
        note: filled,
        code: some(text),
        references: fc
          .uniqueArray(word, { maxLength: 3 })
          .chain(all =>
            fc.tuple(
              ...all.map(identifier =>
                record({
                  sender: word.map(one => `${one}-`),
                  identifier: fc.constant(identifier),
                  sent: instantBetween(0, sent),
                }),
              ),
            ),
          ),
        info: some(info(sent)),
      }),
      optional({ source: text, restriction: text, incidents: text }),
    )
    .map(([required, rest]) => ({ ...required, ...rest }))
    .filter(one => one.references.every(({ sender }) => sender !== one.sender)),
)

test('any alert, written and read again, is the same alert, and has no fault', () => {
  fc.assert(
    fc.property(alert, value => {
      const xml = writeAlert(value)
      assert.deepEqual(checkAlert(Buffer.from(xml)), [])
      assert.deepEqual(read(xml), value)
    }),
    { numRuns: howMany(50, 200) },
  )
})
