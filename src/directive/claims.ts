/**
 * What two people sign of a round and of a bulletin, as a far end proves it (`proof.ts`).
 *
 *   submit    an editor or approver ─┐ two different people, over one digest
 *   approve   an approver ───────────┘
 *   schedule  of a round, an approver: that it goes out for real, and now; not needed for an exercise
 *   resume    of a round, an approver: that it goes on, after it was paused, with this very order
 */
import { canonicalJson } from '../base/canonical.ts'
import { type BulletinContent, saidOfBulletin } from './bulletin.ts'
import type { DirectiveBody, OrderBody, RoundPurpose } from './documents.ts'
import { lacksTwoPeople } from './failures.ts'
import { AHEAD_MS, APPROVERS, type Approval, BEGINS_WITHIN_MS, type Claim, checkSigned, lackOf } from './proof.ts'
import type { Roster } from './roster.ts'
import { sha256Of } from './signing.ts'

/** How long a signature lets a round go on that was paused: whoever pauses it after that has the last word. */
const RESUMES_WITHIN_MS = 60 * 60 * 1000

/** What goes out in a round, as it is approved: everything but who is sent which directive when. */
export interface RoundTerms extends Pick<DirectiveBody, 'title' | 'source' | 'audience' | 'window' | 'sending'> {
  readonly messages: readonly { readonly variants: readonly { readonly language: string; readonly octets: string }[] }[]
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
export function digestOfDirective(body: DirectiveBody & Pick<RoundTerms, 'operators' | 'exerciseFirst'>): string {
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

/**
 * A directive. Its digest is made of itself: what differs from what people signed has other signatures. The leg waits for its window's
 * begin, and a schedule says until when it may begin. `differs`: in what its texts differ from the octets that it names.
 */
export function claimOfRound(
  body: DirectiveBody,
  here: { readonly now: number; readonly isReplay?: boolean; readonly differs?: string | null },
): Claim {
  const { approval, operators, exerciseFirst, round, version } = body
  const terms = operators && exerciseFirst !== undefined ? { operators, exerciseFirst } : null
  const sha256 = terms === null ? '' : digestOfDirective({ ...body, ...terms })
  const said = { of: 'round', subject: round, version, sha256 } as const
  return {
    who: {
      said,
      approval: terms === null ? undefined : approval,
      also: async roster => {
        if (body.purpose === 'live')
          await checkScheduled(body, { ...said, does: 'schedule', sequence: null }, roster, here.now)
      },
    },
    what: () => here.differs ?? null,
    when: { from: null, until: Date.parse(body.expiresAt), beginsWithinMs: null },
    often: () => here.isReplay ?? false,
    which: () => (operators?.includes(body.operator) === false ? 'operator' : null),
  }
}

/** As a node that carries it out first. Fails with needsTwoPeople. */
export async function proveRound(body: DirectiveBody, roster: Roster, now: number): Promise<void> {
  const lack = await lackOf(claimOfRound(body, { now }), { roster: () => roster, now })
  if (lack?.of === 'which') throw lacksTwoPeople('approve', 'operator')
  if (lack?.of === 'when') throw lacksTwoPeople('schedule', 'time')
  if (lack?.of === 'who') throw lack.says
}

async function checkScheduled(
  { approval, window: { notAfter } }: DirectiveBody,
  said: Parameters<typeof checkSigned>[1],
  roster: Roster,
  now: number,
): Promise<void> {
  if (approval?.scheduled == null) throw lacksTwoPeople('schedule', 'none')
  await checkSigned(approval.scheduled, said, APPROVERS, roster)
  const scheduledMs = Date.parse(approval.scheduled.statement.at)
  const endMs = notAfter === null ? scheduledMs + BEGINS_WITHIN_MS : Date.parse(notAfter)
  if (now >= endMs || now < scheduledMs - AHEAD_MS) throw lacksTwoPeople('schedule', 'time')
}

/** An order that lets a round go on after it was paused: the very one that an approver signed, not long ago. */
export async function checkResume(
  order: Pick<OrderBody, 'sequence' | 'resume'>,
  directive: Pick<DirectiveBody, 'round' | 'version' | 'approval'>,
  { roster, now }: { readonly roster: Roster; readonly now: number },
): Promise<void> {
  if (order.resume === undefined || directive.approval === undefined) throw lacksTwoPeople('resume', 'none')
  const { sha256 } = directive.approval.approved.statement
  const { round: subject, version } = directive
  const what = { of: 'round', subject, version, sha256, sequence: order.sequence } as const
  await checkSigned(order.resume, { ...what, does: 'resume' }, APPROVERS, roster)
  const agoMs = now - Date.parse(order.resume.statement.at)
  if (agoMs >= RESUMES_WITHIN_MS || agoMs < -AHEAD_MS) throw lacksTwoPeople('resume', 'time')
}

interface SignedBulletin {
  readonly content: BulletinContent
  readonly approval?: Approval | undefined
}

/** When what was signed of a bulletin may be performed, in milliseconds since 1970: from its approval on where its window names no begin. */
export function whenOf({ content, approval }: SignedBulletin): { from: number; until: number } {
  const { from, until } = content.window
  return { from: Date.parse(from ?? approval?.approved.statement.at ?? ''), until: Date.parse(until) }
}

/** One of its renditions: what, how often and which of it are the kind's. */
export function claimOfBulletin(
  { content, approval }: SignedBulletin,
  its: Pick<Claim, 'what' | 'often' | 'which'> & { readonly until: number; readonly beginsWithinMs: number | null },
): Claim {
  const { from } = content.window
  return {
    who: {
      // Its digest is made once nothing else is lacking: an agenda may name the same content a thousand times.
      get said() {
        return saidOfBulletin(content, sha256Of(canonicalJson(content)))
      },
      approval,
    },
    when: { from: from === null ? null : Date.parse(from), until: its.until, beginsWithinMs: its.beginsWithinMs },
    what: its.what,
    often: its.often,
    which: its.which,
  }
}
