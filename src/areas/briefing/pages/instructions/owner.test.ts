import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownerOf } from './owner.ts'

const PLACES = [
  { site: 'ministry', name: 'Bộ Y tế', short: 'Trung tâm', role: 'chair' },
  { site: 'hue', name: 'Bệnh viện Huế', short: 'Huế', role: 'site' },
  { site: 'hue2', name: 'Bệnh viện Huế cơ sở 2', short: 'Huế 2', role: 'site' },
] as const

test('a decision obliges the site that it names, by its longest name', () => {
  assert.equal(ownerOf('Bệnh viện Huế báo cáo hằng ngày.', PLACES, null), 'hue')
  assert.equal(ownerOf('bệnh viện huế cơ sở 2 nhận máy.', PLACES, 'hue'), 'hue2')
  assert.equal(ownerOf('Huế gửi số liệu.', PLACES, null), 'hue')
})

test('where it names nobody the site that reports on the item is taken, but not whoever leads', () => {
  assert.equal(ownerOf('Báo cáo hằng ngày.', PLACES, 'hue2'), 'hue2')
  assert.equal(ownerOf('Báo cáo hằng ngày.', PLACES, 'ministry'), null)
  assert.equal(ownerOf('Báo cáo hằng ngày.', PLACES, null), null)
})
