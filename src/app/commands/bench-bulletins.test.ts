import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Children } from '../children/children.ts'

test('a small bench of bulletins tells how soon they are public and what a reader costs', async t => {
  const children = new Children()
  t.after(async () => await children.endAll())
  const args = ['--releases', '2', '--readers', '2', '--seconds', '1', '--json']
  const { code, stdout, stderr } = await children.loa(['bench', 'bulletins', ...args]).exit
  assert.equal(code, 0, stderr)
  const { machine, readers, publishedMs, loa } = JSON.parse(stdout)
  assert.deepEqual([machine.cores > 0, readers, publishedMs.count], [true, 2, 2])
  for (const measured of [publishedMs.p50, publishedMs.max, loa.perSecondAndCore, loa.requests])
    assert.ok(measured > 0)
})
