/**
 * What somebody should look at before a report is frozen, signed or published for good: none of it is a fault, each is ticked by
 * itself, and whoever decides says how many they saw. Pure; runs in a browser too.
 */
import type { Block, Report } from '../../report/document.ts'
import type { Both } from '../../report/figure.ts'
import { isMonthOver } from '../../report/months.ts'

export type ReportDoubt =
  | 'month-not-over'
  | 'figures-so-far'
  | 'does-not-add-up'
  | 'issuer-plain'
  | 'signer-plain'

/** Stands where nobody has said who reports and who signs. */
export const PLAIN = {
  issuing: { vi: 'Cơ quan chủ quản', en: 'The authority' },
  signerTitle: { vi: 'Thủ trưởng cơ quan', en: 'Head of the authority' },
} as const satisfies Record<string, Both>

export function doubtsOf({
  month,
  asOf,
  timeZone,
  figures,
  heading,
  sections,
}: Report): readonly ReportDoubt[] {
  const isOver = isMonthOver(month, asOf, timeZone)
  return [
    ...(isOver ? [] : ['month-not-over' as const]),
    ...(isOver && figures.some(({ isFinal }) => !isFinal) ? ['figures-so-far' as const] : []),
    ...(sections.some(({ blocks }) => blocks.some(isOddness)) ? ['does-not-add-up' as const] : []),
    ...(isPlain(heading.issuing, PLAIN.issuing) ? ['issuer-plain' as const] : []),
    ...(isPlain(heading.signer.title, PLAIN.signerTitle) ? ['signer-plain' as const] : []),
  ]
}

function isOddness(block: Block): boolean {
  return block.is === 'notice' && block.about === 'does-not-add-up'
}

function isPlain(said: Both, plain: Both): boolean {
  return said.vi === plain.vi || said.en === plain.en
}
