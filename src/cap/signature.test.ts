import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howMany } from '../../test/parts.ts'
import { seeded } from '../base/random.ts'
import type { CapAlert } from './alert.ts'
import { checkAlert, verifyAlert } from './check.ts'
import { FAULT_CODES, type FaultCode, saysSo } from './faults.ts'
import { golden } from './golden-alerts.test.ts'
import { P256, pairOf } from './key-pair.test.ts'
import { readAlert } from './read.ts'
import { signAlert } from './sign.ts'
import { writeAlert } from './write.ts'

const RSA = pairOf('rsa', 'rsa:2048')
const EC = pairOf('ec', ...P256)
const STRANGER = pairOf('stranger', ...P256)
const DAY_MS = 86_400_000

const XML = golden('outbreak.xml')
const SIGNED = signAlert(XML, EC)

const told = (xml: string, trust = EC) =>
  checkAlert(Buffer.from(xml), trust).map(({ element, code }) => `${element} ${code}`)

test('an alert is signed by RSA and by ECDSA, and not one octet of it changes', () => {
  for (const signer of [RSA, EC]) {
    const signed = signAlert(XML, signer)
    assert.deepEqual(told(signed, signer), [])
    assert.equal(signed.replace(/<Signature .*<\/Signature>/s, ''), XML)
    assert.match(signed, signer === RSA ? /#rsa-sha256"/ : /#ecdsa-sha256"/)
  }
})

test('an alert is signed whatever letters it has, also those that some readers take for the end of a line', () => {
  const { alert } = readAlert(Buffer.from(XML)) as { readonly alert: CapAlert }
  const letters = ['\t', '\n', '\r', '\u0085', '\u00a0', '\u2028', '\u2029', '\u200d', '\ufeff', '\u{10fffd}']
  for (const letter of [...letters, letters.join('')]) {
    const description = `Rửa tay.${letter}Đeo khẩu trang.`
    const info = alert.info.map(each => ({ ...each, headline: description, description }))
    const signed = signAlert(writeAlert({ ...alert, info }), EC)
    assert.deepEqual(told(signed), [], JSON.stringify(letter))
    const read = readAlert(Buffer.from(signed))
    assert.ok('alert' in read)
    assert.equal(read.alert.info[0].description, description)
  }
})

test('what nobody could verify is not given out as signed', () => {
  const refused = { code: 'alertUnsigned' }
  assert.throws(() => signAlert(XML, { ...EC, key: STRANGER.key }), refused)
  assert.throws(() => signAlert(XML, { ...EC, key: RSA.key }), refused)
  assert.throws(() => signAlert(XML, { ...EC, key: 'no key' }), refused)
  assert.throws(() => signAlert(XML, { ...EC, at: EC.at + 3 * DAY_MS }), refused)
  assert.throws(() => signAlert(SIGNED, EC), refused)
  assert.throws(() => signAlert(XML.replace('Actual', 'actual'), EC), refused)
  assert.equal(signAlert(XML, { ...RSA, certificate: `Of the authority:\n${RSA.certificate}` }), signAlert(XML, RSA))
  const malformed = { code: 'certificateMalformed' }
  for (const certificate of ['', EC.key, EC.certificate.repeat(2), EC.certificate.slice(0, 200)])
    assert.throws(() => signAlert(XML, { ...EC, certificate }), malformed)
  const { certificate } = pairOf('edwards', 'ed25519')
  assert.throws(() => checkAlert(Buffer.from(SIGNED), { ...EC, certificate }), malformed)
})

const SIGNATURE = /<Signature .*<\/Signature>/s.exec(SIGNED)?.[0] ?? ''
const XPATH =
  '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>self::node()</XPath></Transform>'
const EXCLUSIVE = '<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
const ENVELOPED = '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'
const REFERENCE = /<Reference .*<\/Reference>/s.exec(SIGNED)?.[0] ?? ''

/** The alert of somebody else with the signed one inside its signature, which names it by its id. */
const WRAPPED = SIGNED.replace('<event>Dịch bệnh', '<event>Hết dịch').replace(
  '</SignedInfo>',
  `</SignedInfo><Object>${XML.replace(/<\?xml.*\?>\n/, '').replace('<alert ', '<alert id="real" ')}</Object>`,
)

type Row = readonly [name: string, xml: string, element: string, ...codes: FaultCode[]]

const ATTACKS: readonly Row[] = [
  ['no signature', XML, 'alert/Signature', 'unsigned'],
  ['a word is changed', SIGNED.replace('Severe', 'Minor'), 'alert/Signature', 'signature-content'],
  ['white space is added', SIGNED.replace('<info>', ' <info>'), 'alert/Signature', 'signature-content'],
  [
    'its digest is changed with it',
    SIGNED.replace(/<DigestValue>..../, '<DigestValue>AAAA'),
    'alert/Signature',
    ...(['signature-content', 'signature-value'] as const),
  ],
  ['somebody else signed, and says so in KeyInfo', signAlert(XML, STRANGER), 'alert/Signature', 'signature-value'],
  ['signed by a key of another kind', signAlert(XML, RSA), 'alert/Signature', 'signature-key'],
  ['two signatures', SIGNED.replace(SIGNATURE, SIGNATURE.repeat(2)), 'alert/Signature', 'signature-several'],
  [
    'inside a part of the alert',
    SIGNED.replace(SIGNATURE, '').replace('</senderName>', `${SIGNATURE}</senderName>`),
    'alert',
    'signature-place',
  ],
  ['a wrapped copy', WRAPPED, 'alert', 'signature-wrapped'],
  [
    'the reference names a part',
    SIGNED.replace('URI=""', 'URI="#real"'),
    'alert/Signature/SignedInfo/Reference',
    'signature-reference',
  ],
  [
    'the reference names nothing',
    SIGNED.replace(' URI=""', ''),
    'alert/Signature/SignedInfo/Reference',
    'signature-reference',
  ],
  [
    'two references',
    SIGNED.replace(REFERENCE, REFERENCE.repeat(2)),
    'alert/Signature/SignedInfo/Reference',
    'signature-reference',
  ],
  ['no reference', SIGNED.replace(REFERENCE, ''), 'alert/Signature/SignedInfo/Reference', 'signature-reference'],
  ...[
    SIGNED.replace(EXCLUSIVE, XPATH),
    SIGNED.replace(EXCLUSIVE, XPATH + EXCLUSIVE),
    SIGNED.replace(EXCLUSIVE, EXCLUSIVE + XPATH),
    SIGNED.replace(ENVELOPED, ''),
    SIGNED.replace(ENVELOPED, XPATH),
    SIGNED.replace(EXCLUSIVE, EXCLUSIVE.repeat(2)),
    SIGNED.replace(EXCLUSIVE, EXCLUSIVE.replace('#"', '#WithComments"')),
    SIGNED.replace(ENVELOPED, ENVELOPED.replace('/>', `>${XPATH}</Transform>`)),
    SIGNED.replace(EXCLUSIVE, EXCLUSIVE.replace('/>', `>${XPATH}</Transform>`)),
  ].map(xml => ['a transform', xml, 'alert/Signature/SignedInfo/Reference/Transforms', 'signature-transform'] as const),
  [
    'another canonical form',
    SIGNED.replace('exc-c14n#"/><SignatureMethod', 'xslt"/><SignatureMethod'),
    'alert/Signature/SignedInfo/CanonicalizationMethod',
    'signature-transform',
  ],
  ...['2000/09/xmldsig#hmac-sha1', '2000/09/xmldsig#rsa-sha1', '2001/04/xmldsig-more#hmac-sha256'].map(
    method =>
      [
        method,
        SIGNED.replace('2001/04/xmldsig-more#ecdsa-sha256', method),
        'alert/Signature/SignedInfo/SignatureMethod',
        'signature-algorithm',
      ] as const,
  ),
  [
    'SHA-1 as its digest',
    SIGNED.replace('2001/04/xmlenc#sha256', '2000/09/xmldsig#sha1'),
    'alert/Signature/SignedInfo/Reference/DigestMethod',
    'signature-algorithm',
  ],
  ...[
    SIGNED.replace(/<SignedInfo>.*<\/SignedInfo>/s, ''),
    SIGNED.replace(/<SignatureValue>.*<\/SignatureValue>/s, '<SignatureValue/>'),
    SIGNED.replace(/<SignatureValue>.*<\/SignatureValue>/s, ''),
    SIGNED.replace(/<SignatureMethod .*?\/>/s, ''),
    SIGNED.replace(/<CanonicalizationMethod .*?\/>/s, ''),
    SIGNED.replace(/<DigestValue>.*<\/DigestValue>/s, '<DigestValue>?</DigestValue>'),
    SIGNED.replace(/<DigestMethod .*?\/>/s, ''),
    SIGNED.replace('</SignatureValue>', '</SignatureValue><Else/>'),
    SIGNED.replace('<KeyInfo>', '<KeyInfo/><KeyInfo>'),
  ].map(xml => ['a part of it', xml, 'alert/Signature', 'signature-shape'] as const),
]

test('a signature of any other shape, content or key is refused, and it is told why', () => {
  for (const [name, xml, element, ...codes] of ATTACKS) {
    const faults = verifyAlert(Buffer.from(xml), EC)
    assert.deepEqual(
      faults.map(fault => `${fault.element} ${fault.code}`),
      codes.map(code => `${element} ${code}`),
      name,
    )
  }
})

test('a certificate that has expired, or is not valid yet, is told, beside what else is wrong', () => {
  const late = { ...EC, at: EC.at + 3 * DAY_MS }
  assert.deepEqual(told(SIGNED, late), ['alert/Signature certificate-expired'])
  assert.deepEqual(told(SIGNED, { ...EC, at: EC.at - DAY_MS }), ['alert/Signature certificate-early'])
  assert.deepEqual(told(XML, late), ['alert/Signature certificate-expired', 'alert/Signature unsigned'])
})

test('every fault of a signature has been shown', () => {
  const shown = new Set(ATTACKS.flatMap(([, , , ...codes]) => codes))
  const all = FAULT_CODES.filter(code => saysSo(code) === 'signature')
  const certificate: FaultCode[] = ['certificate-expired', 'certificate-early']
  assert.deepEqual([...shown, ...certificate].toSorted(), all.toSorted())
})

test('what says the same in other letters is the alert that was signed', () => {
  for (const same of [
    SIGNED.replace('<?xml version="1.0" encoding="UTF-8"?>\n', ''),
    SIGNED.replaceAll('\n', '\r\n'),
    SIGNED.replace('<info>', '<info ><!-- a remark -->'),
    SIGNED.replace('Severe', 'Se<!-- -->v<![CDATA[e]]>re'),
    SIGNED.replace('Severe', '&#83;evere'),
    SIGNED.replace(/<KeyInfo>.*<\/KeyInfo>/s, ''),
    SIGNED.replace(/<X509Certificate>.*<\/X509Certificate>/s, STRANGER.certificate),
  ]) {
    assert.deepEqual(told(same), [])
    assert.deepEqual(readAlert(Buffer.from(same)), readAlert(Buffer.from(XML)))
  }
})

test('whatever is changed in a signed alert, it is refused or says what was signed', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9)
  const random = seeded(seed)
  const pieces = ['', ' ', '<', '>', 'a', '"', '&amp;', '<!---->', '</info>', '<info/>', '\r', 'ệ', '?>']
  const original = readAlert(Buffer.from(SIGNED))
  let stayed = 0
  for (let i = howMany(250, 1000); i > 0; i--) {
    const at = random.below(SIGNED.length)
    const piece = pieces[random.below(pieces.length)]
    const xml = SIGNED.slice(0, at) + piece + SIGNED.slice(at + random.below(4))
    if (told(xml).length > 0) continue
    stayed++
    assert.deepEqual(readAlert(Buffer.from(xml)), original, `SEED=${seed}`)
  }
  assert.ok(stayed > 0, 'KeyInfo may be changed')
})
