/** The steps of an instruction as the page shows it. */
import { type Deeds, type StepBodies, stepDeeds } from '../../../../web/approval/deeds.ts'
import { queries } from '../../../../web/session.ts'
import { saidOfInstruction, toldText } from '../../instructions/said.ts'
import type { Instruction } from '../../model.ts'
import { forgetInstructions, instructionQuery } from '../queries.ts'

const AT = '/api/v1/instructions/{id}'
export type InstructionBodies = StepBodies<
  typeof AT,
  'submit' | 'approve' | 'return' | 'withdraw',
  'version' | 'sha256' | 'signature'
>

export function instructionDeeds(shown: Instruction): Deeds<InstructionBodies> {
  const { id, version, sha256 } = shown
  const { queryKey } = instructionQuery(id)
  const isSigned = (step: string) => step === 'submit' || step === 'approve'
  return stepDeeds({
    at: AT,
    params: { id },
    shown: queryKey,
    opened: step => (isSigned(step) ? { version, sha256 } : {}),
    signs: step =>
      step === 'submit' || step === 'approve' ? { text: toldText(shown), said: saidOfInstruction(shown, step) } : null,
    keep: (answer: Instruction) => {
      queries.setQueryData(queryKey, answer)
      void forgetInstructions()
    },
  })
}
