/**
 * What two people have to have signed before anything goes out: the same content, each with a key of their own that the
 * roster knows, in a role that may.
 *
 *   submit    an editor or approver ─┐ two different people, over one digest
 *   approve   an approver ───────────┘
 *   schedule  an approver: that it goes out for real, and now; not needed for an exercise
 *   resume    an approver: that a round which was paused goes on with this very order
 *
 * Stop and pause are one person's act and need nothing of this. Fails with `needsTwoPeople`, which says what is missing.
 */
import { canonicalJson } from '../base/canonical.ts'
import { checkAttestation } from './attest.ts'
import type { DirectiveBody, OrderBody, RoundPurpose } from './documents.ts'
import { lacksTwoPeople } from './failures.ts'
import type { RosterBody, RosterPerson, SignerRole } from './roster.ts'
import { sha256Of } from './signing.ts'
import type { Attestation, Statement } from './statement.ts'

const WRITERS: readonly SignerRole[] = ['editor', 'approver']
const APPROVERS: readonly SignerRole[] = ['approver']
/** How long after it was scheduled a round without an end may begin. */
const BEGINS_WITHIN_MS = 7 * 24 * 60 * 60 * 1000
/** How far a signature may seem to come from the future: the clock of who signed may be ahead. */
const AHEAD_MS = 24 * 60 * 60 * 1000

/** What goes out in a round, as it is approved: everything but who is sent which directive when. */
export interface RoundTerms
  extends Pick<DirectiveBody, 'title' | 'source' | 'audience' | 'window' | 'sending'> {
  readonly messages: readonly {
    readonly variants: readonly { readonly language: string; readonly octets: string }[]
  }[]
  readonly operators: readonly string[]
  readonly exerciseFirst: boolean
  /** Missing: live. */
  readonly purpose?: RoundPurpose | undefined
}

/** Hexadecimal. `octets`: octetsSha256 of each text. */
export function roundDigest(terms: RoundTerms): string {
  return sha256Of(canonicalJson(terms))
}

/** Of what this directive would send. */
export function digestOfDirective(
  body: DirectiveBody & Pick<RoundTerms, 'operators' | 'exerciseFirst'>,
): string {
  return roundDigest({
    title: body.title,
    messages: body.messages.map(({ variants }) => ({
      variants: variants.map(({ language, sha256: octets }) => ({ language, octets })),
    })),
    source: body.source,
    operators: body.operators,
    audience: body.audience,
    window: body.window,
    sending: body.sending,
    exerciseFirst: body.exerciseFirst,
    ...(body.purpose === 'exercise' ? { purpose: body.roundPurpose } : {}),
  })
}

type Approved = Pick<Statement, 'of' | 'subject' | 'version' | 'sha256'>

/** By two different people, one of whom approved. */
export async function checkApproved(
  what: Approved,
  { submitted, approved }: { readonly submitted: Attestation; readonly approved: Attestation },
  roster: RosterBody,
): Promise<void> {
  const first = await signed(submitted, { ...what, does: 'submit', sequence: null }, roster)
  const second = await signed(approved, { ...what, does: 'approve', sequence: null }, roster)
  if (!WRITERS.includes(first.role)) throw lacksTwoPeople('submit', 'role')
  if (!APPROVERS.includes(second.role)) throw lacksTwoPeople('approve', 'role')
  if (first.id === second.id) throw lacksTwoPeople('approve', 'same-person')
}

/** Everything in the directive is what two people approved, and a third signature says that it goes out. */
export async function checkDirective(
  body: DirectiveBody,
  roster: RosterBody,
  nowMs: number,
): Promise<void> {
  const { approval, operators, exerciseFirst } = body
  if (approval === undefined || operators === undefined || exerciseFirst === undefined)
    throw lacksTwoPeople('submit', 'none')
  if (!operators.includes(body.operator)) throw lacksTwoPeople('approve', 'operator')
  const sha256 = digestOfDirective({ ...body, operators, exerciseFirst })
  const what = { of: 'round', subject: body.round, version: body.version, sha256 } as const
  await checkApproved(what, approval, roster)
  if (body.purpose === 'exercise') return
  if (approval.scheduled === null) throw lacksTwoPeople('schedule', 'none')
  const said = { ...what, does: 'schedule', sequence: null } as const
  const { role } = await signed(approval.scheduled, said, roster)
  if (!APPROVERS.includes(role)) throw lacksTwoPeople('schedule', 'role')
  const scheduledMs = Date.parse(approval.scheduled.statement.at)
  const { notAfter } = body.window
  const endMs = notAfter === null ? scheduledMs + BEGINS_WITHIN_MS : Date.parse(notAfter)
  if (nowMs >= endMs || nowMs < scheduledMs - AHEAD_MS) throw lacksTwoPeople('schedule', 'time')
}

/** An order that lets a round go on after it was paused: the very one that an approver signed. */
export async function checkResume(
  order: Pick<OrderBody, 'sequence' | 'resume'>,
  directive: Pick<DirectiveBody, 'round' | 'version' | 'approval'>,
  roster: RosterBody,
): Promise<void> {
  if (order.resume === undefined || directive.approval === undefined)
    throw lacksTwoPeople('resume', 'none')
  const { sha256 } = directive.approval.approved.statement
  const { round: subject, version } = directive
  const what = { of: 'round', subject, version, sha256, sequence: order.sequence } as const
  const { role } = await signed(order.resume, { ...what, does: 'resume' }, roster)
  if (!APPROVERS.includes(role)) throw lacksTwoPeople('resume', 'role')
}

async function signed(
  given: Attestation,
  said: Omit<Statement, 'at'>,
  roster: RosterBody,
): Promise<RosterPerson> {
  const { at } = given.statement
  if (canonicalJson({ ...said, at }) !== canonicalJson(given.statement))
    throw lacksTwoPeople(said.does, 'other')
  return await checkAttestation(given, roster).catch(() => {
    throw lacksTwoPeople(said.does, 'key')
  })
}
