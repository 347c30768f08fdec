import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAlert, examineAlert } from './check.ts'
import { FAULT_CODES, FAULTS_MAX, type FaultCode, saysSo } from './faults.ts'
import { changed, GOLDEN, golden } from './golden-alerts.test.ts'

const told = (xml: string | Uint8Array) =>
  checkAlert(typeof xml === 'string' ? Buffer.from(xml) : xml).map(({ element, code }) => `${element} ${code}`)

test('alerts as the standard has them have no fault', () => {
  for (const name of GOLDEN) assert.deepEqual(told(golden(name)), [], name)
})

const SENT = '<sent>2026-02-03T09:30:00+07:00</sent>'
const INFO = 'alert/info[1]'
const AREA = `${INFO}/area[1]`
const RESOURCE = `${INFO}/resource[1]`
const CIRCLE = '<circle>20,105 0.25</circle>'
const POLYGON = '<polygon>21.03,105.85 21.05,105.85 21.05,105.9 21.03,105.85</polygon>'
const REFERENCE = '>canhbao@byt.example,VN-BYT-2026-0005,2026-02-03T07:00:00+07:00 '
const EXPIRES = '<expires>2026-02-05T10:00:00+07:00</expires>'

type Row = readonly [from: string, to: string, element: string, code: FaultCode]

/** One change of one place, and the one fault that it makes. */
const ONE_FAULT: readonly Row[] = [
  ['<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">', '<alert>', 'alert', 'namespace'],
  ['emergency:cap:1.2"', 'emergency:cap:1.1"', 'alert', 'namespace'],
  ['<event>Outbreak', '<event xmlns:x="a" x:y="">Outbreak', 'alert/info[2]/event', 'attribute'],
  ['<event>Outbreak', '<event xml:lang="en">Outbreak', 'alert/info[2]/event', 'attribute'],
  ['<code>BYT</code>', '<code>BYT</code>and more', 'alert', 'text'],
  ['<code>BYT</code>', '<code>B<b>Y</b>T</code>', 'alert/code[2]/b', 'unknown-element'],
  ['<code>BYT</code>', '<kode>BYT</kode>', 'alert/kode', 'unknown-element'],
  ['<code>BYT</code>', '<code xmlns="">BYT</code>', 'alert/code[2]', 'namespace'],
  [SENT, `${SENT}${SENT}`, 'alert/sent[2]', 'repeated'],
  [SENT, '', 'alert/sent', 'missing'],
  ['<scope>Private</scope>\n', '', 'alert/scope', 'missing'],
  ['<areaDesc>Xã Hai</areaDesc>', '', `${INFO}/area[2]/areaDesc`, 'missing'],
  ['<category>Health</category>\n    <event>O', '<event>O', 'alert/info[2]/category', 'missing'],
  [
    '<event>Outbreak of disease</event>\n    <urgency>Immediate</urgency>',
    '<urgency>Immediate</urgency><event>Outbreak of disease</event>',
    'alert/info[2]/urgency',
    'order',
  ],
  ['<status>Actual', '<status>actual', 'alert/status', 'value'],
  ['<msgType>Update', '<msgType> Update', 'alert/msgType', 'value'],
  ['<responseType>Monitor', '<responseType>Wait', `${INFO}/responseType[2]`, 'value'],
  ['<size>3<', '<size>3 kB<', `${RESOURCE}/size`, 'number'],
  ['<size>3<', '<size>3.5<', `${RESOURCE}/size`, 'number'],
  ['<size>3<', '<size>-3<', `${RESOURCE}/size`, 'size'],
  ['<altitude>10<', '<altitude>1e1<', `${AREA}/altitude`, 'number'],
  [SENT, '<sent>2026-02-03T09:30:00Z</sent>', 'alert/sent', 'time-zone'],
  [SENT, '<sent>2026-02-03T09:30:00</sent>', 'alert/sent', 'time-zone'],
  [SENT, '<sent>2026-02-03T09:30:00.000Z</sent>', 'alert/sent', 'time-zone'],
  [SENT, '<sent>2026-02-03T09:30:00+0700</sent>', 'alert/sent', 'time-zone'],
  [SENT, '<sent>2026-02-03T09:30:00.5+07:00</sent>', 'alert/sent', 'time'],
  [SENT, '<sent>2026-02-03 09:30:00+07:00</sent>', 'alert/sent', 'time'],
  [SENT, '<sent>2026-02-29T09:30:00+07:00</sent>', 'alert/sent', 'time'],
  [SENT, '<sent>2026-02-03T09:30:00,07:00</sent>', 'alert/sent', 'time'],
  [SENT, '<sent>2026-02-03T09:30:00+14:01</sent>', 'alert/sent', 'time'],
  [SENT, '<sent>2026-02-03T24:00:01+07:00</sent>', 'alert/sent', 'time'],
  [SENT, '<sent>0000-01-01T00:00:00+00:00</sent>', 'alert/sent', 'time'],
  [SENT, '<sent></sent>', 'alert/sent', 'time'],
  [EXPIRES, '<expires>2026-02-05T03:00:00Z</expires>', `${INFO}/expires`, 'time-zone'],
  [EXPIRES, '<expires>2026-02-03T09:30:00+07:00</expires>', `${INFO}/expires`, 'expires-early'],
  [EXPIRES, '<expires>2026-02-03T10:00:00+07:00</expires>', `${INFO}/expires`, 'expires-early'],
  ['>VN-BYT-2026-0007<', '>VN BYT<', 'alert/identifier', 'identifier'],
  ['>VN-BYT-2026-0007<', '>VN,BYT<', 'alert/identifier', 'identifier'],
  ['<sender>canhbao@byt.example', '<sender>a&amp;b', 'alert/sender', 'identifier'],
  ['<sender>canhbao@byt.example', '<sender>a&lt;b', 'alert/sender', 'identifier'],
  ['>VN-BYT-2026-0007<', '><', 'alert/identifier', 'empty'],
  ['<event>Outbreak of disease', '<event> ', 'alert/info[2]/event', 'empty'],
  ['<areaDesc>Xã Hai', '<areaDesc>', `${INFO}/area[2]/areaDesc`, 'empty'],
  ['<language>en</language>', '', 'alert/info[2]/language', 'language-missing'],
  ['<language>en</language>', '<language/>', 'alert/info[2]/language', 'language-missing'],
  ['<language>en<', '<language>en_US<', 'alert/info[2]/language', 'language'],
  ['<language>en<', '<language>English<', 'alert/info[2]/language', 'language'],
  ['<language>en<', '<language>tiếng Anh<', 'alert/info[2]/language', 'language'],
  [REFERENCE, '>VN-BYT-2026-0005 ', 'alert/references', 'reference'],
  [REFERENCE, '>a,b,2026-02-03T07:00:00Z ', 'alert/references', 'reference'],
  [REFERENCE, '>a,b,2026-02-03T07:00:00+07:00,c ', 'alert/references', 'reference'],
  [REFERENCE, '>a,,2026-02-03T07:00:00+07:00 ', 'alert/references', 'reference'],
  [REFERENCE, '>a,b,2026-02-03T02:30:01-00:00 ', 'alert/references', 'reference-later'],
  ['2026-0006,', '2026-0007,', 'alert/references', 'reference-itself'],
  ['0006,2026-02-03T09:30', '0005,2026-02-03T07:00', 'alert/references', 'twice'],
  ['<category>Safety', '<category>Health', `${INFO}/category[2]`, 'twice'],
  ['<web>https://byt.example/dich?xa=1&amp;', '<web>dich?', `${INFO}/web`, 'uri'],
  ['<web>https://byt.example/', '<web>https://byt.example/a b', `${INFO}/web`, 'uri'],
  ['bản-đồ.png<', 'bản%đồ.png<', `${INFO}/resource[2]/uri`, 'uri'],
  [CIRCLE, '<circle>20,105</circle>', `${AREA}/circle[2]`, 'circle'],
  [CIRCLE, '<circle>20,105 -1</circle>', `${AREA}/circle[2]`, 'circle'],
  [CIRCLE, '<circle>20;105 1</circle>', `${AREA}/circle[2]`, 'coordinate'],
  [CIRCLE, '<circle>105,20 1</circle>', `${AREA}/circle[2]`, 'coordinate-range'],
  [POLYGON, '<polygon/>', `${AREA}/polygon[1]`, 'polygon-points'],
  [POLYGON, '<polygon>1,1 2,2 1,1</polygon>', `${AREA}/polygon[1]`, 'polygon-points'],
  [POLYGON, '<polygon>1,1 2,2 3,1 1,2</polygon>', `${AREA}/polygon[1]`, 'polygon-open'],
  [POLYGON, '<polygon>1,1 2,2 3;1 1,1</polygon>', `${AREA}/polygon[1]`, 'coordinate'],
  [POLYGON, '<polygon>1,1 2,181 3,1 1,1</polygon>', `${AREA}/polygon[1]`, 'coordinate-range'],
  [POLYGON, '<polygon>1,1 90.1,2 3,1 1,1</polygon>', `${AREA}/polygon[1]`, 'coordinate-range'],
  ['<altitude>10</altitude>', '', `${AREA}/altitude`, 'altitude-missing'],
  ['<altitude>10<', '<altitude>1500.6<', `${AREA}/ceiling`, 'ceiling-low'],
  ['<mimeType>image/png<', '<mimeType>png<', `${INFO}/resource[2]/mimeType`, 'mime-type'],
  ['TG9h', 'TG9', `${RESOURCE}/derefUri`, 'base64'],
  ['TG9h', 'TG9hTG9h', `${RESOURCE}/digest`, 'digest-differs'],
  ['<digest>6c', '<digest>6d', `${RESOURCE}/digest`, 'digest-differs'],
  ['<digest>6c', '<digest>sha1-', `${RESOURCE}/digest`, 'digest'],
]

/** The same of an alert to everybody, that lacks what the one above has. */
const ONE_FAULT_OF_AN_OUTBREAK: readonly Row[] = [
  ['<status>Actual', '<status>Exercise', 'alert/note', 'note-missing'],
  ['<scope>Public', '<scope>Private', 'alert/addresses', 'addresses-missing'],
  ['<scope>Public', '<scope>Restricted', 'alert/restriction', 'restriction-missing'],
  ['<msgType>Alert', '<msgType>Update', 'alert/references', 'references-missing'],
  ['<msgType>Alert', '<msgType>Cancel', 'alert/references', 'references-missing'],
  ['<msgType>Alert', '<msgType>Ack', 'alert/references', 'references-missing'],
  ['<msgType>Alert', '<msgType>Error', 'alert/references', 'references-missing'],
]

test('a file that is changed in one place has that fault and no other', () => {
  for (const [from, to, element, code] of ONE_FAULT)
    assert.deepEqual(told(changed('full.xml', from, to)), [`${element} ${code}`], to)
  for (const [from, to, element, code] of ONE_FAULT_OF_AN_OUTBREAK)
    assert.deepEqual(told(changed('outbreak.xml', from, to)), [`${element} ${code}`], to)
})

test('every fault of the schema and of the standard has its row', () => {
  const rows = [...ONE_FAULT, ...ONE_FAULT_OF_AN_OUTBREAK]
  const shown = new Set(['root', ...rows.map(([, , , code]) => code)])
  const all = FAULT_CODES.filter(code => ['schema', 'standard'].includes(saysSo(code)))
  assert.deepEqual([...shown].toSorted(), all.toSorted())
})

/** What a strict reader takes, though it looks odd. */
const NO_FAULT: readonly (readonly [from: string, to: string])[] = [
  [SENT, '<sent>\n  2026-02-03T09:30:00+07:00 </sent>'],
  [SENT, '<sent>2026-02-03T02:30:00-00:00</sent>'],
  [SENT, '<sent>2026-02-03T02:30:00+00:00</sent>'],
  [SENT, '<sent>2026-02-03T24:00:00+14:00</sent>'],
  [EXPIRES, ''],
  ['<onset>2026-02-02', '<onset>2026-12-02'],
  ['<language>en<', '<language> zh-Hant-TW <'],
  ['<language>en<', '<language>x-tay<'],
  ['<language>en<', '<language>i-tay<'],
  [POLYGON, '<polygon>\n +1,1\t2,2.  .5,1 1.0,+1 </polygon>'],
  [CIRCLE, '<circle>-90,180\n0</circle>'],
  ['<digest>6c', '<digest>6C'],
  ['<derefUri>TG9h', '<derefUri>TG\n9h'],
  ['<code>BYT</code>', '<code>B<!-- <b> -->Y<![CDATA[<T>]]></code>'],
  ['<code>BYT</code>', '<?who knows?><code/>'],
  [
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a b">',
  ],
]

test('what is unusual and allowed is no fault, dates in the past among it', () => {
  for (const [from, to] of NO_FAULT) assert.deepEqual(told(changed('full.xml', from, to)), [], to)
  const years = golden('full.xml').replaceAll('2026-', '1999-')
  assert.deepEqual(told(years), [])
})

test('an alert by a prefix is the same alert', () => {
  const prefixed = golden('outbreak.xml').replace(/<(\/?)(?=[a-z])/g, '<$1c:')
  assert.deepEqual(told(prefixed.replace(' xmlns=', ' xmlns:c=')), [])
})

test('all faults are told, each where it is', () => {
  const xml = golden('outbreak.xml')
    .replace('+07:00</sent>', 'Z</sent>')
    .replaceAll('<category>Health', '<category>Sickness')
    .replace('<scope>Public</scope>', '')
    .replaceAll('21.03,105.85 21.05', '91,105.85 x,1 21.05')
  assert.deepEqual(told(xml), [
    'alert/sent time-zone',
    'alert/info[1]/category value',
    'alert/info[2]/category value',
    'alert/scope missing',
    'alert/info[1]/area/polygon coordinate-range',
    'alert/info[1]/area/polygon coordinate',
    'alert/info[2]/area/polygon coordinate-range',
    'alert/info[2]/area/polygon coordinate',
  ])
})

test('an element that was moved is the one that is out of order, and those it passed are not', () => {
  const note = '<note>Tin trước không đúng.</note>'
  const moved = changed('cancel.xml', note, '').replace('<identifier>', `${note}<identifier>`)
  assert.deepEqual(told(moved), ['alert/note order'])
})

test('a file that is another thing is told as that, and nothing more of it', () => {
  assert.deepEqual(told('<rss/>'), ['/ root'])
  assert.deepEqual(told('<alert/>'), ['alert namespace'])
})

test('of a file with more faults than anybody reads the first are told, and that there are more', () => {
  const many = changed('full.xml', '<code>BYT</code>', '<kode/>'.repeat(2 * FAULTS_MAX))
  const faults = told(many)
  assert.equal(faults.length, FAULTS_MAX + 1)
  assert.equal(faults.at(-1), '/ too-many-faults')
})

test('a signature is noticed, and not looked at without a certificate', () => {
  const signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">anything</Signature></alert>'
  const xml = changed('cancel.xml', '</alert>', signature)
  const { faults, isSigned } = examineAlert(Buffer.from(xml))
  assert.deepEqual([faults, isSigned], [[], true])
  assert.equal(examineAlert(Buffer.from(golden('cancel.xml'))).isSigned, false)
})
