import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BindSoFar, mayStillBind, whyNoneBound } from './bind-patience.ts'

const BOUND: BindSoFar = { hasBound: true, why: '' }
const NOT_YET: BindSoFar = { hasBound: false, why: '' }

const CASES: readonly (readonly [string, readonly BindSoFar[], number, boolean])[] = [
  ['no centre has been heard yet', [NOT_YET, NOT_YET], 0, true],
  ['every centre has refused for just under two minutes', [NOT_YET], 119_999, true],
  ['every centre has refused for two minutes', [NOT_YET, NOT_YET], 120_000, false],
  ['one centre has refused, the other has bound', [NOT_YET, BOUND], 1e9, true],
  ['a lane had bound long ago', [BOUND, NOT_YET], 1e9, true],
]
for (const [name, lanes, waitedMs, goesOn] of CASES)
  test(`${name}: the round ${goesOn ? 'waits for a bind' : 'ends'}`, () => {
    assert.equal(mayStillBind(lanes, waitedMs), goesOn)
  })

test('a round that could bind nowhere says why, whichever lane was refused first', () => {
  const refused = (why: string): BindSoFar => ({ hasBound: false, why })
  assert.equal(whyNoneBound([NOT_YET, refused('ESME_RINVPASWD'), refused('closed')]), 'ESME_RINVPASWD')
  assert.equal(whyNoneBound([NOT_YET, NOT_YET]), 'no answer in time')
})
