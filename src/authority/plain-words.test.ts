/** Words as people look for them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainWords } from './plain-words.ts'

test('a word is found whatever its accents, its case and what stands around it', () => {
  const table: readonly [string, readonly string[]][] = [
    ['Nguyễn Văn Đức', ['nguyen', 'van', 'duc']],
    ['NGUYỄN  VĂN-ĐỨC', ['nguyen', 'van', 'duc']],
    // Decomposed letters are the same letters.
    ['Phê duyệt'.normalize('NFD'), ['phe', 'duyet']],
    ['round.approve', ['round', 'approve']],
    ['  – … ', []],
    ['2026-02-03', ['2026', '02', '03']],
    ['x'.repeat(90), ['x'.repeat(64)]],
  ]
  for (const [text, words] of table) assert.deepEqual(plainWords(text), words, text)
})
