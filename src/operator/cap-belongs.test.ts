/** Alerts of a server that was taken, which signs what it likes with the authority's key, and alerts of an honest one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertOfRelease } from '../areas/bulletins/cap-alerts.ts'
import { CONTENT, released, SITE } from '../areas/bulletins/public-fixtures.test.ts'
import type { CapAlert, CapArea, CapInfo, CapReference } from '../cap/alert.ts'
import { verifyAlert } from '../cap/check.ts'
import { pairOf } from '../cap/key-pair.test.ts'
import { writeAlert } from '../cap/write.ts'
import type { ReleaseKind } from '../directive/bulletin.ts'
import { AUTHORITY, alertIn, GOLDEN, goldenOf, KINDS, pinnedFor, signed } from './alerts.test.ts'
import { differenceOf, type Pinned } from './cap-belongs.ts'

test('each alert that an authority of an earlier day made belongs to its bulletin, octet for octet: published, corrected, taken back, live and as an exercise', () => {
  for (const { name, content, alerts } of GOLDEN)
    for (const kind of KINDS) {
      const file = Buffer.from(signed(alerts[kind]))
      const pinned = pinnedFor(alerts[kind])
      assert.equal(differenceOf(file, content, kind, pinned), null, `${name}: ${kind}`)
    }
})

test('each alert of such a bulletin is made today as it was made on an earlier day, letter for letter', () => {
  for (const { name, content, alerts } of GOLDEN) {
    for (const [i, kind] of KINDS.entries()) {
      const { sent, references } = alertIn(alerts[kind])
      const earlier = references.map(reference => ({
        serial: 1,
        bulletin: content.bulletin,
        identifier: reference.identifier,
        sender: reference.sender,
        sentMs: reference.sent.epochMs,
        publicMs: 0,
        expiresMs: Infinity,
      }))
      const release = released(i + 1, kind, '2026-02-03T09:00:00', content)
      const at = new Date(sent.epochMs).toISOString()
      const made = alertOfRelease({ ...release, at }, { before: earlier, site: SITE })
      assert.ok(made !== null)
      assert.equal(writeAlert(made.alert), alerts[kind], `${name}: ${kind}`)
    }
  }
})

/** One kind of one bulletin, as the authority would say it and as its server says it. */
interface Attempt {
  readonly kind?: ReleaseKind
  readonly of?: string
  readonly alert?: (honest: CapAlert) => CapAlert
  /** Of the file before it is signed. */
  readonly file?: (honest: string) => string
  /** Of the file that is signed. */
  readonly after?: (signed: string) => string
  /** Our own program would not sign it: another one may, and the comparison does not ask. */
  readonly isForeign?: true
  readonly pinned?: (honest: Pinned) => Pinned
  readonly differs: string | RegExp
}

const LIVE = 'in two languages, urgent, with a recording'
const HOUR_MS = 3_600_000

/** Fields that are left out, and some that no honest alert has. */
type Changed = Readonly<Record<string, unknown>>

const saying = (changes: Changed | ((info: CapInfo) => Changed)) => ({
  alert: ({ info: [first, ...others], ...alert }: CapAlert): CapAlert => {
    const changed = typeof changes === 'function' ? changes(first) : changes
    return { ...alert, info: [{ ...first, ...changed } as CapInfo, ...others] }
  },
})
const said = (change: (text: string) => string) =>
  saying(({ description }) => ({ description: change(description ?? '') }))
const headed = (change: (text: string) => string) => saying(({ headline }) => ({ headline: change(headline ?? '') }))
const about = (change: (area: CapArea) => CapArea | readonly CapArea[]) =>
  saying(({ area }) => ({ area: area.flatMap(change) }))
const later = (field: 'effective' | 'expires', ms: number) =>
  saying(info => {
    const instant = info[field]
    assert.ok(instant !== undefined)
    return { [field]: { ...instant, epochMs: instant.epochMs + ms } }
  })
const sentLater = (ms: number) => ({
  alert: (alert: CapAlert) => ({ ...alert, sent: { ...alert.sent, epochMs: alert.sent.epochMs + ms } }),
})
const referring = (change: (references: readonly CapReference[]) => readonly CapReference[]) => ({
  alert: (alert: CapAlert) => ({ ...alert, references: change(alert.references) }),
})
const told = (changes: Partial<CapAlert>) => ({ alert: (alert: CapAlert) => ({ ...alert, ...changes }) })
const respelt = (from: string | RegExp, to: string) => ({
  file: (xml: string) => {
    const changed = xml.replace(from, to)
    assert.notEqual(changed, xml)
    return changed
  },
})

const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'another event': { ...saying({ event: 'Sơ tán ngay, gọi 0900 123 456' }), differs: 'vi: event' },
  'an event that says it is an exercise': { ...saying({ event: 'DIỄN TẬP: Y tế, dịch bệnh' }), differs: 'vi: event' },
  'an event of another category': { ...saying({ event: 'An ninh' }), differs: 'vi: event' },
  'another sender’s name': { ...saying({ senderName: 'Bộ Quốc phòng' }), differs: 'vi: senderName' },
  'no sender’s name': { ...saying({ senderName: undefined }), differs: 'vi: senderName' },
  'another sender': { ...told({ sender: 'loa.example.com' }), differs: /^sender: / },
  'a link elsewhere': { ...saying({ web: 'https://loa.example.com/x' }), differs: 'vi: web' },
  'a link to the same host without encryption': {
    ...saying(({ web }) => ({ web: web?.replace('https:', 'http:') })),
    differs: 'vi: web',
  },
  'a link to another bulletin': { ...saying(({ web }) => ({ web: `${web}1` })), differs: 'vi: web' },
  'no link': { ...saying({ web: undefined }), differs: 'vi: web' },
  'a recording from elsewhere': {
    ...saying(({ resource: [one] }) => ({ resource: [{ ...one, uri: 'https://x.example/a' }] })),
    differs: 'vi: resource',
  },
  'a recording of another digest': {
    ...saying(({ resource: [one] }) => ({ resource: [{ ...one, uri: one.uri?.replace('abab', 'cdcd') }] })),
    differs: 'vi: resource',
  },
  'a picture within the file': {
    ...saying(({ resource }) => ({
      resource: [...resource, { resourceDesc: 'Sơ tán ngay', mimeType: 'image/png', derefUri: 'aGF5' }],
    })),
    differs: 'vi: resource',
  },
  'another name of the recording': {
    ...saying(({ resource: [one] }) => ({ resource: [{ ...one, resourceDesc: 'Gọi 0900' }] })),
    differs: 'vi: resource',
  },
  'a note': { ...told({ note: 'Sơ tán ngay' }), differs: 'note' },
  'another note of an exercise': { ...told({ note: 'Không phải diễn tập' }), of: 'an exercise', differs: 'note' },
  'an exercise without its note': {
    after: xml => xml.replace(/ {2}<note>.*<\/note>\n/, ''),
    of: 'an exercise',
    isForeign: true,
    differs: 'alert/note note-missing',
  },
  'a source': { ...told({ source: 'Sơ tán ngay' }), differs: 'source' },
  'a code for handling': { ...told({ code: ['Sơ tán ngay'] }), differs: 'code' },
  incidents: { ...told({ incidents: 'war' }), differs: 'incidents' },
  'a restriction': { ...told({ scope: 'Restricted', restriction: 'x' }), differs: 'scope' },
  addresses: { ...told({ scope: 'Private', addresses: 'x' }), differs: 'scope' },
  'an exercise as what is meant': { ...told({ status: 'Actual' }), of: 'an exercise', differs: 'status' },
  'what is meant as an exercise': { ...told({ status: 'Exercise', note: 'x' }), differs: 'status' },
  'another name of the area': {
    ...about(area => ({ ...area, areaDesc: 'Cả nước: sơ tán ngay' })),
    differs: 'vi: area',
  },
  'another list of provinces': {
    ...about(area => ({ ...area, geocode: [{ valueName: 'VN-QD-124-2004', value: '01' }] })),
    differs: 'vi: area',
  },
  'one more area': { ...about(area => [area, { ...area, areaDesc: 'Huế' }]), differs: 'vi: area' },
  'a shape': {
    ...about(area => ({ ...area, circle: [{ latitude: 16, longitude: 108, radiusKm: 900 }] })),
    differs: 'vi: area',
  },
  'a height': { ...about(area => ({ ...area, altitude: 3 })), differs: 'vi: area' },
  'another beginning': { ...later('effective', -HOUR_MS), differs: 'vi: effective' },
  'an onset': { ...saying(({ effective }) => ({ onset: effective })), differs: 'vi: onset' },
  'a later end': { ...later('expires', HOUR_MS), differs: 'vi: expires' },
  'an earlier end': { ...later('expires', -HOUR_MS), differs: 'vi: expires' },
  'an end that depends on when it is said to be sent': {
    ...sentLater(60_000),
    of: 'terms without a code and without a response, a version after others',
    differs: 'vi: effective',
  },
  'sent tomorrow': { ...sentLater(24 * HOUR_MS), differs: 'sent' },
  'sent before anybody approved it': { ...sentLater(-HOUR_MS), differs: 'sent' },
  'sent by a clock of another country': {
    alert: alert => ({ ...alert, sent: { ...alert.sent, offsetMinutes: 480 } }),
    differs: 'sent',
  },
  'before its time': {
    of: 'a window that opens later',
    pinned: pinned => ({ ...pinned, now: Date.parse('2026-02-03T11:59:59+07:00') }),
    differs: 'its time has not come',
  },
  'after its time': {
    pinned: pinned => ({ ...pinned, now: Date.parse('2026-02-05T00:00:00+07:00') }),
    differs: 'its time is over',
  },
  'a mark that does not fit': { ...headed(text => `Đã thu hồi: ${text}`), differs: 'vi: headline' },
  'a mark twice': { ...headed(text => `Đính chính: ${text}`), kind: 'correct', differs: 'vi: headline' },
  'two marks': { ...headed(text => `Đã thu hồi: ${text}`), kind: 'correct', differs: 'vi: headline' },
  'no mark': { ...headed(text => text.replace('Đính chính: ', '')), kind: 'correct', differs: 'vi: headline' },
  'a mark of the other language': {
    ...headed(text => text.replace('Đã thu hồi', 'Withdrawn')),
    kind: 'cancel',
    differs: 'vi: headline',
  },
  'a headline cut short': { ...headed(text => `${text.slice(0, 12)}…`), differs: 'vi: headline' },
  'a headline before the headline': { ...headed(text => `Sơ tán ngay: ${text}`), differs: 'vi: headline' },
  'figures turned round by a letter that nobody sees': {
    ...said(text => text.replace('1900 9095', '\u202e5909 0091\u202c')),
    differs: 'vi: description',
  },
  'U+202E before the same letters': { ...said(text => text.replace('1900', '\u202e1900')), differs: 'vi: description' },
  'a letter without width': { ...said(text => text.replace('115', '1\u200b15')), differs: 'vi: description' },
  'blanks at other places': { ...said(text => text.replace('hãy ở nhà', 'h ãy ởnhà')), differs: 'vi: description' },
  'a figure apart from its number': {
    ...said(text => text.replace('1900 9095', '19009 095')),
    differs: 'vi: description',
  },
  'no empty line': { ...said(text => text.replace('\n\n', '\n')), differs: 'vi: description' },
  'a blank of another width': { ...said(text => text.replace(' ', '\u00a0')), differs: 'vi: description' },
  'letters typed apart': { ...said(text => text.normalize('NFD')), differs: 'vi: description' },
  'a letter that looks the same': { ...said(text => text.replace('o', '\u043e')), differs: 'vi: description' },
  'a sentence more': { ...said(text => `${text} Gọi 0900.`), differs: 'vi: description' },
  'text before what is taken back': {
    ...said(text => `Sơ tán ngay. ${text}`),
    kind: 'cancel',
    differs: 'vi: description',
  },
  'a withdrawal without its own sentence': {
    ...said(text => text.replace('Nội dung bản tin này không còn giá trị. ', '')),
    kind: 'cancel',
    differs: 'vi: description',
  },
  'a withdrawal that says what it takes back': {
    ...said(() => CONTENT.renditions.page[0].text),
    kind: 'cancel',
    differs: 'vi: description',
  },
  'the text of the other language': {
    ...saying({ description: CONTENT.renditions.page[1].text }),
    differs: 'vi: description',
  },
  'an instruction': { ...saying({ instruction: 'Sơ tán ngay' }), differs: 'vi: instruction' },
  'a contact': { ...saying({ contact: '0900 123 456' }), differs: 'vi: contact' },
  'an audience': { ...saying({ audience: 'Sơ tán ngay' }), differs: 'vi: audience' },
  'a parameter': {
    ...saying({ parameter: [{ valueName: 'CMAMtext', value: 'Sơ tán ngay' }] }),
    differs: 'vi: parameter',
  },
  'another category': { ...saying({ category: ['Met'] }), differs: 'vi: category' },
  'two categories': { ...saying({ category: ['Health', 'Met'] }), differs: 'vi: category' },
  'another list of events': {
    ...saying({ eventCode: [{ valueName: 'SAME', value: 'OET-062' }] }),
    differs: 'vi: eventCode',
  },
  'another urgency': { ...saying({ urgency: 'Past' }), differs: 'vi: urgency' },
  'another severity': { ...saying({ severity: 'Minor' }), differs: 'vi: severity' },
  'another certainty': { ...saying({ certainty: 'Unlikely' }), differs: 'vi: certainty' },
  'another response': { ...saying({ responseType: ['Evacuate'] }), differs: 'vi: responseType' },
  'another language': { ...saying({ language: 'vi-VN' }), differs: 'vi: language' },
  'one language less': { alert: ({ info, ...alert }) => ({ ...alert, info: [info[0]] }), differs: 'info' },
  'a language twice': { alert: ({ info, ...alert }) => ({ ...alert, info: [...info, info[0]] }), differs: 'info' },
  'languages the other way round': {
    alert: ({ info, ...alert }) => ({ ...alert, info: info.toReversed() }),
    differs: 'vi: language',
  },
  'an identifier of its own': { ...told({ identifier: `${CONTENT.bulletin}.1.x` }), differs: 'identifier' },
  'the identifier of another version': {
    ...told({ identifier: `${CONTENT.bulletin}.2.publish` }),
    differs: 'identifier',
  },
  'an update of an alert of somebody else': {
    ...referring(([one]) => [{ ...one, sender: 'another.example', identifier: 'another-1' }]),
    kind: 'correct',
    differs: 'references',
  },
  'an earlier alert under the name of somebody else': {
    ...referring(([one]) => [{ ...one, sender: 'another.example' }]),
    kind: 'correct',
    differs: 'references',
  },
  'an update of another bulletin': {
    ...referring(([one]) => [{ ...one, identifier: one.identifier.replace('5f0c', '6f0c') }]),
    kind: 'correct',
    differs: 'references',
  },
  'an update of a later version': {
    ...referring(([one]) => [{ ...one, identifier: one.identifier.replace('.1.', '.2.') }]),
    kind: 'correct',
    differs: 'references',
  },
  'an update of what came later': {
    ...referring(([one]) => [{ ...one, identifier: one.identifier.replace('publish', 'cancel') }]),
    kind: 'correct',
    differs: 'references',
  },
  'a version that is spelled otherwise': {
    ...referring(([one]) => [{ ...one, identifier: one.identifier.replace('.1.', '.01.') }]),
    kind: 'correct',
    differs: 'references',
  },
  'earlier alerts in another order': {
    ...referring(references => references.toReversed()),
    kind: 'cancel',
    differs: 'references',
  },
  'an earlier alert that was sent after the next one': {
    ...referring(([one, two]) => [{ ...one, sent: { ...two.sent, epochMs: two.sent.epochMs + 1000 } }, two]),
    kind: 'cancel',
    differs: 'references',
  },
  'a correction as if it took back': { ...told({ msgType: 'Cancel' }), kind: 'correct', differs: 'msgType' },
  'a message as its correction': {
    kind: 'correct',
    alert: () => alertIn(goldenOf(LIVE).alerts.publish),
    differs: 'identifier',
  },
  'a comment within a text': { ...respelt('hãy ở nhà', 'hãy<!-- --> ở nhà'), differs: 'spelling' },
  'a comment between elements': { ...respelt('<info>', '<!-- Sơ tán ngay --><info>'), differs: 'spelling' },
  'an instruction to programs': {
    after: xml => xml.replace('<info>', '<?say x?><info>'),
    isForeign: true,
    differs: 'spelling',
  },
  'a text as CDATA': { ...respelt('Người có sốt', '<![CDATA[Người có sốt]]>'), differs: 'spelling' },
  'a letter by its number': { ...respelt('hãy', 'h&#xe3;y'), differs: 'spelling' },
  'blanks around an address': { ...respelt(/<web>(.*?)<\/web>/, '<web> $1 </web>'), differs: 'spelling' },
  'an Object within the signature, which no signature covers': {
    after: xml => xml.replace('</Signature>', '<Object><description>Sơ tán ngay</description></Object></Signature>'),
    differs: 'spelling',
  },
  'a name of the key, which no signature covers': {
    after: xml => xml.replace('<KeyInfo>', '<KeyInfo><KeyName>Sơ tán ngay</KeyName>'),
    differs: 'spelling',
  },
  'a comment within the signature': {
    after: xml => xml.replace('<KeyInfo>', '<KeyInfo><!-- Sơ tán ngay -->'),
    differs: 'spelling',
  },
  'a last tag in another spelling': { after: xml => xml.replace('</alert>\n', '</alert >'), differs: 'spelling' },
  'what follows the alert': { after: xml => `${xml}<!-- Sơ tán ngay -->`, differs: 'spelling' },
}

/** What the server would hand out, and that the authority's key stands under it. */
function forged({ kind = 'publish', of = LIVE, alert, file, after, isForeign }: Attempt): Buffer {
  const honest = goldenOf(of).alerts[kind]
  const altered = alert === undefined ? honest : writeAlert(alert(alertIn(honest)))
  const xml = signed(file === undefined ? altered : file(altered))
  const octets = Buffer.from(after === undefined ? xml : after(xml))
  if (isForeign !== true) assert.deepEqual(verifyAlert(octets, AUTHORITY), [])
  return octets
}

for (const [name, attempt] of Object.entries(ATTEMPTS))
  test(`a taken server that signs an alert with ${name} is refused, and it is said in what it differs`, () => {
    const { kind = 'publish', of = LIVE, pinned = same => same, differs } = attempt
    const { content, alerts } = goldenOf(of)
    const found = differenceOf(forged(attempt), content, kind, pinned(pinnedFor(alerts[kind])))
    if (typeof differs === 'string') assert.equal(found, differs)
    else assert.match(String(found), differs)
  })

test('that a bulletin is taken back is handed on at any time, and needs what it takes back', () => {
  const { content, alerts } = goldenOf('a window that opens later')
  const file = Buffer.from(signed(alerts.cancel))
  const pinned = pinnedFor(alerts.cancel)
  const over = { ...pinned, now: Date.parse('2026-02-09T00:00:00+07:00') }
  assert.equal(differenceOf(file, content, 'cancel', over), null)
  const { references, ...alone } = alertIn(alerts.cancel)
  const nothing = Buffer.from(signed(writeAlert({ ...alone, msgType: 'Alert', references: [] })))
  assert.equal(differenceOf(nothing, content, 'cancel', pinned), 'there is no such alert of this bulletin')
})

test('a clock of who approved that was ahead, a node’s clock that is behind, and an authority with two public addresses hold up no alert', () => {
  const { content, alerts } = goldenOf(LIVE)
  const file = Buffer.from(signed(alerts.publish))
  const { sent } = alertIn(alerts.publish)
  const belongs = (changes: Partial<Pinned>) =>
    assert.equal(differenceOf(file, content, 'publish', { ...pinnedFor(alerts.publish), ...changes }), null)
  belongs({ approvedMs: sent.epochMs + 9 * 60_000 })
  belongs({ approvedMs: null })
  belongs({ now: sent.epochMs - 119_000 })
  belongs({ origins: ['https://two.example.vn', 'https://loa.example.vn'] })
})

test('a correction of an authority that has lost its log, which names nothing earlier, is handed on as an alert', () => {
  const { content, alerts } = goldenOf(LIVE)
  const alone = { ...alertIn(alerts.correct), msgType: 'Alert' as const, references: [] }
  const file = Buffer.from(signed(writeAlert(alone)))
  assert.equal(differenceOf(file, content, 'correct', pinnedFor(alerts.correct)), null)
})

test('the signature of a key of another kind, as long as they come, is one', () => {
  const { content, alerts } = goldenOf(LIVE)
  const file = Buffer.from(signed(alerts.publish, pairOf('rsa', 'rsa:4096')))
  assert.equal(differenceOf(file, content, 'publish', pinnedFor(alerts.publish)), null)
})

test('a bulletin without a CAP alert has none that belongs to it', () => {
  const { content, alerts } = goldenOf(LIVE)
  const renditions = { ...content.renditions, cap: null }
  const file = Buffer.from(signed(alerts.publish))
  assert.equal(
    differenceOf(file, { ...content, renditions }, 'publish', pinnedFor(alerts.publish)),
    'there is no such alert of this bulletin',
  )
})
