import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEBRUARY } from '../../../zerorating/fixtures.test.ts'
import { readDraftFile } from './files.ts'

const { version: _, previousSha256: __, issuedAt: ___, ...CONTENT } = FEBRUARY

test('a signed list, a draft of the command line and a draft of the console are all read', () => {
  const check = (value: object, inForceFrom: string | null) =>
    assert.deepEqual(readDraftFile(JSON.stringify(value)), {
      is: 'content',
      content: { ...CONTENT, inForceFrom },
    })
  check(FEBRUARY, FEBRUARY.inForceFrom)
  check(CONTENT, CONTENT.inForceFrom)
  check({ ...CONTENT, inForceFrom: null }, null)
  const { inForceFrom: _, ...without } = CONTENT
  check(without, null)
})

test('what is none says where it is wrong', () => {
  const check = (text: string, expected: object) => assert.deepEqual(readDraftFile(text), expected)
  check('{', { is: 'not-json' })
  check('[]', { is: 'wrong', where: 'JSON' })
  check('{}', { is: 'wrong', where: 'country' })
  check(JSON.stringify({ ...CONTENT, more: 1 }), { is: 'wrong', where: 'more' })
  const [hotline] = CONTENT.services
  check(JSON.stringify({ ...CONTENT, services: [{ ...hotline, numbers: ['x'] }] }), {
    is: 'wrong',
    where: 'services.0.numbers.0',
  })
})
