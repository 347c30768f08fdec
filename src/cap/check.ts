/**
 * Whether octets are a CAP 1.2 alert that a strict reader accepts: read once, held to the schema, to the standard's text and,
 * where a certificate is given, to its signature. All faults are told. No octets make it throw.
 */
import type { Trust } from './certificate.ts'
import { type Fault, FaultList } from './faults.ts'
import { checkRules } from './rules.ts'
import { checkSchema } from './schema-check.ts'
import { checkSignature, isSigned } from './verify.ts'
import { readXml, type XmlDocument } from './xml.ts'

export interface Examined {
  /** Null where the file is not read. */
  readonly document: XmlDocument | null
  readonly faults: readonly Fault[]
  readonly isSigned: boolean
}

/** Without `trust` a signature is not looked at; with it, an alert without one is at fault. Fails with certificateMalformed. */
export function checkAlert(octets: Uint8Array, trust?: Trust): readonly Fault[] {
  return examineAlert(octets, trust).faults
}

/** The signature alone. */
export function verifyAlert(octets: Uint8Array, trust: Trust): readonly Fault[] {
  const document = readXml(octets)
  if ('code' in document) return [document]
  const faults = new FaultList()
  checkSignature(document, trust, faults.tell)
  return faults.all
}

export function examineAlert(octets: Uint8Array, trust?: Trust): Examined {
  const document = readXml(octets)
  if ('code' in document) return { document: null, faults: [document], isSigned: false }
  const faults = new FaultList()
  if (checkSchema(document.root, faults.tell)) checkRules(document.root, faults.tell)
  if (trust !== undefined) checkSignature(document, trust, faults.tell)
  return { document, faults: faults.all, isSigned: isSigned(document) }
}
