/** What is signed of a month's report, over exactly what is published. Runs in a browser too. */
import type { Said } from '../../authority/said.ts'
import type { MonthReport } from './model.ts'

/** `submit`: by who reviews it. `approve`: by who signs it. */
export function saidOfMonth(
  { month, edition, sha256 }: Pick<MonthReport, 'month' | 'edition' | 'sha256'>,
  does: 'submit' | 'approve',
): Said {
  return { does, of: 'month', subject: month, version: edition, sha256, sequence: null }
}
