import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STATUSES, type StatusClass, type StatusName, statusClass, statusName } from './statuses.ts'

for (const [code, name] of [
  [0, 'ESME_ROK'],
  [0x58, 'ESME_RTHROTTLED'],
  [0xff, 'ESME_RUNKNOWNERR'],
  [0x403, '0x00000403'],
  [0x10, '0x00000010'],
  [0xffffffff, '0xffffffff'],
] as const) {
  test(`status ${code} is called ${name}`, () => assert.equal(statusName(code), name))
}

const EXPECTED: Record<Exclude<StatusClass, 'recipient'>, readonly StatusName[]> = {
  ok: ['ESME_ROK'],
  again: ['ESME_RSYSERR', 'ESME_RMSGQFUL', 'ESME_RSUBMITFAIL', 'ESME_RTHROTTLED', 'ESME_RX_T_APPN'],
  lane: [
    'ESME_RINVBNDSTS',
    'ESME_RINVSRCADR',
    'ESME_RINVSERTYP',
    'ESME_RINVSRCTON',
    'ESME_RINVSRCNPI',
    'ESME_RINVSYSTYP',
  ],
}

for (const [name, code] of Object.entries(STATUSES)) {
  const expected = Object.entries(EXPECTED).find(([, names]) => names.includes(name as StatusName))?.[0] ?? 'recipient'
  test(`${name} is of class ${expected}`, () => assert.equal(statusClass(code), expected))
}

test('a vendor code is final for its recipient', () => {
  assert.equal(statusClass(0x00000403), 'recipient')
})

test('the table is the one of section 5.1.3: 48 codes, none twice', () => {
  assert.equal(new Set(Object.values(STATUSES)).size, 48)
})
