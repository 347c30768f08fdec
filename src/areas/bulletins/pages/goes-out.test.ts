import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BulletinContent, warningLevel } from '../../../directive/bulletin.ts'
import { channelsOf, contentOf } from '../content.ts'
import { broadcasting, fullDraft, ringing } from '../fixtures.test.ts'
import { type BulletinDraft, channelName } from '../model.ts'
import { type GoingOut, goesOut, type TakingBack } from './goes-out.ts'

const [FROM, UNTIL] = ['2026-02-03T07:00:00+07:00', '2026-02-05T07:00:00+07:00']
const DRAFT = broadcasting(ringing(fullDraft(UNTIL), FROM, UNTIL), UNTIL)

function contentIs(draft: BulletinDraft): BulletinContent {
  const made = contentOf(
    draft,
    { id: '0190a1b2-0000-7000-8000-000000000001', version: 1 },
    { now: Date.parse(FROM), asks: () => false, spokenIn: () => null },
  )
  assert.ok(made.is === 'content', JSON.stringify(made))
  return made.content
}

function going(kind: TakingBack, draft = DRAFT): readonly GoingOut[] {
  const content = contentIs(draft)
  return goesOut(content, channelsOf(content.renditions), kind)
}

test('a correction says on each channel what two people signed for it, in every language', () => {
  const { correction } = contentIs(DRAFT)
  const said = new Map(going('correct').map(({ channel, says }) => [channel, says]))
  assert.deepEqual([...said.keys()], channelName.options)
  const of = (channel: (typeof channelName.options)[number]) =>
    said.get(channel)?.map(({ language, text }) => [language, text])
  for (const channel of ['page', 'sms', 'mail', 'push'] as const)
    assert.deepEqual(
      of(channel),
      correction[channel].map(({ language, text }) => [language, text]),
    )
  assert.deepEqual(
    of('loudspeakers'),
    correction.loudspeakers.map(({ language, spoken }) => [language, spoken]),
  )
  assert.deepEqual(
    of('broadcast'),
    correction.broadcast?.map(({ language, text }) => [language, text]),
  )
  assert.deepEqual([of('ring'), of('placements')], [[], []])
})

test('a cancel says something on the page, in alerts and letters, and on no channel that only ends', () => {
  const speaking = going('cancel').filter(({ says }) => says.length > 0)
  assert.deepEqual(
    speaking.map(({ channel }) => channel),
    ['page', 'cap', 'mail', 'push'],
  )
  const { renditions, correction } = contentIs(DRAFT)
  const cap = speaking.find(({ channel }) => channel === 'cap')?.says[0]
  assert.deepEqual([cap?.headline, cap?.text], [renditions.page[0].title, correction.page[0].text])
})

test('phones sound again where a correction takes the place of what sounded, and nowhere else', () => {
  const isAlarm = (kind: TakingBack, draft = DRAFT) =>
    going(kind, draft)
      .filter(each => each.isAlarm)
      .map(({ channel }) => channel)
  assert.deepEqual(isAlarm('correct'), ['broadcast'])
  assert.deepEqual(isAlarm('cancel'), [])
  assert.deepEqual(isAlarm('correct', { ...DRAFT, purpose: 'exercise' }), [])
  for (const severity of warningLevel.shape.severity.options) {
    const { broadcast } = DRAFT.renditions
    assert.ok(broadcast !== undefined)
    const level = { ...broadcast.level, severity }
    const renditions = { ...DRAFT.renditions, broadcast: { ...broadcast, level } }
    const expected = severity === 'advisory' ? [] : ['broadcast']
    assert.deepEqual(isAlarm('correct', { ...DRAFT, renditions }), expected, severity)
  }
})
