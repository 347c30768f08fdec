/**
 * The signature of an alert: enveloped XML Signature (https://www.w3.org/TR/xmldsig-core1/) of one shape, and no other.
 *
 * One parse serves all: the octets that are digested are written from the very tree whose values are checked and used, so
 * nothing can be signed and something else be read. The one Reference covers the whole document; what its transforms may leave
 * out is the signature itself. KeyInfo is never looked at: the key is that of the certificate given.
 */
import { createHash } from 'node:crypto'
import { areSigned, digestOf, ENVELOPED, EXCLUSIVE, INCLUSIVE, methodOf } from './algorithms.ts'
import { type Canonicalization, canonicalDocument, canonicalElement } from './canonical-xml.ts'
import { readCertificate, type Trust } from './certificate.ts'
import type { Tell } from './faults.ts'
import { SIGNATURE_NAMESPACE } from './schema-check.ts'
import { base64Octets } from './texts.ts'
import { elementsOf, textOf, type XmlDocument, type XmlElement } from './xml.ts'

export function isSigned({ root }: XmlDocument): boolean {
  return everyElement(root).some(isSignature)
}

export function checkSignature(document: XmlDocument, trust: Trust, tell: Tell): void {
  const certificate = readCertificate(trust.certificate)
  const { validFromDate, validToDate, publicKey } = certificate
  if (trust.at > validToDate.getTime()) tell(SIGNATURE, 'certificate-expired', { instant: validToDate.toISOString() })
  if (trust.at < validFromDate.getTime()) tell(SIGNATURE, 'certificate-early', { instant: validFromDate.toISOString() })
  const signature = onlySignature(document.root, tell)
  const parts = signature === null ? null : partsOf(signature, tell)
  if (signature === null || parts === null) return
  const { signedInfo, value, method, reference } = parts
  const kind = publicKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec'
  if (kind !== method.key) tell(SIGNATURE, 'signature-key', { found: method.key, other: kind })
  const content = canonicalDocument(document, { without: signature, by: reference.by })
  const digest = createHash(reference.hash).update(content).digest()
  if (!digest.equals(reference.digest)) tell(SIGNATURE, 'signature-content')
  const inherited = [signature, document.root].flatMap(({ attributes }) =>
    attributes.filter(({ prefix }) => prefix === 'xml'),
  )
  const signed = canonicalElement(signedInfo, { inherited, by: parts.by })
  if (kind === method.key && !areSigned(signed, { key: publicKey, method, value })) tell(SIGNATURE, 'signature-value')
}

const SIGNATURE = 'alert/Signature'
const SIGNED_INFO = `${SIGNATURE}/SignedInfo`
const REFERENCE = `${SIGNED_INFO}/Reference`

/** The only one, a child of the only alert; else null, and why is told. */
function onlySignature(root: XmlElement, tell: Tell): XmlElement | null {
  const all = everyElement(root)
  const signatures = all.filter(isSignature)
  const alerts = all.filter(({ name }) => name === 'alert')
  if (alerts.length > 1) tell('alert', 'signature-wrapped')
  if (signatures.length === 0) tell(SIGNATURE, 'unsigned')
  if (signatures.length > 1) tell(SIGNATURE, 'signature-several', { count: signatures.length })
  if (alerts.length > 1 || signatures.length !== 1) return null
  const [signature] = signatures
  if (elementsOf(root).includes(signature)) return signature
  tell('alert', 'signature-place')
  return null
}

interface SignatureParts {
  readonly signedInfo: XmlElement
  readonly by: Canonicalization
  readonly method: NonNullable<ReturnType<typeof methodOf>>
  readonly value: Uint8Array
  readonly reference: ReferenceParts
}

interface ReferenceParts {
  readonly by: Canonicalization
  readonly hash: NonNullable<ReturnType<typeof digestOf>>
  readonly digest: Uint8Array
}

/** Null where anything is not of the shape that is accepted; what it is, is told. */
function partsOf(signature: XmlElement, tell: Tell): SignatureParts | null {
  const [signedInfo, signatureValue, ...more] = elementsOf(signature)
  const rest = more.filter((one, at) => !is(one, 'Object') && !(at === 0 && is(one, 'KeyInfo')))
  if (!is(signedInfo, 'SignedInfo')) return shapeless(tell, 'SignedInfo')
  if (!is(signatureValue, 'SignatureValue')) return shapeless(tell, 'SignatureValue')
  if (rest.length > 0) return shapeless(tell, rest[0].name)
  const [canonicalization, signatureMethod, ...references] = elementsOf(signedInfo)
  if (!is(canonicalization, 'CanonicalizationMethod')) return shapeless(tell, 'CanonicalizationMethod')
  if (!is(signatureMethod, 'SignatureMethod')) return shapeless(tell, 'SignatureMethod')
  const reference = referenceOf(references, tell)
  const by = canonicalizationOf(canonicalization)
  if (by === null)
    tell(`${SIGNED_INFO}/CanonicalizationMethod`, 'signature-transform', { found: algorithmOf(canonicalization) })
  const name = algorithmOf(signatureMethod)
  const method = elementsOf(signatureMethod).length === 0 ? methodOf(name) : null
  if (method === null) tell(`${SIGNED_INFO}/SignatureMethod`, 'signature-algorithm', { found: name })
  const value = base64Octets(textOf(signatureValue))
  if (value === null) return shapeless(tell, 'SignatureValue')
  if (reference === null || by === null || method === null) return null
  return { signedInfo, by, method, value, reference }
}

function referenceOf(references: readonly XmlElement[], tell: Tell): ReferenceParts | null {
  const [reference, ...more] = references
  const uri = reference === undefined ? undefined : attributeOf(reference, 'URI')
  if (!is(reference, 'Reference') || more.length > 0 || uri !== '') {
    tell(REFERENCE, 'signature-reference', { count: references.length, found: uri ?? '—' })
    return null
  }
  const [transforms, digestMethod, digestValue, ...rest] = elementsOf(reference)
  if (!is(transforms, 'Transforms')) return shapeless(tell, 'Transforms')
  if (!is(digestMethod, 'DigestMethod')) return shapeless(tell, 'DigestMethod')
  if (!is(digestValue, 'DigestValue') || rest.length > 0) return shapeless(tell, 'DigestValue')
  const by = transformsOf(elementsOf(transforms), tell)
  const name = algorithmOf(digestMethod)
  const hash = digestOf(name)
  if (hash === null) tell(`${REFERENCE}/DigestMethod`, 'signature-algorithm', { found: name })
  const digest = base64Octets(textOf(digestValue))
  if (digest === null) return shapeless(tell, 'DigestValue')
  return by === null || hash === null ? null : { by, hash, digest }
}

/** The signature itself is left out, and then one canonical form; inclusive where none is named. Nothing else. */
function transformsOf(transforms: readonly XmlElement[], tell: Tell): Canonicalization | null {
  const [enveloped, form, more] = transforms
  const isEnveloped =
    is(enveloped, 'Transform') && algorithmOf(enveloped) === ENVELOPED && elementsOf(enveloped).length === 0
  const by = form === undefined ? INCLUSIVELY : is(form, 'Transform') && canonicalizationOf(form)
  if (isEnveloped && by && more === undefined) return by
  const wrong = !isEnveloped ? enveloped : !by ? form : more
  const found = wrong === undefined ? '—' : algorithmOf(wrong)
  tell(`${REFERENCE}/Transforms`, 'signature-transform', { found })
  return null
}

const INCLUSIVELY: Canonicalization = { is: 'inclusive', prefixes: [] }

function canonicalizationOf(element: XmlElement): Canonicalization | null {
  const inside = elementsOf(element)
  const name = algorithmOf(element)
  if (name === INCLUSIVE) return inside.length === 0 ? INCLUSIVELY : null
  if (name !== EXCLUSIVE || inside.length > 1) return null
  const [parameter] = inside
  if (parameter === undefined) return { is: 'exclusive', prefixes: [] }
  if (parameter.name !== 'InclusiveNamespaces' || parameter.namespace !== EXCLUSIVE) return null
  const prefixes = (attributeOf(parameter, 'PrefixList') ?? '').split(' ').filter(one => one !== '')
  if (prefixes.length > PREFIXES_MAX) return null
  return { is: 'exclusive', prefixes: prefixes.map(one => (one === '#default' ? '' : one)) }
}

/** Of one list of prefixes: each is looked for at each element. */
const PREFIXES_MAX = 20

function shapeless(tell: Tell, found: string): null {
  tell(SIGNATURE, 'signature-shape', { found })
  return null
}

function everyElement(root: XmlElement): readonly XmlElement[] {
  const found = [root]
  for (const element of found) for (const inside of elementsOf(element)) found.push(inside)
  return found
}

const isSignature = (element: XmlElement) => is(element, 'Signature')

const is = (element: XmlElement | undefined, name: string) =>
  element?.name === name && element.namespace === SIGNATURE_NAMESPACE

const attributeOf = (element: XmlElement, name: string) =>
  element.attributes.find(one => one.prefix === '' && one.name === name)?.value

const algorithmOf = (element: XmlElement) => attributeOf(element, 'Algorithm') ?? '—'
