/**
 * The document that a site is given: exactly what it is told, signed by the authority (JWS, RFC 7515), with what two people
 * signed of it and the roster by which both were looked at when it was issued.
 *
 * A site is shown what stands in the document, and nothing that was written beside it afterwards.
 */
import { z } from 'zod'
import { authorityFailure } from '../../../authority/failures.ts'
import { approvalOf, newestRoster } from '../../../authority/signed.ts'
import type { Reading } from '../../../authority/store.ts'
import type { Transaction } from '../../../authority/unit-of-work.ts'
import { instant, sha256 } from '../../../directive/documents.ts'
import type { PublicJwk } from '../../../directive/public-key.ts'
import { verify } from '../../../directive/signing.ts'
import { attestation } from '../../../directive/statement.ts'
import type { InstructionSignatures, StoredInstruction } from '../store.ts'
import { type InstructionTold, instructionTold, saidOfInstruction } from './said.ts'

export const issuedInstruction = z.strictObject({
  instruction: z.uuid(),
  version: z.int().min(1),
  told: instructionTold,
  /** Of `told` as canonical JSON. */
  sha256,
  issuedAt: instant,
  /** Who submitted and who approved it. */
  approvedBy: z.array(z.string()).length(2),
  /** Null: the authority had no roster. */
  approval: z
    .strictObject({
      submitted: attestation,
      approved: attestation,
      roster: z.strictObject({ number: z.int().min(1), sha256 }),
    })
    .nullable(),
})
export type IssuedInstruction = z.infer<typeof issuedInstruction>

interface ToIssue {
  readonly id: string
  readonly version: number
  readonly told: InstructionTold
  readonly sha256: string
  readonly approvedBy: readonly [string, string]
}

/** Signed within the transaction in which the approval was taken, which has looked at both signatures by the roster of now. */
export async function issue(
  { store, signer, now }: Transaction,
  { id: instruction, version, told, sha256, approvedBy }: ToIssue,
): Promise<{ readonly document: string; readonly signatures: InstructionSignatures | null }> {
  const approval = await approvalNow(store, { id: instruction, version, sha256 })
  const body: IssuedInstruction = {
    instruction,
    version,
    told,
    sha256,
    issuedAt: new Date(now).toISOString(),
    approvedBy: [...approvedBy],
    approval,
  }
  const signatures = approval && { submitted: approval.submitted, approved: approval.approved }
  return { document: await signer.sign('instruction', body), signatures }
}

async function approvalNow(
  store: Reading,
  of: { readonly id: string; readonly version: number; readonly sha256: string },
): Promise<IssuedInstruction['approval']> {
  const roster = await newestRoster(store)
  if (roster === null) return null
  const approval = await approvalOf(store, saidOfInstruction(of, 'approve'))
  if (approval === null) throw authorityFailure('firstUnsigned')
  return { ...approval, roster: { number: roster.body.number, sha256: roster.sha256 } }
}

/**
 * What stands in the document of an instruction, where this key signed it, for this very instruction and its site; null: it is not
 * issued. Fails with contentAltered: who has the database puts no words into the authority's mouth.
 */
export async function issuedOf(
  { id, site, sha256, document }: StoredInstruction,
  key: PublicJwk,
): Promise<{ readonly document: string; readonly body: IssuedInstruction } | null> {
  if (document === null) return null
  const expected = { type: 'instruction', key, schema: issuedInstruction } as const
  const body = await verify(document, expected).catch(() => null)
  const isThis = body?.instruction === id && body.told.site === site && body.sha256 === sha256
  if (body === null || !isThis) throw authorityFailure('contentAltered')
  return { document, body }
}

/** What stands in a document, for our own people, whoever signed it; null: nothing that can be read. */
export function readIssued(document: string): IssuedInstruction | null {
  const [, payload = ''] = document.split('.')
  try {
    return issuedInstruction.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  } catch {
    return null
  }
}
