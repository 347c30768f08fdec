/** What a month's report is headed with before anybody gives it a heading. */

import type { Reading } from '../../authority/store.ts'
import { wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { PLAIN } from './doubts.ts'
import type { ReportHeading } from './model.ts'
import { monthRows } from './store.ts'

/** Of the edition that was sent back; else the last one of any month, without its number and with today's date. */
export async function offeredHeading(store: Reading, month: string, now: number): Promise<ReportHeading> {
  const last = (await monthRows(store).editions(month)).at(-1)
  const own = last === undefined ? null : await monthRows(store).reportOf(month, last.edition)
  if (own !== null) return own.heading
  const known = await monthRows(store).lastHeading()
  return known === null ? plainHeading(now) : { ...known, symbol: null, date: wallDate(now, TIME_ZONE) }
}

/** Of an authority that has given none yet. */
export function plainHeading(now: number): ReportHeading {
  return {
    governing: null,
    issuing: PLAIN.issuing,
    symbol: null,
    place: { vi: 'Hà Nội', en: 'Hanoi' },
    date: wallDate(now, TIME_ZONE),
    signer: { title: PLAIN.signerTitle, name: null },
    recipients: [],
  }
}
