/** A round that is an exercise for good: from its content to its directive no way leads to a live one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { digestOfDirective } from './claims.ts'
import { type DirectiveBody, directiveBody, purpose } from './documents.ts'
import { directVariant } from './octets.ts'

const LIVE = {
  directive: '6a1f0c1e-8a1c-4f55-9d6e-0d4f8f8f0a01',
  serial: 1,
  operator: 'mot',
  round: '6a1f0c1e-8a1c-4f55-9d6e-0d4f8f8f0a02',
  version: 1,
  title: 'Đợt 1',
  purpose: 'live',
  issuedAt: '2026-02-03T00:00:00Z',
  expiresAt: '2026-02-04T00:00:00Z',
  messages: [{ variants: [directVariant('vi', 'Rửa tay')] }],
  source: 'BOYTE',
  audience: { provinces: null, excludes: [] },
  window: { notBefore: null, notAfter: null, daily: null, timeZone: 'Asia/Ho_Chi_Minh' },
  sending: {
    receipts: 'last',
    receiptWaitSeconds: 0,
    uncertain: 'hold',
    validitySeconds: null,
    canary: 0,
    segmentsPerSecondMax: 0,
  },
  operators: ['mot'],
  exerciseFirst: false,
} as const satisfies DirectiveBody

/** As its people would sign it. */
const digest = (body: object) => digestOfDirective(body as typeof LIVE)

test('a live directive of an exercise is no program and no document', () => {
  // @ts-expect-error
  const wrong: DirectiveBody = { ...LIVE, purpose: 'live', roundPurpose: 'exercise' }
  const read = directiveBody.safeParse(wrong)
  assert.deepEqual(
    read.error?.issues.map(({ code }) => code),
    ['unrecognized_keys'],
  )
  assert.ok(directiveBody.safeParse({ ...wrong, purpose: 'exercise' }).success)
})

test('whatever a directive says, it is live or of an exercise, and what was signed of one is nothing for the other', () => {
  const roundPurpose = fc.constantFrom(undefined, 'exercise', 'live', '', null, true)
  fc.assert(
    fc.property(fc.constantFrom(...purpose.options), roundPurpose, fc.string(), (is, of, title) => {
      const given = { ...LIVE, purpose: is, title: `t${title}`.slice(0, 200) }
      const read = directiveBody.safeParse(of === undefined ? given : { ...given, roundPurpose: of })
      assert.equal(read.success, of === undefined || (of === 'exercise' && is === 'exercise'))
      if (!read.success || of === undefined) return
      assert.equal(read.data.purpose, 'exercise')
      const live = digest({ ...given, purpose: 'live' })
      assert.notEqual(digest(read.data), live)
      assert.equal(digest({ ...given, purpose: 'exercise' }), live, 'the exercise of a live round')
    }),
  )
})

test('what people signed of a live round before rounds had a purpose is what they sign today', () => {
  // Of this very round, by the program before.
  assert.equal(digest(LIVE), 'c8559189622d4731a9c8afe51ba1805be8ea348eac408cc5f8572a421e183a4c')
  const written = JSON.stringify(directiveBody.parse(LIVE))
  assert.deepEqual(Object.keys(JSON.parse(written)).toSorted(), Object.keys(LIVE).toSorted())
})
