/**
 * Which agenda counts: signed by the pinned authority, of this device's kind, for its cluster, whole, and newer than the one it has.
 * Anything else is silence and a report. What is in it is still only the authority's word: two people prove each item (approved.ts).
 */
import { Failure } from '../base/failure.ts'
import type { Purpose } from '../directive/documents.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import { AGENDA_SIZE_MAX, AGENDA_TYPES, type AgendaBody, agendaBody, faultOf } from './agenda.ts'
import type { AgendaRefusal } from './receipts.ts'

export interface Admission {
  readonly authorityKey: PublicJwk
  readonly purpose: Purpose
  readonly cluster: string
  /** The one that counts now; null: none. */
  readonly held: { readonly serial: number; readonly sha256: string } | null
}

export type Admitted =
  | { readonly is: 'new'; readonly body: AgendaBody; readonly sha256: string }
  | { readonly is: 'same' }
  | { readonly is: 'refused'; readonly why: AgendaRefusal; readonly sha256: string }

export async function admit(jws: string, by: Admission): Promise<Admitted> {
  const sha256 = sha256Of(jws)
  if (by.held?.sha256 === sha256) return { is: 'same' }
  const why = (why: AgendaRefusal): Admitted => ({ is: 'refused', why, sha256 })
  if (jws.length > AGENDA_SIZE_MAX) return why('malformed')
  const read = await readAs(jws, by.purpose, by.authorityKey)
  if (read === 'signatureWrong') {
    const other = await readAs(jws, by.purpose === 'live' ? 'exercise' : 'live', by.authorityKey)
    return why(other === 'signatureWrong' ? 'unsigned' : 'other-purpose')
  }
  if (read === 'documentMalformed' || faultOf(read.content) !== null) return why('malformed')
  if (read.purpose !== by.purpose) return why('other-purpose')
  if (read.content.cluster !== by.cluster) return why('foreign')
  if (by.held !== null && read.content.serial <= by.held.serial) return why('stale')
  return { is: 'new', body: read, sha256 }
}

async function readAs(
  jws: string,
  purpose: Purpose,
  key: PublicJwk,
): Promise<AgendaBody | 'signatureWrong' | 'documentMalformed'> {
  try {
    return await verify(jws, { type: AGENDA_TYPES[purpose], key, schema: agendaBody })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.code === 'documentMalformed' ? 'documentMalformed' : 'signatureWrong'
  }
}
