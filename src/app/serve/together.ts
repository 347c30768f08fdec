/**
 * One process among those that serve the same PostgreSQL database (src/sql/processes.ts), joined to the authority: what others change is
 * heard here, and when nothing of it is heard.
 */

import type { Presence } from '../../authority/presence.ts'
import type { Shift } from '../../authority/shift.ts'
import type { Brief, PresenceKind } from '../../authority/store.ts'
import type { Change } from '../../authority/unit-of-work.ts'
import type { Others, Owner } from '../../http/forward.ts'
import type { Database } from '../../sql/database.ts'
import { sqlFailure } from '../../sql/failures.ts'
import type { Authority } from '../areas.ts'

export interface Together extends Others {
  readonly presence: (of: PresenceKind) => Presence
  /** Of what runs by itself. */
  readonly shift: Shift
  joined(authority: Pick<Authority, 'hear' | 'tellHere'>): void
  isHearing(): boolean
  /** Fails with processIsolated. */
  mustHear(): void
  leave(): Promise<void>
}

const BY_ITSELF = 'by-itself'
/** For so long whose shift it is is not asked again: a room's sites speak many times a second. */
const OWNER_MS = 500

/** Of a database whose tables are there. Fails with databaseUnavailable. */
export async function serveTogether(needs: {
  readonly database: Database
  readonly url: string
  readonly address: string
  /** What only whoever has the authority's keys makes of a text. */
  readonly seal: (text: string) => string
  readonly onError: (error: unknown) => void
}): Promise<Together> {
  const { Processes } = await import('../../sql/processes.ts')
  // Before there is anybody who could have missed it.
  let hear: (brief: Brief) => void = () => {}
  let tellHere: (change: Change) => void = () => {}
  const processes = await Processes.join({
    ...needs,
    hear: brief => hear(brief),
    onIsolated: () => tellHere({ is: 'isolated' }),
    onRejoined: () => tellHere({ is: 'rejoined' }),
  })
  const shift = await processes.shift(BY_ITSELF)
  const proofTo = (id: string) => needs.seal(`process ${id}`)
  let known: { readonly owner: Promise<Owner | null>; readonly untilMs: number } | null = null
  const asked = async () => {
    const claim = await processes.claim(BY_ITSELF)
    return claim.is === 'ours' ? null : { address: claim.address, secret: proofTo(claim.id) }
  }
  return {
    presence: of => processes.presence(of),
    shift,
    secret: proofTo(needs.database.self),
    owner: async () => {
      if (shift.isOurs()) return null
      const nowMs = performance.now()
      if (known === null || known.untilMs <= nowMs) known = { owner: asked(), untilMs: nowMs + OWNER_MS }
      return await known.owner
    },
    joined: authority => {
      hear = authority.hear
      tellHere = authority.tellHere
    },
    isHearing: () => processes.isHearing,
    mustHear: () => {
      if (!processes.isHearing) throw sqlFailure('processIsolated')
    },
    leave: async () => await processes.leave(),
  }
}
