import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkAlert } from './check.ts'
import { FAULT_CODES, saysSo } from './faults.ts'
import { golden } from './golden-alerts.test.ts'
import { ATTRIBUTES_MAX, DEPTH_MAX, ELEMENTS_MAX, elementsOf, OCTETS_MAX, readXml, textOf } from './xml.ts'

function codeOf(octets: string | Uint8Array): string {
  const read = readXml(typeof octets === 'string' ? Buffer.from(octets) : octets)
  return 'code' in read ? read.code : 'read'
}

const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
const named = (count: number) => `<a ${Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ')}/>`
/** Each level declares prefixes that are still known below. */
const declared = (levels: number, each: number) =>
  Array.from(
    { length: levels },
    (_, level) => `<a ${Array.from({ length: each }, (_, i) => `xmlns:p${level}-${i}="u"`).join(' ')}>`,
  ).join('') + '</a>'.repeat(levels)

const FILES: readonly (readonly [code: string, octets: string | Uint8Array])[] = [
  ['read', '<a/>'],
  ['read', '\ufeff<?xml version="1.0" encoding="utf-8" standalone=\'yes\' ?><!-- - --><?a b?>\r\n<a></a > '],
  ['read', `<a${' '.repeat(99)}b = '"' c="'"\n/>`],
  ['read', '<a>&amp;&lt;&gt;&apos;&quot;&#65;&#x1F6A8;<![CDATA[<!DOCTYPE a>]]><!--<!DOCTYPE a>--></a>'],
  ['read', '<á:ệ xmlns:á="u"/>'],
  ['read', `<a>${' '.repeat(OCTETS_MAX - 7)}</a>`],
  ['too-large', `<a>${' '.repeat(OCTETS_MAX - 6)}</a>`],
  ['too-large', new Uint8Array(OCTETS_MAX + 1)],
  ['encoding', Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e])],
  ['encoding', Buffer.from('\ufeff<a/>', 'utf16le')],
  ['encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
  ['encoding', Buffer.from('<a>\ud800</a>', 'utf16le')],
  ['character', '<a>\u0000</a>'],
  ['character', '<a>\u001b[2J</a>'],
  ['character', '<a>\uffff</a>'],
  ['doctype', '<!DOCTYPE a><a/>'],
  ['doctype', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ['doctype', '<?xml version="1.0"?>\n<!-- --><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
  ['doctype', '<a><!DOCTYPE a></a>'],
  ['doctype', '<!doctype html><html></html>'],
  ['read', nested(DEPTH_MAX)],
  ['too-deep', nested(DEPTH_MAX + 1)],
  ['read', `<a>${'<b/>'.repeat(ELEMENTS_MAX - 1)}</a>`],
  ['too-many-elements', `<a>${'<b/>'.repeat(ELEMENTS_MAX)}</a>`],
  ['read', named(ATTRIBUTES_MAX)],
  ['too-many-names', named(ATTRIBUTES_MAX + 1)],
  ['read', declared(4, 8)],
  ['too-many-names', declared(11, 3)],
  ...[
    ...['', ' ', 'a', '<', '<a', '<a>', '<a></b>', '<a/><b/>', '<a/>b', 'b<a/>', '</a>', '<a><b></a></b>'],
    ...['<a b/>', '<a b=c/>', '<a b="<"/>', '<a b="" b=""/>', '<a b=""c=""/>', '<1/>', '< a/>', '<a/ >'],
    ...['<a>&b;</a>', '<a>&</a>', '<a>&#0;</a>', '<a>&#xD800;</a>', '<a>&#1114112;</a>', '<a>&#x;</a>'],
    ...['<a b="&c;"/>', '<a>]]></a>', '<a><!-- -- --></a>', '<a><!-- --->', '<a><![CDATA[</a>', '<a><?b</a>'],
    ...['<a><?xml b?></a>', ' <?xml version="1.0"?><a/>', '<?xml version="1.1"?><a/>', '<?xml?><a/>'],
    ...['<b:a/>', '<a b:c=""/>', '<a:b:c xmlns:a="u"/>', '<a xmlns:b=""/>', '<a xmlns:xml="u"/>'],
    ...['<a xmlns:b="http://www.w3.org/XML/1998/namespace"/>', '<a xmlns:xmlns="u"/>', '<xmlns:a/>'],
    ...['<a xmlns:b="u" xmlns:c="u" b:d="" c:d=""/>', '<a xmlns="u" xmlns="u"/>', '<![CDATA[a]]>', '<a><!b></a>'],
  ].map(text => ['not-well-formed', text] as const),
]

test('octets are a document or one fault', () => {
  for (const [code, octets] of FILES) assert.equal(codeOf(octets), code, octets.toString().slice(0, 80))
  const shown = new Set(FILES.map(([code]) => code).filter(code => code !== 'read'))
  const all = FAULT_CODES.filter(code => saysSo(code) === 'file' && code !== 'too-many-faults')
  assert.deepEqual([...shown].toSorted(), all.toSorted())
})

test('an oversized file is refused by its size alone, without a look at one octet', () => {
  const octets = new Proxy(new Uint8Array(0), {
    get: (_, name) => {
      assert.equal(name, 'length')
      return OCTETS_MAX + 1
    },
  })
  assert.equal(codeOf(octets), 'too-large')
})

test('text is one text, whatever stands in it, and every letter of it stays as it is', () => {
  const nfc = 'Phường Một: ở nhà'
  const nfd = nfc.normalize('NFD')
  const read = readXml(Buffer.from(`<a>${nfc}<!-- x --><![CDATA[ <b> ]]>&#13;\r\n${nfd}</a>`))
  assert.ok('root' in read)
  assert.deepEqual(read.root.children, [`${nfc} <b> \r\n${nfd}`])
})

test('names are told by their namespaces, and not by their prefixes', () => {
  const read = readXml(
    Buffer.from('<a xmlns="one" xmlns:b="two"><b:a b:x="1" x="2"/><a xmlns=""/><b:a xmlns:b="one"/></a>'),
  )
  assert.ok('root' in read)
  const inside = elementsOf(read.root)
  assert.deepEqual(
    [read.root, ...inside].map(({ namespace }) => namespace),
    ['one', 'two', '', 'one'],
  )
  assert.deepEqual(
    inside[0].attributes.map(({ namespace, value }) => [namespace, value]),
    [
      ['two', '1'],
      ['', '2'],
    ],
  )
})

test('what is not well formed is told by its line, and text of a stranger steers no terminal', () => {
  const [fault] = checkAlert(Buffer.from('<a>\n<b>\r\n</c>'))
  assert.deepEqual(fault, { element: 'a/b', code: 'not-well-formed', details: { line: 3 } })
  const [root] = checkAlert(Buffer.from(`<a${'\u200c'.repeat(500)}/>`))
  assert.match(String(root.details.found), /^a(?:\\u\{200c\}){99}…$/)
})

/** Whole alerts with octets of them changed, cut out, repeated; and octets that are nothing. */
const octets = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }).map(text => Buffer.from(text)),
  fc
    .tuple(
      fc.constantFrom('full.xml', 'outbreak.xml', 'cancel.xml'),
      fc.array(
        fc.tuple(fc.nat(4000), fc.nat(40), fc.constantFrom('', '<', '>', '&', '"', '</', '<!--', '<a>', ',', ' ', '9')),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([name, changes]) => {
      let xml = golden(name)
      for (const [at, length, text] of changes) xml = xml.slice(0, at) + text + xml.slice(at + length)
      return Buffer.from(xml)
    }),
)

test('no octets make the check throw', () => {
  fc.assert(
    fc.property(octets, given => {
      for (const { element, code } of checkAlert(given)) assert.ok(element !== '' && code.length > 0)
    }),
    { numRuns: 1000 },
  )
})

test('the text of an element is what stands between its tags, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '<', '&', '>', '"', ']', 'ệ', '🚨', '\n') }), text => {
      const escaped = text.replace(/[<&>]/g, letter => `&#${letter.codePointAt(0)};`)
      const read = readXml(Buffer.from(`<a>${escaped}</a>`))
      assert.ok('root' in read)
      assert.equal(textOf(read.root), text)
    }),
  )
})
