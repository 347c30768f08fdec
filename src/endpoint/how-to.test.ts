/** The example of the how-to page runs as it is printed there. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { promisify } from 'node:util'

const PAGE = new URL('../../docs/how-to/use-smpp-from-javascript.md', import.meta.url)
const ENTRY = new URL('./smpp.ts', import.meta.url)

test('the example of the how-to page does what the page says', async () => {
  const example = /```js\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? ''
  const program = example.replace("'loa/smpp'", `'${ENTRY.href}'`)
  assert.notEqual(program, example)
  const args = ['--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 })
  assert.equal(stdout, 'taken as M1\nM1 DELIVRD 84912345678\n')
})
