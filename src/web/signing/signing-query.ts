/** What somebody signs with in this browser, and the server's clock beside this device's. */
import { queryOptions } from '@tanstack/react-query'
import { type Answer, ask } from '../api.ts'
import { canKeepKeys, keptKey } from './browser-keys.ts'
import { type HeldKey, importHeldKey } from './es256.ts'
import { type Means, meansOf } from './means.ts'
import { canUsePasskeys } from './passkey.ts'

export interface Here extends Answer<'GET /api/v1/signing'> {
  /** The server's clock before this device's. */
  readonly aheadMs: number
  readonly demo: HeldKey | null
  readonly kept: HeldKey | null
}

/** Long enough for no question to stand between the press and the passkey; a clock does not drift so fast. */
const FRESH_MS = 60_000

export const signingQuery = queryOptions({
  queryKey: ['signing'],
  queryFn: async ({ signal }): Promise<Here> => {
    const signing = await ask('GET /api/v1/signing', { signal })
    const { demoKey } = signing
    return {
      ...signing,
      aheadMs: Date.parse(signing.now) - Date.now(),
      demo: demoKey === null || !canKeepKeys() ? null : await importHeldKey(demoKey),
      kept: await keptKey(signing.person),
    }
  },
  staleTime: FRESH_MS,
})

/** `trusted`: ids of keys, where another roster counts than the one in force. */
export function meansHere(here: Here, trusted?: readonly string[]): Means {
  if (here.roster === null && trusted === undefined) return { is: 'none' }
  const listed = here.keys.filter(({ isOnRoster }) => isOnRoster).map(({ id }) => id)
  return meansOf({
    keys: here.keys,
    trusted: trusted ?? listed,
    demo: here.demo?.id ?? null,
    kept: here.kept?.id ?? null,
    usesPasskeys: canUsePasskeys(),
  })
}
