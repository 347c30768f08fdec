/**
 * Signs an alert once it is written: an enveloped XML Signature with exclusive canonical XML, SHA-256, and RSA or ECDSA as the key
 * is. Not one octet of the alert changes: the signature is set in before its end tag, and nothing is written anew.
 *
 * Two programs have to agree before an alert is given out: xml-crypto signs it, and our own `verify.ts` believes it.
 */
import { createPrivateKey, type KeyLike, type KeyObject } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { reason } from '../base/failure.ts'
import { ECDSA_SHA256, ENVELOPED, EXCLUSIVE, methodOf, RSA_SHA256, SHA256, signOctets } from './algorithms.ts'
import { readCertificate, type Trust } from './certificate.ts'
import { examineAlert } from './check.ts'
import { capFailure } from './failures.ts'

export interface Signer extends Trust {
  /** Private key in PEM, PKCS #8: RSA, or EC on P-256. */
  readonly key: string
}

/** `xml` is what writeAlert gave. Fails with certificateMalformed, or with alertUnsigned. */
export function signAlert(xml: string, signer: Signer): string {
  readCertificate(signer.certificate)
  const at = xml.lastIndexOf('</')
  const signed = `${xml.slice(0, at)}${signatureOf(xml, signer)}${xml.slice(at)}`
  const [fault] = examineAlert(Buffer.from(signed), signer).faults
  if (fault === undefined) return signed
  throw capFailure('alertUnsigned', { why: `${fault.element}: ${fault.code}` })
}

function signatureOf(xml: string, { key, certificate }: Signer): string {
  try {
    const privateKey = createPrivateKey(key)
    const isRsa = privateKey.asymmetricKeyType === 'rsa'
    const signer = new SignedXml({
      privateKey,
      publicCert: certificate,
      signatureAlgorithm: isRsa ? RSA_SHA256 : ECDSA_SHA256,
      canonicalizationAlgorithm: EXCLUSIVE,
    })
    signer.SignatureAlgorithms = { ...signer.SignatureAlgorithms, [ECDSA_SHA256]: EcdsaSha256 }
    signer.addReference({ xpath: '/*', isEmptyUri: true, transforms: [ENVELOPED, EXCLUSIVE], digestAlgorithm: SHA256 })
    signer.computeSignature(xml)
    return signer.getSignatureXml()
  } catch (error) {
    throw capFailure('alertUnsigned', { why: reason(error) })
  }
}

/** What xml-crypto lacks. */
class EcdsaSha256 {
  getAlgorithmName = () => ECDSA_SHA256

  getSignature = (signedInfo: unknown, key: KeyLike) => {
    const method = methodOf(ECDSA_SHA256)
    if (method === null) throw new Error(ECDSA_SHA256)
    return signOctets(String(signedInfo), key as KeyObject, method).toString('base64')
  }

  verifySignature = () => false
}
