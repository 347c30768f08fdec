/** Refused sign-ins of a day in one row: of somebody by how they were tried, and those that are nobody's. Pure. */

export const WAYS = ['password', 'code', 'passkey', 'provider', 'unknown'] as const
type Way = (typeof WAYS)[number]

/** How the sign-in routes are called. */
const WAY_OF: Readonly<Record<string, Way>> = {
  'sign-in/email': 'password',
  'two-factor/verify-totp': 'code',
  'two-factor/verify-backup-code': 'code',
  'passkey/verify-authentication': 'passkey',
  oidc: 'provider',
}

interface Refused {
  readonly day: string
  readonly by: string
  readonly isKnown: boolean
  readonly times: number
}

export interface RefusedDay {
  readonly day: string
  readonly times: Readonly<Record<Way, number>>
  readonly all: number
}

/** Newest first. */
export function refusedByDay(refused: readonly Refused[]): readonly RefusedDay[] {
  return [...Map.groupBy(refused, ({ day }) => day)]
    .map(([day, of]) => {
      const times = { password: 0, code: 0, passkey: 0, provider: 0, unknown: 0 }
      for (const each of of) times[each.isKnown ? (WAY_OF[each.by] ?? 'password') : 'unknown'] += each.times
      return { day, times, all: of.reduce((sum, each) => sum + each.times, 0) }
    })
    .toSorted((one, other) => (one.day < other.day ? 1 : -1))
}
