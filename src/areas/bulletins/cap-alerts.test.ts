import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAlert } from '../../cap/check.ts'
import { writeInstant } from '../../cap/instant.ts'
import { writeAlert } from '../../cap/write.ts'
import { identifierOf } from '../../directive/alert.ts'
import { alertOfRelease, type SentAlert } from './cap-alerts.ts'
import type { Released } from './channel.ts'
import { CONTENT, ID, released, SITE } from './public-fixtures.test.ts'

const publish = released(1, 'publish', '2026-02-03T09:00:00.900')
const correct = released(2, 'correct', '2026-02-03T10:00:00')
const cancel = released(3, 'cancel', '2026-02-03T11:00:00')

function made(release: Released, before: readonly SentAlert[] = []) {
  const found = alertOfRelease(release, { before, site: SITE })
  assert.ok(found !== null)
  assert.deepEqual(checkAlert(Buffer.from(writeAlert(found.alert))), [])
  return found
}
/** Each with those before it. */
function sentOf(...releases: readonly Released[]): readonly SentAlert[] {
  const sent: SentAlert[] = []
  for (const each of releases) sent.push(made(each, [...sent]).sent)
  return sent
}

test('a release is an alert with its texts in each language, its area by the code of its own list, and an expiry', () => {
  const { alert } = made(publish)
  assert.equal(alert.identifier, `${ID}.1.publish`)
  assert.equal(alert.sender, 'loa.example.vn')
  assert.deepEqual([alert.status, alert.msgType, alert.scope], ['Actual', 'Alert', 'Public'])
  assert.deepEqual(
    alert.info.map(({ language, headline }) => [language, headline]),
    CONTENT.renditions.page.map(({ language, title }) => [language, title]),
  )
  const [info] = alert.info
  assert.equal(writeInstant(info.expires!), '2026-02-05T00:00:00+07:00')
  assert.deepEqual(info.eventCode, [{ valueName: 'OET:v1.2', value: 'OET-062' }])
  assert.deepEqual(info.area, [
    { areaDesc: 'Hà Nội', polygon: [], circle: [], geocode: [{ valueName: 'VN-QD-19-2025', value: '01' }] },
  ])
  assert.equal(info.resource[0].uri, `https://loa.example.vn/bulletins/sound/${'ab'.repeat(32)}`)
})

test('a code that names two provinces says by its scheme which one is meant', () => {
  const check = (asOf: string, areaDesc: string, valueName: string) => {
    const [area] = made(released(1, 'publish', '2026-02-03T09:00:00', { provinces: [{ code: '24', asOf }] })).alert
      .info[0].area
    assert.deepEqual([area.areaDesc, area.geocode[0].valueName], [areaDesc, valueName])
  }
  check('2020-02-01', 'Bắc Giang', 'VN-QD-124-2004')
  check('2026-02-01', 'Bắc Ninh', 'VN-QD-19-2025')
})

test('sent before it was sent: an alert is sent in the very second of its release, with an offset and never Z', () => {
  const { alert } = made(publish)
  assert.equal(writeInstant(alert.sent), '2026-02-03T09:00:00+07:00')
  assert.match(writeAlert(alert), /<sent>2026-02-03T09:00:00\+07:00<\/sent>/)
})

test('spans of months: an alert ends with its window, and after a month at the latest', () => {
  const check = (until: string, expires: string) => {
    const window = { from: null, until }
    const { alert } = made(released(1, 'publish', '2026-02-03T09:00:00', { window }))
    assert.equal(writeInstant(alert.info[0].expires!), expires)
  }
  check('2026-02-04T12:30:00.500+07:00', '2026-02-04T12:30:00+07:00')
  check('2026-09-01T00:00:00+07:00', '2026-03-06T09:00:00+07:00')
})

test('an update and a cancel name all earlier messages that have not expired', () => {
  const [first, second] = sentOf(publish, correct)
  const references = (release: Released, before: readonly SentAlert[]) =>
    made(release, before).alert.references.map(({ identifier }) => identifier)
  assert.equal(made(correct, [first]).alert.msgType, 'Update')
  assert.deepEqual(references(correct, [first]), [`${ID}.1.publish`])
  assert.equal(made(cancel, [first, second]).alert.msgType, 'Cancel')
  assert.deepEqual(references(cancel, [first, second]), [`${ID}.1.publish`, `${ID}.1.correct`])
  const expired = { ...first, expiresMs: Date.parse(cancel.at) }
  assert.deepEqual(references(cancel, [expired, second]), [`${ID}.1.correct`])
})

test('a correction and a cancel say the correction, the cancel under the headline of what it takes back', () => {
  const [first] = sentOf(publish)
  const said = (release: Released) => {
    const [{ headline, description, urgency }] = made(release, [first]).alert.info
    return { headline, description, urgency }
  }
  assert.deepEqual(said(correct), {
    headline: 'Đính chính: Ba Đình không có ca bệnh',
    description: 'Tin trước đây là nhầm.',
    urgency: 'Immediate',
  })
  assert.deepEqual(said(cancel), {
    headline: 'Đã thu hồi: Có ca bệnh tại quận Ba Đình',
    description: 'Nội dung bản tin này không còn giá trị. Tin trước đây là nhầm.',
    urgency: 'Past',
  })
})

test('nothing is cancelled that nobody was told, and what expired before it was said is no alert', () => {
  assert.equal(alertOfRelease(cancel, { before: [], site: SITE }), null)
  const over = { from: null, until: '2026-02-03T08:00:00+07:00' }
  const late = released(1, 'publish', '2026-02-03T09:00:00', { window: over })
  assert.equal(alertOfRelease(late, { before: [], site: SITE }), null)
  const renditions = { ...CONTENT.renditions, cap: null }
  const none = released(1, 'publish', '2026-02-03T09:00:00', { renditions })
  assert.equal(alertOfRelease(none, { before: [], site: SITE }), null)
})

test('a correction of what was never published is the first alert', () => {
  const window = { from: '2026-02-04T00:00:00+07:00', until: '2026-02-05T00:00:00+07:00' }
  const later = released(1, 'publish', '2026-02-03T09:00:00', { window })
  const [first] = sentOf(later)
  const { alert } = made({ ...correct, content: later.content }, [first])
  assert.deepEqual([alert.msgType, alert.references], ['Alert', []])
  assert.equal(writeInstant(alert.info[0].effective!), '2026-02-04T00:00:00+07:00')
})

test('exercise and live look alike to no program: status, note, event and headline say which it is', () => {
  const { alert } = made(released(1, 'publish', '2026-02-03T09:00:00', { purpose: 'exercise' }))
  assert.equal(alert.status, 'Exercise')
  assert.match(alert.note ?? '', /^DIỄN TẬP\. .* EXERCISE\. /)
  assert.deepEqual(
    alert.info.map(({ headline, event }) => [headline, event]),
    [
      ['DIỄN TẬP: Có ca bệnh tại quận Ba Đình', 'DIỄN TẬP: Y tế, dịch bệnh'],
      ['EXERCISE: A case in Ba Dinh district', 'EXERCISE: Public health'],
    ],
  )
  assert.deepEqual(alert.info[0].resource, [], 'a recording of an exercise is not public')
})

test('HTML, direction and control marks of a text stand in an alert as letters or not at all', () => {
  const text = '</description><info>&\u202e\u0007\ud800'
  const renditions = { ...CONTENT.renditions, page: [{ language: 'vi', title: text, text }] }
  const xml = writeAlert(made(released(1, 'publish', '2026-02-03T09:00:00', { renditions })).alert)
  assert.match(xml, /<description>&lt;\/description&gt;&lt;info&gt;&amp;\ufffd<\/description>/)
})

test('an identifier is made of bulletin, version and kind, without a character that references are parted by', () => {
  assert.equal(identifierOf({ bulletin: ID, version: 12, kind: 'cancel' }), `${ID}.12.cancel`)
  assert.doesNotMatch(identifierOf(publish), /[\s,<&]/)
})
