import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEBRUARY, FEBRUARY_CONTENT } from '../../../zerorating/example-list.ts'
import { readDraftFile } from './files.ts'

test('a signed list, a draft of the command line and a draft of the console are all read', () => {
  const check = (value: object, inForceFrom: string | null) =>
    assert.deepEqual(readDraftFile(JSON.stringify(value)), {
      is: 'content',
      content: { ...FEBRUARY_CONTENT, inForceFrom },
    })
  check(FEBRUARY, FEBRUARY.inForceFrom)
  check(FEBRUARY_CONTENT, FEBRUARY_CONTENT.inForceFrom)
  check({ ...FEBRUARY_CONTENT, inForceFrom: null }, null)
  const { inForceFrom: _, ...without } = FEBRUARY_CONTENT
  check(without, null)
})

test('what is none says where it is wrong', () => {
  const check = (text: string, expected: object) => assert.deepEqual(readDraftFile(text), expected)
  check('{', { is: 'not-json' })
  check('[]', { is: 'wrong', where: 'JSON' })
  check('{}', { is: 'wrong', where: 'country' })
  check(JSON.stringify({ ...FEBRUARY_CONTENT, more: 1 }), { is: 'wrong', where: 'more' })
  const [hotline] = FEBRUARY_CONTENT.services
  check(JSON.stringify({ ...FEBRUARY_CONTENT, services: [{ ...hotline, numbers: ['x'] }] }), {
    is: 'wrong',
    where: 'services.0.numbers.0',
  })
})
