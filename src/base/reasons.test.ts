/** What a sentence in Vietnamese cites of the system: known words are Vietnamese, all others stay as they were said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseFailure } from './failures.ts'
import { reasonInVietnamese } from './reasons.ts'

for (const [why, said] of [
  ['no such file or directory', 'không có tệp hoặc thư mục này'],
  ['address already in use 127.0.0.1:8080', 'cổng đang có chương trình khác dùng'],
  ['connect ECONNREFUSED 127.0.0.1:2775', 'không có chương trình nào nghe ở 127.0.0.1:2775'],
  ['more than 1000 octets', 'dài hơn 1000 byte'],
  ['hash differs', 'mã băm của mục không khớp'],
  ['it holds 3 entries, and 5 were kept', 'chỉ có 3 mục, trong khi đã ghi 5 mục'],
  ['SQLITE_CORRUPT: database disk image is malformed', null],
] as const)
  test(`a reason is told in Vietnamese where it is known: ${why}`, () => {
    assert.equal(reasonInVietnamese(why), said ?? why)
    const failure = baseFailure('fileUnreadable', { file: 'x', why })
    assert.ok(failure.sentence('vi').includes(`: ${said ?? why}.`), failure.sentence('vi'))
    assert.ok(failure.sentence('en').includes(`: ${why}.`))
  })
