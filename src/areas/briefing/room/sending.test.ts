import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SendingFacts, sendsOf } from './sending.ts'

const LISTENS: SendingFacts = {
  role: 'site',
  mayBeHeard: false,
  isMuted: false,
  hasCameraOff: false,
  line: 'A',
  isScreenShown: false,
}
const SPEAKS = { ...LISTENS, mayBeHeard: true }

for (const [what, facts, expected] of [
  ['who listens sends its thumbnail alone', LISTENS, 'thumbnail'],
  ['who has the floor sends voice and pictures', SPEAKS, 'audio main thumbnail'],
  ['a microphone that is off sends no voice', { ...SPEAKS, isMuted: true }, 'main thumbnail'],
  ['a camera that is off sends no picture', { ...SPEAKS, hasCameraOff: true }, 'audio'],
  ['a line of class C has no room for the main picture', { ...SPEAKS, line: 'C' }, 'audio thumbnail'],
  ['a line of class D carries the voice alone', { ...SPEAKS, line: 'D' }, 'audio'],
  ['a line that nobody has tried is taken for a good one', { ...SPEAKS, line: null }, 'audio main thumbnail'],
  ['an interpreter is not given the floor and speaks', { ...LISTENS, role: 'interpreter' }, 'audio thumbnail'],
  ['a screen that is shown is sent', { ...SPEAKS, isScreenShown: true }, 'audio main thumbnail screen'],
  ['a screen is not sent any more when the floor is gone', { ...LISTENS, isScreenShown: true }, 'thumbnail'],
] as const satisfies readonly (readonly [string, SendingFacts, string])[])
  test(`what a site sends: ${what}`, () => {
    const sent = Object.entries(sendsOf(facts)).filter(([, isSent]) => isSent)
    assert.equal(sent.map(([kind]) => kind).join(' '), expected)
  })
