/** What people should know of a diff, by how grave it is; what is typed to approve one. Pure. */
import type { RemarkCode } from '../../../plan/diff.ts'
import type { DiffView } from '../model.ts'

export const REMARKS_GRAVITY: Readonly<Record<RemarkCode, 'bad' | 'warn' | 'info'>> = {
  'no-leave-message': 'bad',
  contradicts: 'bad',
  'cannot-be-undone': 'warn',
  'half-done': 'warn',
  late: 'warn',
  'neighbours-unknown': 'warn',
  'needs-content': 'info',
  'needs-people': 'info',
}

export const REMARKS_ORDER = Object.keys(REMARKS_GRAVITY) as readonly RemarkCode[]

/** `12 thật`: how many effects it begins, replaces and ends, and of which kind. */
export function typedFor({ totals }: Pick<DiffView, 'totals'>, word: string): string {
  return `${totals.starts + totals.replaced + totals.stops} ${word}`
}
