import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import test from 'node:test'
import { enrolmentCommand } from './enrolment.ts'

test('the command of an enrolment reaches the program as it was meant, whatever the words hold', () => {
  const given = { origin: 'https://loa.example', code: "a-b_c.d'$(x)", operator: 'viettel' }
  const script = enrolmentCommand(given).replace(/^loa /, 'printf "%s\\n" ')
  assert.deepEqual(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n'), [
    'operator',
    'enrol',
    '--authority',
    given.origin,
    '--code',
    given.code,
    '--key',
    'viettel.key',
  ])
})
