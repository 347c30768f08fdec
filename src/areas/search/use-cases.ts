/**
 * A question answered: of each kind that the reader may find anything of, what has its words. The trail is followed first, so that
 * nothing is missing that was there when it was asked, and nothing is shown that the reader may not see any more.
 */
import type { Actor } from '../../authority/actor.ts'
import type { Page } from '../../authority/paging.ts'
import type { Store } from '../../authority/store.ts'
import { type ActionNames, saidOf } from '../trail/looked-for.ts'
import { SHOWN_OF_EACH, SHOWN_OF_ONE } from './contract.ts'
import { wantedOf } from './folding.ts'
import type { Following } from './following.ts'
import { entriesAsked, foundEntry } from './found/entries.ts'
import { type Found, type FoundGroups, type FoundKind, foundKind, MAY_FIND } from './model.ts'
import { type Asking, type StoredDocument, searchRows } from './store.ts'

export interface Question {
  readonly q: string
  readonly kind: FoundKind | null
  readonly cursor: string | null
}

export interface SearchUseCases {
  search(actor: Actor, question: Question): Promise<FoundGroups>
}

export function searchUseCases(of: {
  readonly store: Store
  readonly following: Following
  /** Of what is done, in both languages. */
  readonly names: ActionNames
  /** Where the trail cannot be followed now, what is in the index is found all the same. */
  readonly onError: (error: unknown) => void
}): SearchUseCases {
  const { store, following, names, onError } = of
  const said = saidOf(names)
  return {
    search: async (actor, { q, kind, cursor }) => {
      const wanted = wantedOf(q)
      if (wanted === null) return { groups: [], behind: 0 }
      const behind = await following.behind().catch(async error => {
        onError(error)
        return await following.left()
      })
      const asked = kind === null ? foundKind.options : [kind]
      const asking = { wanted, cursor, limit: kind === null ? SHOWN_OF_EACH : SHOWN_OF_ONE }
      const groups: FoundGroups['groups'] = []
      for (const each of asked.filter(name => MAY_FIND[name].includes(actor.role))) {
        const { items, next } = await ofKind(each, asking, actor)
        if (items.length > 0) groups.push({ kind: each, items: [...items], next })
      }
      return { groups, behind }
    },
  }

  async function ofKind(kind: FoundKind, asking: Asking, reader: Actor): Promise<Page<Found>> {
    if (kind === 'trail') {
      const { wanted, cursor, limit } = asking
      const { items, next } = await store.trail({ ...entriesAsked(wanted, said), cursor, limit })
      return { items: items.map(entry => foundEntry(entry, names)), next }
    }
    const { items, next } = await searchRows(store).documents({ ...asking, kind, reader })
    return { items: items.map(item => foundDocument(kind, item)), next }
  }
}

function foundDocument(kind: FoundKind, { at, ...document }: StoredDocument): Found {
  return { ...document, kind, did: null, at: new Date(at).toISOString() }
}
