/** What was once said badly is not said again: the table of `better-words.ts` held to every file that people read from. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { BETTER_WORDS } from './better-words.ts'

const ROOT = join(import.meta.dirname, '../..')
const FILES = globSync('{src,town,bench}/**/*.{ts,tsx}', { cwd: ROOT })
  .filter(file => !file.endsWith('.test.ts') && !file.startsWith('src/report/reference/'))
  .map(file => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))

test('Words: what was said badly stands in no page, paper or terminal any more', () => {
  assert.ok(FILES.length > 500, 'the files that people read from are where they used to be')
  for (const { not, better, within = 'src/' } of BETTER_WORDS)
    for (const { file, text } of FILES) {
      if (!file.startsWith(within)) continue
      const found = not.exec(text)
      assert.equal(found, null, `${file}: “${found?.[0]}”; better: ${better}`)
    }
})
