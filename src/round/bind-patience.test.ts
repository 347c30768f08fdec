import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STATUSES } from '../smpp/statuses.ts'
import { type BindSoFar, mayStillBind } from './bind-patience.ts'

const BOUND: BindSoFar = { hasBound: true, refusal: 0 }
const SILENT: BindSoFar = { hasBound: false, refusal: 0 }
const BUSY: BindSoFar = { hasBound: false, refusal: STATUSES.ESME_RBINDFAIL }
const PASSWORD: BindSoFar = { hasBound: false, refusal: STATUSES.ESME_RINVPASWD }
const SYSTEM_ID: BindSoFar = { hasBound: false, refusal: STATUSES.ESME_RINVSYSID }

const CASES: readonly (readonly [string, readonly BindSoFar[], number, boolean])[] = [
  ['no centre has been heard yet', [SILENT, SILENT], 0, true],
  ['no centre has been heard for just under two minutes', [SILENT], 119_999, true],
  ['no centre has been heard for two minutes', [SILENT, BUSY], 120_000, false],
  ['a centre is busy', [BUSY], 0, true],
  ['the password is wrong', [PASSWORD], 0, false],
  [
    'the system_id is unknown at one centre, the password wrong at the other',
    [SYSTEM_ID, PASSWORD],
    0,
    false,
  ],
  ['the password is wrong at one centre, the other is silent', [PASSWORD, SILENT], 0, true],
  ['the password is wrong at one centre, the other has bound', [PASSWORD, BOUND], 1e9, true],
  ['a lane had bound long ago', [BOUND, SILENT], 1e9, true],
]
for (const [name, lanes, waitedMs, goesOn] of CASES)
  test(`${name}: the round ${goesOn ? 'waits for a bind' : 'ends'}`, () => {
    assert.equal(mayStillBind(lanes, waitedMs), goesOn)
  })
