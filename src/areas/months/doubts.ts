/**
 * What somebody should look at before a report is frozen, signed or published for good: none of it is a fault, each is ticked by
 * itself, and whoever decides says how many they saw. Pure; runs in a browser too.
 */
import { type Block, type Report, type Section, type SectionId, sectionId } from '../../report/document.ts'
import type { Both } from '../../report/figure.ts'
import { isMonthOver } from '../../report/months.ts'

export type ReportDoubt =
  | 'month-not-over'
  | 'figures-so-far'
  | 'does-not-add-up'
  | 'sections-missing'
  | 'sections-empty'
  | 'issuer-plain'
  | 'signer-plain'

/** Stands where nobody has said who reports and who signs. */
export const PLAIN = {
  issuing: { vi: 'Cơ quan chủ quản', en: 'The authority' },
  signerTitle: { vi: 'Thủ trưởng cơ quan', en: 'Head of the authority' },
} as const satisfies Record<string, Both>

export function doubtsOf({ month, asOf, timeZone, figures, heading, sections }: Report): readonly ReportDoubt[] {
  const isOver = isMonthOver(month, asOf, timeZone)
  return [
    ...(isOver ? [] : ['month-not-over' as const]),
    ...(isOver && figures.some(({ isFinal }) => !isFinal) ? ['figures-so-far' as const] : []),
    ...(sections.some(({ blocks }) => blocks.some(isOddness)) ? ['does-not-add-up' as const] : []),
    ...(missingSections(sections).length > 0 ? ['sections-missing' as const] : []),
    ...(emptySections(sections).length > 0 ? ['sections-empty' as const] : []),
    ...(isPlain(heading.issuing, PLAIN.issuing) ? ['issuer-plain' as const] : []),
    ...(isPlain(heading.signer.title, PLAIN.signerTitle) ? ['signer-plain' as const] : []),
  ]
}

type Sections = readonly Pick<Section, 'id' | 'blocks'>[]

/** That the document could have and has not: nobody has entered anything of them, or nothing of them was counted. */
export function missingSections(sections: Sections): readonly SectionId[] {
  const there = new Set(sections.map(({ id }) => id))
  return sectionId.options.filter(id => !there.has(id))
}

/** That say nothing but that there is nothing. */
export function emptySections(sections: Sections): readonly SectionId[] {
  const isSaying = (block: Block) => block.is === 'notice' && block.about === undefined
  return sections.filter(({ blocks }) => blocks.every(isSaying)).map(({ id }) => id)
}

function isOddness(block: Block): boolean {
  return block.is === 'notice' && block.about === 'does-not-add-up'
}

function isPlain(said: Both, plain: Both): boolean {
  return said.vi === plain.vi || said.en === plain.en
}
