/**
 * Exactly what a site is told by an instruction, its digest's text, and what people sign of it. Runs in a browser too, so that a
 * page can make the digest of what it shows.
 */
import { z } from 'zod'
import { line, paragraph } from '../../../authority/actor.ts'
import type { Said } from '../../../authority/said.ts'
import { canonicalJson } from '../../../base/canonical.ts'
import type { Instruction } from '../model.ts'

export const instructionTold = z.strictObject({
  briefing: z.uuid(),
  briefingTitle: line,
  site: z.uuid(),
  siteName: line,
  text: paragraph,
  due: z.iso.date(),
  basis: line.nullable(),
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
