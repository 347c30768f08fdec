/** No page has a field of a date or a time in the browser's language alone: the same stands in words beside it (src/web/parts/day-fields.tsx). */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

const ROOT = join(import.meta.dirname, '../..')
const BESIDE = join('src', 'web', 'parts', 'day-fields.tsx')
const NATIVE = /\btype=(["'{])[^\n>]*\b(date|time|month|week|datetime-local)\b/

test('a date or a time is never asked for by a field of the browser alone', () => {
  const pages = globSync('src/**/*.tsx', { cwd: ROOT }).map(file => ({
    file,
    text: readFileSync(join(ROOT, file), 'utf8'),
  }))
  const native = pages.filter(({ text }) => NATIVE.test(text)).map(({ file }) => file)
  assert.deepEqual(native, [BESIDE])
})
