import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentOf } from '../content.ts'
import { blank, CHOSEN_CHANNELS, withChannel, withLanguage } from './draft.ts'
import { fieldFaults, fieldOf, partOf, partsOf } from './fault-places.ts'

const NOW_MS = Date.parse('2020-02-03T00:00:00Z')
const NEW = blank(NOW_MS)

test('each fault of a bulletin on all channels leads to a part that the page has', () => {
  const all = CHOSEN_CHANNELS.reduce((of, channel) => withChannel(of, channel, NOW_MS), withLanguage(NEW, 'en'))
  const made = contentOf(
    { ...all, window: { from: null, until: null } },
    { id: '', version: 1 },
    { now: 0, asks: () => true, spokenIn: () => null },
  )
  assert.ok(made.is === 'faulty' && made.faults.length > 20)
  for (const { at } of made.faults) assert.ok(partsOf(all).includes(partOf(at)), at)
})

test('a fault leads to its field, or to what holds it', () => {
  for (const [at, field] of [
    ['renditions.page.0.title', 'renditions-page-0-title'],
    ['correction.loudspeakers.1.sound', 'correction-loudspeakers-1-sound'],
    ['renditions.ring.until', 'renditions-ring-until'],
    ['renditions.broadcast.texts.1.text', 'renditions-broadcast-texts-1-text'],
    ['renditions.broadcast.texts.1.language', 'part-broadcast'],
    ['renditions.broadcast.periodSeconds', 'renditions-broadcast-periodSeconds'],
    ['renditions.broadcast.polygons.2', 'renditions-broadcast-polygons'],
    ['correction.broadcast.0.text', 'correction-broadcast-0-text'],
    ['window.until', 'window-until'],
    ['provinces.3', 'provinces'],
    ['renditions.sms.1.language', 'part-sms'],
    ['correction.sms', 'correction-sms'],
  ])
    assert.equal(fieldOf(at), field)
})

test('what is still empty is not told beside its field, what is wrong is', () => {
  const faults = fieldFaults([
    { at: 'renditions.page.0.title', code: 'missing' },
    { at: 'renditions.sms.0.text', code: 'sms-too-long' },
  ])
  assert.deepEqual([...faults.keys()], ['renditions-sms-0-text'])
  assert.equal(faults.get('renditions-sms-0-text')?.code, 'sms-too-long')
})
