/**
 * xmlsec1 verifies the alerts that we sign, and we verify those that it signs, in every form that we accept. Two well-known attacks
 * pass it, because it is asked whether a signature is right and not what it covers; they do not pass us.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { canonicalDocument } from '../../src/cap/canonical-xml.ts'
import { checkAlert } from '../../src/cap/check.ts'
import { golden } from '../../src/cap/golden-alerts.test.ts'
import { readAlert } from '../../src/cap/read.ts'
import { signAlert } from '../../src/cap/sign.ts'
import { writeAlert } from '../../src/cap/write.ts'
import { readXml } from '../../src/cap/xml.ts'
import { LETTERS } from '../../src/text/table-of-letters.test.ts'
import { oddLetter } from '../../src/text/written.ts'
import { run } from './child.ts'
import { missing } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-cap-signature-'))
after(() => rmSync(folder, { recursive: true }))

const file = (name: string) => join(folder, name)
const put = (name: string, text: string) => writeFileSync(file(name), text)
const get = (name: string) => readFileSync(file(name), 'utf8')

const KINDS = {
  rsa: ['rsa:2048'],
  ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  'ec-384': ['ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'],
} as const
type Kind = keyof typeof KINDS

async function makePair(kind: Kind): Promise<void> {
  const args = ['req', '-x509', '-newkey', ...KINDS[kind], '-nodes', '-days', '2']
  const names = ['-subj', `/CN=${kind}`, '-keyout', file(`${kind}.key`), '-out', file(`${kind}.pem`)]
  await run({ command: 'openssl', args: [...args, ...names] })
}

const trust = (kind: Kind) => ({ certificate: get(`${kind}.pem`), at: Date.now() })
const codes = (xml: string, kind: Kind) => checkAlert(Buffer.from(xml), trust(kind)).map(({ code }) => code)

/** Rejects where xmlsec1 does not say that it is right. */
async function xmlsecVerifies(xml: string, kind: Kind, ...more: readonly string[]): Promise<void> {
  put('verified.xml', xml)
  const key = ['--pubkey-cert-pem', file(`${kind}.pem`)]
  await run({ command: 'xmlsec1', args: ['--verify', ...key, ...more, file('verified.xml')] })
}

async function xmlsecSigns(template: string, kind: Kind, ...more: readonly string[]): Promise<string> {
  put('template.xml', template)
  const key = ['--privkey-pem', file(`${kind}.key`), '--output', file('signed.xml')]
  await run({ command: 'xmlsec1', args: ['--sign', ...key, ...more, file('template.xml')] })
  return get('signed.xml')
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116'

const transform = (algorithm: string, inside = '') => `<d:Transform Algorithm="${algorithm}">${inside}</d:Transform>`
const ENVELOPED = transform(`${DSIG}enveloped-signature`)
const prefixes = (list: string) => `<InclusiveNamespaces xmlns="${EXCLUSIVE}" PrefixList="${list}"/>`

interface Form {
  readonly by?: string
  readonly method?: string
  readonly digest?: string
  readonly uri?: string
  readonly transforms?: string
  readonly object?: string
}

/** A signature that is still to be made, by prefix and on lines of its own, as xmlsec1's templates are. */
function signature(form: Form): string {
  return `<d:Signature xmlns:d="${DSIG}">
  <d:SignedInfo>
    <d:CanonicalizationMethod Algorithm="${form.by ?? EXCLUSIVE}"/>
    <d:SignatureMethod Algorithm="${form.method ?? `${MORE}rsa-sha256`}"/>
    <d:Reference URI="${form.uri ?? ''}">
      <d:Transforms>${form.transforms ?? ENVELOPED + transform(EXCLUSIVE)}</d:Transforms>
      <d:DigestMethod Algorithm="${form.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256'}"/>
      <d:DigestValue/>
    </d:Reference>
  </d:SignedInfo>
  <d:SignatureValue/>
  <d:KeyInfo><d:X509Data/></d:KeyInfo>${form.object ?? ''}
</d:Signature>`
}

const BARE = golden('full.xml')
/** With what makes a canonical form differ: prefixes that are used or not, instructions, odd letters, comments. */
const ODD = BARE.replace('<alert ', '<?style "x" ?>\n<!-- a --><alert xmlns:z="urn:z" xmlns:y="urn:y" ')
  .replace('<note>', '<note xmlns:q="urn:q" xmlns="urn:oasis:names:tc:emergency:cap:1.2">&#13;"\t<!-- b -->')
  .replace('</alert>', '<?end?></alert>\n<?last one?>')

/** No alert, but all that a canonical form has rules for, except an & in a namespace: libxml2 does not escape it. */
const RULES = `<?x?><b:a xmlns:b="urn:b" xmlns="urn:d" c="1" b:c="&lt;&quot;&#9;&#10;&#13;&amp;>'" a='"' xml:lang="vi" xmlns:ｅ="urn:a">
  <d xmlns="" ｅ:z="" z=""/><b:e xmlns:b="urn:other" b:f=""/><f xmlns="urn:d" xmlns:𐐀="urn:g" 𐐀:ｅ="" 𐐀:𐐀=""><g xmlns="urn:h"><h xmlns=""/></g></f><![CDATA[&]]>&#13;
</b:a><!-- --><?y z ?>`

const into = (xml: string, inside: string) => xml.replace('</alert>', () => `${inside}</alert>`)

describe('signatures of alerts', { skip: missing('xmlsec1', 'xmllint', 'openssl') }, () => {
  before(async () => {
    for (const kind of Object.keys(KINDS) as Kind[]) await makePair(kind)
  })

  test('xmlsec1 verifies the alerts that we sign, by RSA and by ECDSA, and not a changed one', async () => {
    for (const kind of ['rsa', 'ec'] as const) {
      const signed = signAlert(BARE, { key: get(`${kind}.key`), ...trust(kind) })
      await xmlsecVerifies(signed, kind)
      await assert.rejects(xmlsecVerifies(signed.replace('Severe', 'Minor'), kind))
    }
  })

  test('xmlsec1 verifies an alert with every letter that people may write, and xmllint reads the very text that was approved', async () => {
    // A new page and a tab of lines are no letters of XML; they are written as ends of lines.
    const kept = LETTERS.filter(letter => oddLetter(`a${letter}b`) === null && !/[\v\f]/.test(letter))
    const description = kept.map(letter => `(${letter})`).join(' ')
    const read = readAlert(Buffer.from(BARE))
    assert.ok('alert' in read)
    const info = read.alert.info.map(each => ({ ...each, headline: 'a\u2028b', description }))
    const xml = writeAlert({ ...read.alert, info })
    for (const kind of ['rsa', 'ec'] as const) {
      const signed = signAlert(xml, { key: get(`${kind}.key`), ...trust(kind) })
      await xmlsecVerifies(signed, kind)
      assert.deepEqual(codes(signed, kind), [])
    }
    put('letters.xml', xml)
    const at = '(//*[local-name()="description"])[1]'
    const { stdout } = await run({ command: 'xmllint', args: ['--xpath', `string(${at})`, file('letters.xml')] })
    assert.equal(stdout.replace(/\n$/, ''), description)
  })

  test('we verify the alerts that xmlsec1 signs, in every form that we accept', async () => {
    const forms: readonly (readonly [Kind, Form])[] = [
      ['rsa', {}],
      ['rsa', { method: `${MORE}rsa-sha384`, digest: `${MORE}sha384` }],
      ['rsa', { method: `${MORE}rsa-sha512`, digest: 'http://www.w3.org/2001/04/xmlenc#sha512' }],
      ['ec', { method: `${MORE}ecdsa-sha256` }],
      ['ec-384', { method: `${MORE}ecdsa-sha384` }],
      ['ec-384', { method: `${MORE}ecdsa-sha512` }],
      ['rsa', { by: INCLUSIVE }],
      ['rsa', { by: INCLUSIVE, transforms: ENVELOPED + transform(INCLUSIVE) }],
      ['rsa', { transforms: ENVELOPED }],
      ['rsa', { transforms: ENVELOPED + transform(EXCLUSIVE, prefixes('y #default nobody')) }],
    ]
    for (const [kind, form] of forms)
      for (const xml of [BARE, ODD]) {
        const signed = await xmlsecSigns(into(xml, signature(form)), kind)
        assert.deepEqual(codes(signed, kind), [], JSON.stringify([kind, form]))
        const content = codes(signed.replace('Severe', 'Minor'), kind)
        assert.deepEqual(content, ['signature-content'])
        const other = kind === 'rsa' ? 'ec' : 'rsa'
        assert.deepEqual(codes(signed, other), ['signature-key'])
      }
  })

  test('our canonical form of a document is that of xmllint, octet for octet', async () => {
    for (const xml of [BARE, ODD, RULES, into(ODD, signature({}))]) {
      put('canonical.xml', xml.replace(/<!--.*?-->/gs, ''))
      const read = readXml(Buffer.from(xml))
      assert.ok('root' in read)
      for (const [option, is] of [
        ['--c14n', 'inclusive'],
        ['--exc-c14n', 'exclusive'],
      ] as const) {
        const { stdout: theirs } = await run({ command: 'xmllint', args: [option, file('canonical.xml')] })
        assert.equal(canonicalDocument(read, { without: null, by: { is, prefixes: [] } }), theirs)
      }
    }
  })

  test('a wrapped copy passes xmlsec1: the alert that is read is not the one that was signed; we refuse it', async () => {
    const real = BARE.replace(/<\?xml.*\?>\n/, '').replace('<alert ', '<alert id="real" ')
    const wrapper = { uri: '#real', transforms: transform(EXCLUSIVE), object: `<d:Object>${real}</d:Object>` }
    const forged = BARE.replace('Severe', 'Minor')
    const signed = await xmlsecSigns(into(forged, signature(wrapper)), 'rsa', '--id-attr:id', 'alert')
    await xmlsecVerifies(signed, 'rsa', '--id-attr:id', 'alert')
    assert.ok(codes(signed, 'rsa').includes('signature-wrapped'))
  })

  test('an XPath transform passes xmlsec1: it leaves out of the signature whatever is changed; we refuse it', async () => {
    const some = transform(XPATH, '<d:XPath>not(ancestor-or-self::*[local-name()="severity"])</d:XPath>')
    const transforms = ENVELOPED + some + transform(EXCLUSIVE)
    const signed = await xmlsecSigns(into(BARE, signature({ transforms })), 'rsa')
    const forged = signed.replaceAll('Severe', 'Minor')
    assert.notEqual(forged, signed)
    await xmlsecVerifies(forged, 'rsa')
    assert.deepEqual(codes(forged, 'rsa'), ['signature-transform'])
    assert.deepEqual(codes(signed, 'rsa'), ['signature-transform'])
  })
})
