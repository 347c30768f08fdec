/**
 * Why something failed is cited in a sentence: in a Vietnamese one its words are Vietnamese too. A reason that is written anew needs
 * its line in src/base/reasons.ts, unless nobody is told it but a log, which is English.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonInVietnamese } from '../../src/base/reasons.ts'
import { everyReason, reasonsOf } from './reasons.ts'

/** Its reasons go into the log, onto the wire, or to those who measure: no sentence cites them. */
const TOLD_TO_NOBODY = [
  'bench/',
  'src/charging/',
  'src/diameter/peer.ts',
  'src/operator/agenda-watch.ts',
  'src/operator/cap-push.ts',
]
/** Names and numbers alone. */
const SAME_IN_BOTH = ['7: 7', '7 Hz', '7 × BEGIN CERTIFICATE']

test('every reason that a program of this house gives is told in Vietnamese where the sentence is', () => {
  const all = everyReason()
  assert.ok(all.length > 100, 'no reasons are found where they used to be')
  const told = all.filter(({ file }) => !TOLD_TO_NOBODY.some(quiet => file.startsWith(quiet)))
  const english = told.filter(({ why }) => !SAME_IN_BOTH.includes(why) && reasonInVietnamese(why) === why)
  assert.deepEqual(english, [], 'give them words in src/base/reasons.ts')
  for (const { why } of told) assert.doesNotMatch(reasonInVietnamese(why), /\$\d|undefined/, why)
  for (const quiet of TOLD_TO_NOBODY)
    assert.ok(
      all.some(({ file }) => file.startsWith(quiet)),
      `${quiet} gives no reasons any more`,
    )
})

test('a reason is found where it is given as one, through a choice, a parameter, a function that answers it', () => {
  const found = (text: string) => reasonsOf('x.ts', text).map(({ why }) => why)
  for (const [text, expected] of [
    ["throw no({ why: 'it is gone' })", ['it is gone']],
    [`const a = { why: b ?? (c ? 'it is far' : \`\${d} of \${e} came\`) }`, ['it is far', '7 of 7 came']],
    ["let why = 'at first'; why = 'then so'", ['at first', 'then so']],
    ["class A { #why = 'not yet'; end() { this.#why = 'it ended' } }", ['not yet', 'it ended']],
    ["const bad = (why: string) => x({ why }); bad('no such thing')", ['no such thing']],
    ["class No { constructor(a: 1, why = 'no reason') {} }; new No(1, 'of age')", ['no reason', 'of age']],
    ["class A { #fail(is: 1, why: string) {} go() { this.#fail(1, 'it broke') } }", ['it broke']],
    ["function whyNot() { return a ? null : 'too late' } const why = whyNot()", ['too late']],
    ["const why = 'malformed'; const b = { is: 'a word' }", []],
  ] as const)
    assert.deepEqual(found(text), expected, text)
})
