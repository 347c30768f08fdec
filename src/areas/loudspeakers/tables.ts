/** The tables of loudspeakers as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { KeyColumns } from '../operators/tables.ts'
import type { StoredCluster, StoredCommune, StoredReceipt, Tally } from './store.ts'

export const commune = record<StoredCommune>()({ plain: 'code name', json: 'places windows' })

export const cluster = record<Omit<StoredCluster, 'key'>>()({
  plain: [
    'id commune name purpose enrolledAt revokedAt clockSkewMs heardAt serial wantedSha256',
    'issuedAt epoch counter lost',
  ],
  json: 'hello withheld',
  parts: { code: 'sha256 expiresAt' },
})

export const told = record<Omit<StoredReceipt, 'receipt'>>()({ plain: 'cluster epoch at item bulletin start' })

export type LoudspeakerTables = {
  commune: RowOf<typeof commune>
  cluster: RowOf<typeof cluster> & KeyColumns
  speaker_receipt: RowOf<typeof told> & {
    counter: number
    is_what: string
    plays: number
    why: string | null
    /** JSON: the receipt as it was signed. */
    receipt: string
    kept_at: number
  }
  /** What the receipts of a cluster add up to, by the day and the item that they are of. */
  speaker_tally: Tally
  speaker_heard: {
    cluster: string
    epoch: number
    counter: number
    /** Of the recording. */
    sha256: string
    at: number
    by_id: string
    by_name: string
  }
}
