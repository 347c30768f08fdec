import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Children } from '../../src/app/children/children.ts'

test('a small bench of bulletins tells how soon they are public, what a reader costs and how soon the first octet is there', async t => {
  const children = new Children()
  t.after(async () => await children.endAll())
  const args = ['--releases', '2', '--readers', '2', '--seconds', '1', '--json']
  const { code, stdout, stderr } = await children.loa(['bench', 'bulletins', ...args]).exit
  assert.equal(code, 0, stderr)
  const { machine, readers, publishedMs, loa, firstOctets } = JSON.parse(stdout)
  assert.deepEqual([machine.cores > 0, readers, publishedMs.count], [true, 2, 2])
  for (const measured of [publishedMs.p50, publishedMs.max, loa.perSecondAndCore, loa.requests]) assert.ok(measured > 0)
  for (const { perSecond, ms } of firstOctets) {
    assert.equal(ms.count, perSecond / firstOctets.length)
    assert.ok(ms.p50 > 0 && ms.p50 <= ms.max)
  }
})
