/**
 * Exactly what a site is told by an instruction, its digest's text, and what people sign of it. Runs in a browser too, so that a
 * page can make the digest of what it shows.
 */
import { z } from 'zod'
import type { Said } from '../../../authority/said.ts'
import { canonicalJson } from '../../../base/canonical.ts'
import type { Instruction } from '../model.ts'

/** As it was written when it was taken: what is signed is read as it is, and nothing of it is put right. */
const kept = z.string().max(2000)

export const instructionTold = z.strictObject({
  briefing: z.uuid(),
  briefingTitle: kept,
  site: z.uuid(),
  siteName: kept,
  text: kept,
  due: z.iso.date(),
  basis: kept.nullable(),
})
export type InstructionTold = z.infer<typeof instructionTold>

/** Of an instruction as it is shown. */
export function toldOf(shown: InstructionTold): InstructionTold {
  const { briefing, briefingTitle, site, siteName, text, due, basis } = shown
  return { briefing, briefingTitle, site, siteName, text, due, basis }
}

/** Its SHA-256 is the instruction's. */
export function toldText(told: InstructionTold): string {
  return canonicalJson(toldOf(told))
}

export function saidOfInstruction(
  { id, version, sha256 }: Pick<Instruction, 'id' | 'version' | 'sha256'>,
  does: 'submit' | 'approve',
): Said {
  return { does, of: 'instruction', subject: id, version, sha256, sequence: null }
}
