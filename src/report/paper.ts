/**
 * What documents are written from: a month's report, or another administrative paper that is laid out alike. Shapes alone; runs
 * in a browser too.
 */
import type { Report, Section } from './document.ts'
import type { Both } from './figure.ts'

/** By the decree's list of kinds: what stands over it, within a sentence, and in its symbol. */
export const PAPER_KINDS = {
  report: { name: { vi: 'Báo cáo', en: 'report' }, symbol: 'BC' },
  announcement: { name: { vi: 'Thông báo', en: 'announcement' }, symbol: 'TB' },
} as const satisfies Record<string, { readonly name: Both; readonly symbol: string }>
export type PaperKind = keyof typeof PAPER_KINDS

export interface Paper extends Pick<Report, 'timeZone' | 'title' | 'heading' | 'asOf' | 'figures'> {
  /** Left out: a report. */
  readonly kind?: PaperKind
  /** Above its title: that it is not yet what it will be. */
  readonly mark?: Both
  readonly sections: readonly (Omit<Section, 'id'> & { readonly id: string })[]
}

export function kindOf({ kind }: Paper): PaperKind {
  return kind ?? 'report'
}
