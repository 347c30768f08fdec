/** A content as an editor begins it and changes it: what is remembered, and what an inserted text leaves as it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newContent, withVariants } from './content.ts'

const BEGUN = { title: 'Đợt 2', source: 'BOYTE', operators: ['mot'] }
const USED = {
  receipts: 'all',
  receiptWaitSeconds: 3600,
  validitySeconds: 600,
  canary: 100,
  segmentsPerSecondMax: 500,
} as const

test('a new round begins with the settings of the last one, and holds what is uncertain whatever that one did', () => {
  const { sending } = newContent({ ...BEGUN, sending: USED })
  assert.deepEqual(sending, { ...USED, uncertain: 'hold' })
  assert.equal(newContent(BEGUN).sending.segmentsPerSecondMax, 0)
})

test('an approved text takes the place of one message in all its languages, and of nothing else', () => {
  const content = newContent(BEGUN)
  const both = [
    { language: 'vi', text: 'Rửa tay' },
    { language: 'en', text: 'Wash your hands' },
  ]
  const inserted = withVariants(content, 0, both)
  assert.deepEqual(inserted, { ...content, messages: [{ variants: both }] })
  assert.notEqual(inserted.messages[0].variants[0], both[0], 'what is typed changes no template')
})
