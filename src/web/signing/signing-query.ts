/** What somebody signs with in this browser, and the server's clock beside this device's. */
import { queryOptions } from '@tanstack/react-query'
import { type Answer, ask } from '../api.ts'
import { canKeepKeys, keptKeys } from './browser-keys.ts'
import { type HeldKey, importHeldKey } from './es256.ts'
import { type Means, meansOf, type Trusted } from './means.ts'
import { canUsePasskeys } from './passkey.ts'

export interface Here extends Answer<'GET /api/v1/signing'> {
  /** The server's clock before this device's. */
  readonly aheadMs: number
  readonly demo: HeldKey | null
  /** Of this browser; the roster may still have one that was removed. */
  readonly kept: readonly HeldKey[]
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
      kept: await keptKeys(signing.person),
    }
  },
  staleTime: FRESH_MS,
})

/** `trusted`: one's keys by another roster than the one in force. */
export function meansHere(here: Here, trusted?: readonly Trusted[]): Means {
  if (here.roster === null && trusted === undefined) return { is: 'none' }
  return meansOf({
    hasKeys: here.keys.length > 0,
    trusted: trusted ?? here.trusted,
    demo: here.demo?.id ?? null,
    kept: here.kept.map(({ id }) => id),
    page: here.page.signs,
    usesPasskeys: canUsePasskeys(),
  })
}
