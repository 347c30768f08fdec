/** The tables of health checks as TypeScript sees them. */
import { type RowOf, record } from '../../sql/record.ts'
import type { StoredAlert, StoredDoor, StoredEntry, StoredKiosk, StoredSubscription } from './store.ts'

export const door = record<StoredDoor>()({ plain: 'id name createdAtMs=created_at' })

export const kiosk = record<Omit<StoredKiosk, 'doorName'>>()({
  plain: [
    'id door=door_id name tokenSha256 enrolledAtMs=enrolled_at revokedAtMs=revoked_at',
    'heardAtMs=heard_at clockSkewMs waiting createdAtMs=created_at',
  ],
  parts: { code: 'sha256 expiresAtMs=code_expires_at' },
})

export const entry = record<Omit<StoredEntry, 'isSecond' | 'hasSecond'>>()({
  plain: [
    'id door=door_id device source badge day atMs=at deviceAtMs=device_at',
    'receivedAtMs=received_at skewMs tenths secondOf observation',
  ],
  flags: 'isClockWrong isHigh',
})

export const alert = record<Omit<StoredAlert, 'doorName'>>()({
  plain: 'id kind door=door_id atMs=at tries tryAtMs=try_at',
  json: 'told',
  flags: 'isVisitor',
  parts: { first: 'id atMs=first_at tenths', second: 'id atMs=second_at tenths', done: 'atMs=done_at by deed=deed' },
})

export const subscription = record<StoredSubscription>()({
  plain: 'endpoint p256dh auth person=person_id createdAtMs=created_at',
})

export type ScreeningTables = {
  screening_door: RowOf<typeof door>
  screening_kiosk: RowOf<typeof kiosk>
  screening_day_key: { day: string; day_key: string; made_at: number }
  screening_entry: RowOf<typeof entry>
  screening_merged: { id: string; entry_id: string }
  screening_alert: RowOf<typeof alert>
  screening_past: { day: string; door_id: string; checked: number; high: number; high_twice: number }
  screening_subscription: RowOf<typeof subscription>
}
