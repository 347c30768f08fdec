/** What of signing keys and rosters waits for a reader, for the page where one lands. */
import type { Actor } from '../../authority/actor.ts'
import { item, NONE, type OverviewItem, type OverviewPart, some } from '../../authority/overview.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { personOf } from '../../directive/roster.ts'
import { everybody, personRows } from '../access/store.ts'
import { signs } from './signers.ts'
import { signerRows } from './store.ts'
import { overviewWords as words } from './words-overview.ts'

export function signersOverview({ store }: { readonly store: Reading }): OverviewPart {
  return {
    kinds: { roster: { what: words.roster }, 'signing-key': { what: words.key } },
    found: async () => {
      const roster = await newestRoster(store)
      const withKeys = new Set((await signerRows(store).keys()).map(({ person }) => person))
      const without = (await everybody(personRows(store))).filter(
        ({ id, role, isDisabled }) =>
          !isDisabled &&
          signs(role) &&
          !withKeys.has(id) &&
          (roster === null || personOf(roster.body, id) === null),
      )
      return without.map(({ id }) => ({
        subject: { kind: 'signing-key', id },
        standing: {
          ...{ is: 'left', does: 'key', roles: [], people: [id], by: '' },
          ...{ page: '/account', isUrgent: true },
        },
      }))
    },
    waits: async ({ actor }) => {
      if (!signs(actor.role)) return NONE
      return some(await unsigned(store, actor))
    },
  }
}

/** A roster that was prepared and that nobody has signed yet; of one that somebody has, notices tell the others. */
async function unsigned(store: Reading, { role }: Actor): Promise<readonly OverviewItem[]> {
  const draft = role === 'administrator' ? await signerRows(store).draft() : null
  if (draft === null || draft.signatures.length > 0) return []
  const { preparedBy: by } = draft
  return [item({ what: words.roster, says: words.toSign, by, page: '/signers', isUrgent: true })]
}
