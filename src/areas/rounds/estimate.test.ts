import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HelloBody } from '../../directive/documents.ts'
import { estimateOf, type OperatorFacts } from './estimate.ts'
import type { RoundContent } from './model.ts'
import { PLAIN_CONTENT } from './plain-content.ts'

const HELLO: HelloBody = {
  version: '1',
  clock: '2026-02-03T00:00:00Z',
  subscribers: 1000,
  audienceSha256: 'a'.repeat(64),
  provinces: [
    { code: '01', asOf: '2026-01-01', subscribers: 300 },
    { code: '79', asOf: '2026-01-01', subscribers: 200 },
  ],
  excludes: [],
  languages: [{ language: 'en', subscribers: 100 }],
  exercise: null,
  lanes: 1,
  segmentsPerSecond: 50,
  serialMax: 0,
}

/** Three ordinary SMS in Vietnamese, one in English. */
const MESSAGE = {
  variants: [
    { language: 'vi', text: 'ậ'.repeat(150) },
    { language: 'en', text: 'Wash your hands' },
  ],
}

const CONTENT: RoundContent = { ...PLAIN_CONTENT, messages: [MESSAGE] }

function check(
  title: string,
  [change, hello]: [Partial<RoundContent>, Partial<HelloBody> | null],
  expected: { subscribers: number | null; segments: number; seconds: number | null },
): void {
  test(title, () => {
    const operator: OperatorFacts = {
      id: 'mot',
      name: 'Một',
      state: 'enrolled',
      hello: hello === null ? null : { ...HELLO, ...hello },
    }
    const { operators, ...sums } = estimateOf({ ...CONTENT, ...change }, [operator])
    assert.deepEqual(operators, [{ operator: 'mot', name: 'Một', ...expected }])
    assert.deepEqual(sums, { subscribers: expected.subscribers ?? 0, segments: expected.segments })
  })
}

check('everybody gets the first variant, those of a language theirs', [{}, {}], {
  subscribers: 1000,
  segments: 900 * 3 + 100,
  seconds: 56,
})
check(
  'chosen provinces count alone, their languages in proportion',
  [{ audience: { provinces: [{ code: '01', asOf: '2026-02-03' }], excludes: [] } }, {}],
  { subscribers: 300, segments: 270 * 3 + 30, seconds: 16.8 },
)
check(
  'a province of another time is none of these',
  [{ audience: { provinces: [{ code: '01', asOf: '2020-02-03' }], excludes: [] } }, {}],
  { subscribers: 0, segments: 0, seconds: 0 },
)
check('several messages are so many turns', [{ messages: [MESSAGE, MESSAGE] }, {}], {
  subscribers: 1000,
  segments: 5600,
  seconds: 112,
})
check('the slower of the two limits counts', [{ sending: { ...CONTENT.sending, segmentsPerSecondMax: 28 } }, {}], {
  subscribers: 1000,
  segments: 2800,
  seconds: 100,
})
check('without a limit there is no time to tell', [{}, { segmentsPerSecond: 0 }], {
  subscribers: 1000,
  segments: 2800,
  seconds: null,
})
check('an operator that never told has no number', [{}, null], { subscribers: null, segments: 0, seconds: null })
check(
  'a language list larger than the audience takes no more than there are',
  [{}, { languages: [{ language: 'en', subscribers: 5000 }] }],
  { subscribers: 1000, segments: 1000, seconds: 20 },
)
check('a text that cannot be sent costs nothing', [{ messages: [{ variants: [{ language: 'vi', text: '' }] }] }, {}], {
  subscribers: 1000,
  segments: 0,
  seconds: 0,
})

test('an operator chosen twice counts once, an unknown one is named by its id', () => {
  const { operators } = estimateOf({ ...CONTENT, operators: ['x', 'x'] }, [])
  assert.deepEqual(operators, [{ operator: 'x', name: 'x', subscribers: null, segments: 0, seconds: null }])
})
