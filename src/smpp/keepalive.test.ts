import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { heard, tick } from './keepalive.ts'

const limits = { quietMs: 60, answerMs: 30 }
const at = (n: number) => n as Millis

/** One line per story: times of ticks, `!` marks something heard, and what we did. */
function check(story: string, expected: string) {
  let k = heard(at(0))
  const did: string[] = []
  for (const word of story.split(' ')) {
    if (word.startsWith('!')) {
      k = heard(at(Number(word.slice(1))))
      continue
    }
    const [next, step] = tick(k, limits, at(Number(word)))
    k = next
    did.push(step.do)
  }
  assert.equal(did.join(' '), expected)
}

test('quiet link is asked once', () => check('59 61 62', 'wait ask wait'))
test('no answer closes it', () => check('61 90 91', 'ask wait close'))
test('an answer in time keeps it', () => check('61 !89 91 150', 'ask wait ask'))
