/**
 * The deeds of an instruction; each answers with the instruction, which is kept. Submitting and approving are signed before they
 * are sent, over what the page shows: the browser makes the digest itself, where it can.
 */
import { ask } from '../../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../../web/approval/deeds.ts'
import { queries } from '../../../../web/session.ts'
import { type AsRead, digestAsRead } from '../../../../web/signing/digest.ts'
import { signed } from '../../../../web/signing/signed.ts'
import { saidOfInstruction, toldText } from '../../instructions/said.ts'
import type { Instruction } from '../../model.ts'
import { forgetInstructions, instructionQuery } from '../queries.ts'

type Name = 'submit' | 'approve' | 'return' | 'withdraw'
/** `version` and `sha256` are those of what is shown. */
export type InstructionBodies = {
  readonly [Of in Name]: Omit<
    BodyOf<`POST /api/v1/instructions/{id}/${Of}`>,
    'version' | 'sha256' | 'signature'
  >
}

export function instructionDeeds(shown: Instruction): Deeds<InstructionBodies> {
  const { id, version } = shown
  const { queryKey } = instructionQuery(id)
  return {
    shown: queryKey,
    post: async (name, body, once) => {
      // All take a body of their own, which `InstructionBodies` has checked, and answer with the instruction.
      const route =
        `POST /api/v1/instructions/{id}/${name}` as 'POST /api/v1/instructions/{id}/return'
      const read = name === 'submit' || name === 'approve' ? await readOf(shown) : null
      const given = {
        ...(body as InstructionBodies['return']),
        ...(read !== null && { version, sha256: read.sha256 }),
        ...(read !== null &&
          (await signed(
            saidOfInstruction({ id, version, sha256: read.sha256 }, name as 'submit' | 'approve'),
            read,
            once,
          ))),
      }
      queries.setQueryData(queryKey, await ask(route, { params: { id }, body: given, once }))
      void forgetInstructions()
    },
  }
}

/** Of exactly what stands on the page. */
async function readOf(shown: Instruction): Promise<AsRead> {
  return await digestAsRead(toldText(shown), shown.sha256)
}
