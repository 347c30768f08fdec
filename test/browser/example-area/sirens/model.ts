/** What a siren order is, how it goes from one person to the other, and what is signed of it. Runs in a browser too. */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { Approval, type Facts } from '../../authority/approval.ts'
import type { Said } from '../../authority/said.ts'
import { instant, sha256 } from '../../directive/values.ts'

declare module '../../directive/statement.ts' {
  interface SignedKinds {
    readonly siren: object
  }
}

/** All that two people sign, and all that a device is given. */
export const sirenContent = z.strictObject({ place: line, seconds: z.int().min(1).max(60), until: instant })
export type SirenContent = z.infer<typeof sirenContent>

export const sirenTold = z.strictObject({ sounded: z.int().min(0) })

const WRITERS = ['editor', 'approver'] as const
const sirenState = z.enum(['draft', 'submitted', 'approved'])
type SirenState = z.infer<typeof sirenState>
const sirenAction = z.enum(['save', 'submit', 'approve', 'return'])
type SirenAction = z.infer<typeof sirenAction>

export const sirenApproval = new Approval<SirenAction, SirenState, Facts<SirenState>, 'sirenState'>({
  notNow: 'sirenState',
  hands: { draft: { writers: WRITERS }, submitted: 'second', approved: 'itself' },
  steps: {
    save: { roles: WRITERS, from: { draft: null } },
    submit: { roles: WRITERS, from: { draft: 'submitted' } },
    approve: { roles: ['approver'], from: { submitted: 'approved' }, by: 'another' },
    return: { roles: ['approver'], from: { submitted: 'draft' } },
  },
})

export const siren = z
  .strictObject({
    id: z.uuid(),
    version: z.int().min(1),
    state: sirenState,
    content: sirenContent,
    sha256,
    reason: z.string().nullable(),
    updatedBy: z.string(),
    actions: z.array(sirenAction),
    /** Of each operator that was given it. */
    answers: z.array(
      z.strictObject({
        operator: z.string(),
        state: z.enum(['issued', 'done', 'uncertain', 'refused', 'expired']),
        refusal: z.string().nullable(),
        sounded: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'Siren' })
export type Siren = z.infer<typeof siren>

export function saidOfSiren(of: Pick<Siren, 'id' | 'version' | 'sha256'>, does: 'submit' | 'approve'): Said {
  return { does, of: 'siren', subject: of.id, version: of.version, sha256: of.sha256, sequence: null }
}
