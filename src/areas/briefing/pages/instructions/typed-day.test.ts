import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDayTyped } from './typed-day.ts'

test('a day is typed as people write it, and another day or month is not that day', () => {
  for (const typed of ['05/12/2026', '5/12/2026', ' 5.12.2026 ', '05-12-2026'])
    assert.ok(isDayTyped(typed, '2026-12-05'), typed)
  for (const typed of ['12/05/2026', '5/12', '2026-12-05', '', '5/12/26', '05/12/2026x'])
    assert.ok(!isDayTyped(typed, '2026-12-05'), typed)
})
