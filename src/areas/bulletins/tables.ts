/** The tables of bulletins as TypeScript sees them. Instants are milliseconds since 1970, truth values 0 and 1. */
import { type RowOf, record } from '../../sql/record.ts'
import type {
  ListedBulletin,
  ListedRelease,
  Released,
  SmsDraft,
  StoredBulletin,
  StoredPlacement,
  StoredRelease,
} from './store.ts'

/** What stands of its newest release, and whether people doubt that since a restore. */
type Doubted<Of> = Omit<Of, 'released'> & {
  readonly released: Omit<Released, 'isDoubted'> | null
  readonly isDoubted: boolean
}

export const bulletin = record<Doubted<StoredBulletin>>()({
  plain: 'id version state sha256 reason dueAt createdAt updatedAt archivedAt',
  json: 'draft writers held',
  flags: 'isDoubted=released_doubted isUnsubmitted=unsubmitted',
  writers: 'submittedBy approvedBy updatedBy',
  parts: { released: 'kind version at until', copyOf: 'id=copy_of version title' },
})

/** A page of a list reads no drafts. */
export const listedBulletin = record<Doubted<ListedBulletin>>()({
  plain: ['id version state dueAt createdAt updatedAt archivedAt', 'title purpose priority until=until_at'],
  json: 'provinces channels',
  flags: 'isDoubted=released_doubted',
  writers: 'updatedBy',
  parts: { released: 'kind version at until' },
})

export const listedRelease = record<ListedRelease>()({
  plain: 'serial bulletin version kind sha256 at by=by_name purpose priority',
  json: 'channels',
})

export const release = record<StoredRelease>()({
  plain: 'serial bulletin version kind sha256 at by=by_name purpose priority',
  json: 'channels content approval',
})

export const placement = record<StoredPlacement>()({
  plain: 'id bulletin version at picture withdrawn',
  json: 'entry',
  parts: { by: 'id name' },
})

export type BulletinTables = {
  bulletin: RowOf<typeof bulletin> & RowOf<typeof listedBulletin>
  /** What was released, in order; never changed. */
  bulletin_release: RowOf<typeof release> & { until_at: number; has_sms: number }
  /** The round that was made of a release. */
  bulletin_round: SmsDraft
  bulletin_file: { sha256: string; type: string; octets: Uint8Array; size: number; at: number }
  bulletin_file_use: { sha256: string; used_by: string }
  bulletin_sound: {
    /** Of the sound as canonical JSON. */
    sha256: string
    /** Its first file. */
    file: string
    /** JSON. */
    sound: string
    spoken: string | null
    at: number
    by_id: string
    by_name: string
  }
  bulletin_placement: RowOf<typeof placement>
}
