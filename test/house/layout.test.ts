/** How code is laid out is the formatter's: no object is spread into another for the sake of a line. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '../..')
/** What a page gives a part by its own names, `{...{ a, b }}`, is another thing. */
const SPREAD = /(?<!\{)\.\.\.\{ ?[\w[.]/

test('no object literal is spread into another: its fields stand there themselves', () => {
  const files = globSync('{src,town,bench,test,tools,scripts}/**/*.{ts,tsx}', { cwd: ROOT })
  assert.ok(files.length > 1000)
  const spread = files.filter(file => SPREAD.test(readFileSync(join(ROOT, file), 'utf8')))
  assert.deepEqual(spread, [])
})
