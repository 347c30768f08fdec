/** What people, their sign-in and API keys keep in the database. better-auth keeps rows of its own in the same tables. */
import type { AreaTables } from '../../sql/store.ts'
import { signIn } from './migrations/002-sign-in.ts'
import { totpStep } from './migrations/008-totp-step.ts'
import { signedInBy } from './migrations/011-signed-in-by.ts'
import { refusedSignIns } from './migrations/033-refused-sign-ins.ts'
import { sqlKeys } from './sql-keys.ts'
import { sqlPeople } from './sql-people.ts'

export const accessTables: AreaTables = {
  rows: { people: db => sqlPeople(db), keys: db => sqlKeys(db) },
  migrations: [signIn, totpStep, signedInBy, refusedSignIns],
  // Who was signed in signs in anew, and links are made anew.
  restored: ['delete from sign_in_session', 'delete from sign_in_verification', 'delete from one_time_link'],
}
