/** Tables of notices as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { Place, StoredAddress, StoredBrowser, StoredLetter, StoredPerson, Thing } from './store.ts'

export const thing = record<Thing>()({
  plain: 'stands serial at since page by=by_name does dueAt operator',
  json: 'roles people obliged',
  flags: 'isUrgent',
  parts: { subject: 'kind=kind id=subject' },
})

export const person = record<StoredPerson>()({ plain: 'person asks askedAt bounces mailEndedAt', json: 'choices' })

export const place = record<Place>()({ plain: 'person way urgent=urgent_serial usual=usual_serial lastAt' })

export const address = record<StoredAddress>()({ plain: 'id person state sealed askedAt' })

export const letter = record<Omit<StoredLetter, 'urgent' | 'usual'>>()({
  plain: 'id lane person target turn state peer tries tryAt untilAt why changedAt',
})

export type NoticeTables = {
  /** One row: how many things have stood since ever. */
  notice_serial: { id: number; serial: number }
  /** What stands of a thing now: one row a thing. */
  notice_thing: RowOf<typeof thing>
  notice_person: RowOf<typeof person>
  /** An address beside the account's own; one that waits for its confirmation, and one that counts. */
  notice_address: RowOf<typeof address>
  notice_browser: StoredBrowser
  /** Up to which serial somebody was told by a way, of what is urgent and of what is usual. */
  notice_place: RowOf<typeof place>
  /** It tells of what stands with a serial after the one and up to the other. */
  notice_letter: RowOf<typeof letter> & {
    urgent_after: number
    urgent_until: number
    usual_after: number
    usual_until: number
  }
}
