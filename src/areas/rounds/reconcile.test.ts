import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DirectiveTally, NOTHING, type ReturnBody } from '../../directive/documents.ts'
import type { FlagCode } from '../operators/model.ts'
import { PLAIN_CONTENT } from './plain-content.ts'
import { type Evidence, reconcile } from './reconcile.ts'

const { source, audience, window, sending } = PLAIN_CONTENT

const SHA = 'c'.repeat(64)
const AUDIENCE = 'a'.repeat(64)
const ROUND = '9f1d2f0e-0000-4000-8000-000000000001'
const DIRECTIVE = '9f1d2f0e-0000-4000-8000-000000000002'

const variant = (language: string, segments: number) => ({
  language,
  text: 'x',
  encoding: 'ucs2' as const,
  units: 1,
  segments,
  sha256: SHA,
})

/** 100 subscribers; one message: 80 in Vietnamese, 3 segments each, 20 in English, 1 each. All delivered but 10. */
const TALLY: DirectiveTally = {
  ...NOTHING,
  turns: { ...NOTHING.turns, audience: 100, delivered: 80, accepted: 10, failed: 6, uncertain: 4 },
  segments: {
    ...NOTHING.segments,
    expected: 260,
    submitted: 255,
    accepted: 235,
    refused: 8,
    retried: 7,
    unanswered: 5,
    delivered: 200,
  },
}

const RETURN: ReturnBody = {
  directive: DIRECTIVE,
  serial: 7,
  operator: 'mot',
  round: ROUND,
  purpose: 'live',
  sha256: SHA,
  state: 'finished',
  subscribers: 100,
  audienceSha256: AUDIENCE,
  startedAt: '2026-02-03T00:00:00Z',
  endedAt: '2026-02-03T01:00:00Z',
  tally: TALLY,
  legs: [
    {
      message: 1,
      language: 'vi',
      subscribers: 80,
      segmentsEach: 3,
      segments: { submitted: 235, accepted: 216, delivered: 182 },
    },
    {
      message: 1,
      language: 'en',
      subscribers: 20,
      segmentsEach: 1,
      segments: { submitted: 20, accepted: 19, delivered: 18 },
    },
  ],
}

const EVIDENCE: Evidence = {
  directive: {
    directive: DIRECTIVE,
    serial: 7,
    operator: 'mot',
    round: ROUND,
    version: 1,
    title: 't',
    purpose: 'live',
    issuedAt: '2026-02-03T00:00:00Z',
    expiresAt: '2026-02-10T00:00:00Z',
    messages: [{ variants: [variant('vi', 3), variant('en', 1)] }],
    source,
    audience,
    window,
    sending,
  },
  sha256: SHA,
  acknowledged: { is: 'accepted', subscribers: 100, audienceSha256: AUDIENCE, segmentsExpected: 260 },
  progress: {
    ...TALLY,
    turns: { ...TALLY.turns, delivered: 40, accepted: 20, failed: 3, uncertain: 7, unsent: 30 },
    segments: { ...TALLY.segments, submitted: 150, accepted: 140, delivered: 100 },
  },
  declared: 100,
  returned: RETURN,
}

function check(title: string, change: Partial<Evidence>, expected: readonly FlagCode[]): void {
  test(title, () => {
    const flags = reconcile({ ...EVIDENCE, ...change })
    assert.deepEqual([...new Set(flags.map(({ code }) => code))], expected, JSON.stringify(flags))
    for (const { expected: should, found } of flags) assert.notEqual(should, found)
  })
}

const returned = (change: Partial<ReturnBody>) => ({ returned: { ...RETURN, ...change } })
const turns = (change: Partial<DirectiveTally['turns']>) =>
  returned({ tally: { ...TALLY, turns: { ...TALLY.turns, ...change } } })
const segments = (change: Partial<DirectiveTally['segments']>, legs = RETURN.legs) =>
  returned({ tally: { ...TALLY, segments: { ...TALLY.segments, ...change } }, legs })
/** The first leg's counts moved by so much. */
const leg = (by: { submitted?: number; accepted?: number; delivered?: number }) => [
  {
    ...RETURN.legs[0],
    segments: {
      submitted: RETURN.legs[0].segments.submitted + (by.submitted ?? 0),
      accepted: RETURN.legs[0].segments.accepted + (by.accepted ?? 0),
      delivered: RETURN.legs[0].segments.delivered + (by.delivered ?? 0),
    },
  },
  RETURN.legs[1],
]

check('a return that adds up has no flag', {}, [])
check('one without progress before it neither', { progress: null }, [])
check('an operator that never declared a size is not measured by one', { declared: null }, [])

check('a subscriber without an outcome is seen', turns({ delivered: 79 }), ['outcomes-do-not-sum'])
check('a subscriber with two outcomes is seen', turns({ expired: 1 }), ['outcomes-do-not-sum'])
check('turns that are not subscribers times messages are seen', turns({ audience: 101, expired: 1 }), [
  'outcomes-do-not-sum',
  'progress-differs',
])
check(
  'everybody delivered with too few segments is short',
  // 90 certain turns take at least 20 cheap ones and 70 of three segments: 230.
  segments({ accepted: 229, refused: 14, delivered: 200 }, leg({ accepted: -6 })),
  ['segments-short'],
)
check(
  'more segments than all possible turns take is over',
  segments({ accepted: 261, submitted: 281 }, leg({ accepted: 26, submitted: 26 })),
  ['segments-over'],
)
check('segments written that nobody accounts for are short', segments({ submitted: 256 }, leg({ submitted: 1 })), [
  'segments-short',
])
check('segments accounted for that nobody wrote are over', segments({ submitted: 254 }, leg({ submitted: -1 })), [
  'segments-over',
])
check('more delivered than accepted is over', segments({ delivered: 236 }, leg({ delivered: 36 })), ['segments-over'])
check('expected segments that are not those of the legs are seen', segments({ expected: 259 }), ['segments-short'])
check(
  'expected segments that were not acknowledged are seen',
  { acknowledged: { is: 'accepted', subscribers: 100, audienceSha256: AUDIENCE, segmentsExpected: 300 } },
  ['segments-short'],
)
check('another audience than was acknowledged is seen', returned({ audienceSha256: 'd'.repeat(64) }), [
  'audience-differs',
])
check('a return without an acknowledgement is seen', { acknowledged: null }, ['audience-differs'])
check('an audience above the declared size is seen', { declared: 99 }, ['audience-over-declared'])
check(
  'a leg that does not reach everybody is seen',
  returned({ legs: [{ ...RETURN.legs[0], subscribers: 79 }, RETURN.legs[1]] }),
  ['legs-do-not-sum', 'segments-over'],
)
check('no leg at all is seen', returned({ legs: [] }), ['legs-do-not-sum', 'segments-over'])
check(
  'a leg of a language that was not directed is seen',
  returned({ legs: [RETURN.legs[0], { ...RETURN.legs[1], language: 'km' }] }),
  ['legs-do-not-sum'],
)
check(
  'other segments of a message than were approved are seen',
  returned({
    legs: [{ ...RETURN.legs[0], segmentsEach: 2 }, RETURN.legs[1]],
    tally: { ...TALLY, segments: { ...TALLY.segments, expected: 180 } },
  }),
  ['legs-do-not-sum', 'segments-over', 'segments-short'],
)
check('segments of the legs that are not the whole are seen', returned({ legs: leg({ delivered: -1 }) }), [
  'legs-do-not-sum',
])
check(
  'less than the last progress said is seen',
  { progress: { ...TALLY, segments: { ...TALLY.segments, accepted: 236 } } },
  ['progress-differs'],
)
check(
  'what was sent is never unsent again',
  {
    ...turns({ delivered: 70, unsent: 10 }),
    progress: { ...TALLY, turns: { ...TALLY.turns, unsent: 9, delivered: 71 } },
  },
  ['progress-differs'],
)
check('a return for the text of another directive is seen', returned({ sha256: 'd'.repeat(64) }), ['unknown-directive'])
check('a return with another serial is seen', returned({ serial: 8 }), ['unknown-directive'])
check('an exercise told as the live round is seen', returned({ purpose: 'exercise' }), ['unknown-directive'])

test('a flag says what was expected and what came', () => {
  assert.deepEqual(reconcile({ ...EVIDENCE, declared: 99 }), [
    { code: 'audience-over-declared', expected: '<= 99', found: '100' },
  ])
})
