import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flagCode } from '../../areas/operators/model.ts'
import { FLAGS, flagName, flagValue } from './flags.ts'

test('each flag that the authority gives has its words; another is told by its code', () => {
  assert.deepEqual(Object.keys(FLAGS).toSorted(), flagCode.options.toSorted())
  assert.deepEqual(flagName('something-new'), { vi: 'something-new', en: 'something-new' })
})

test('what was expected and found is said in words, with its digits in groups; ids stay as they are', () => {
  const table: [string, string, string][] = [
    ['1100', '1.100', '1\u202f100'],
    ['>= 1375000', 'ít nhất 1.375.000', 'at least 1\u202f375\u202f000'],
    ['submitted 987', 'đã gửi 987', 'submitted 987'],
    ['1 return', '1 báo cáo kết quả', '1 return'],
    ['990 bbb1234567', '990 bbb1234567', '990 bbb1234567'],
    ['0190a1b2-0000-7000', '0190a1b2-0000-7000', '0190a1b2-0000-7000'],
  ]
  for (const [value, vi, en] of table) assert.deepEqual(flagValue(value), { vi, en })
})
