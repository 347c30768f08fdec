import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flagCode } from '../../authority/model.ts'
import { FLAGS, flagName } from './flags.ts'

test('each flag that the authority gives has its words; another is told by its code', () => {
  assert.deepEqual(Object.keys(FLAGS).toSorted(), flagCode.options.toSorted())
  assert.deepEqual(flagName('something-new'), { vi: 'something-new', en: 'something-new' })
})
