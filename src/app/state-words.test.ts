/** What people read of a round that goes on or waits: its state, the line of its progress, its lanes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offsetMs } from '../base/wall-time.ts'
import { shapeOf } from '../round/shape.ts'
import { FRESH, type Snapshot } from '../round/snapshot.ts'
import { type Tally, tallyOf } from '../round/tally.ts'
import { progressLine } from './progress.ts'
import { stateWords } from './state-words.ts'
import { tallyTable } from './tally-table.ts'
import { visible } from './visible-text.ts'

const NOW = Date.parse('2020-02-03T23:30:00+07:00')
const OPENS = Date.parse('2020-02-04T07:00:00+07:00')

function tally(said: Partial<Snapshot>, timeZone = 'Asia/Ho_Chi_Minh'): Tally {
  const lanes = [{ smsc: '127.0.0.1:2775', bound: false, submitted: 0, throttled: 0, rebinds: 0 }]
  return tallyOf(
    { ...FRESH, state: 'running', lanes, ...said },
    {
      shape: shapeOf({ subscribers: 5, segments: 1, receipts: 'last' }),
      message: { encoding: 'gsm7', units: 7, segments: 1 },
      timeZone,
    },
  )
}

/** The zone of this machine, and one whose clocks show another time. */
const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone
const ELSEWHERE = offsetMs(OPENS) === offsetMs(OPENS, 'Asia/Tokyo') ? 'Asia/Ho_Chi_Minh' : 'Asia/Tokyo'

test('a round that waits for its hours says until when, in both languages', () => {
  const waits = tally({ waitsUntil: OPENS }, HERE)
  const [, time] = /T(\d\d:\d\d)/.exec(waits.waitsUntil ?? '') ?? []
  assert.equal(stateWords(waits, 'vi', NOW), `chờ đến ${time}`)
  assert.equal(stateWords(waits, 'en', NOW), `waits until ${time}`)
})

test('of a round that another process has taken over it is said whose figures count, and nothing of it reaches the terminal', () => {
  const by = tally({ state: 'fenced', fenced: { by: 'node-b:4711\u001b[2J', at: NOW } })
  assert.equal(
    stateWords(by, 'en', NOW),
    `taken over by another machine; see the figures there (${visible('node-b:4711\u001b[2J')})`,
  )
  assert.ok(!stateWords(by, 'vi', NOW).includes('\u001b'))
})

test('where this machine’s clock shows another time, the zone stands beside it', () => {
  const [shown, offset] = ELSEWHERE === 'Asia/Tokyo' ? ['09:00', '+09:00'] : ['07:00', '+07:00']
  const waits = tally({ waitsUntil: OPENS }, ELSEWHERE)
  assert.equal(stateWords(waits, 'en', NOW), `waits until ${shown} (${offset})`)
})

test('a round that begins on another day says which', () => {
  const waits = tally({ waitsUntil: OPENS })
  const before = OPENS - 24 * 3600_000 - 1
  assert.equal(stateWords(waits, 'vi', before), 'chờ đến 2020-02-04T07:00:00+07:00')
})

test('the line of a round that waits has no rate, and of one that sends has one', () => {
  const waits = progressLine(tally({ waitsUntil: OPENS }), 0, 'en')
  assert.match(waits, /^waits until .* · delivered 0$/)
  assert.equal(progressLine(tally({}), 0, 'en'), 'sending · 0 segments/s · delivered 0')
})

test('a lane is bound or not while a process is at the round, and neither afterwards', () => {
  assert.match(tallyTable(tally({}), 'en'), /not bound/)
  assert.match(tallyTable(tally({ state: 'paused' }), 'vi'), /mất kết nối/)
  assert.doesNotMatch(tallyTable(tally({ state: 'interrupted' }), 'en'), /bound/)
})
