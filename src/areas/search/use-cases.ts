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
import { type Found, type FoundGroups, type FoundKind, KNOWN_KINDS, MAY_FIND } from './model.ts'
import type { OwnSource } from './source.ts'
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
  /** Kinds that areas bring with themselves. */
  readonly own?: readonly OwnSource[]
  /** Where the trail cannot be followed now, what is in the index is found all the same. */
  readonly onError: (error: unknown) => void
}): SearchUseCases {
  const { store, following, names, own = [], onError } = of
  const said = saidOf(names)
  const all = [...KNOWN_KINDS.filter(kind => kind !== 'trail'), ...own.map(({ kind }) => kind), 'trail']
  const may = new Map([...Object.entries(MAY_FIND), ...own.map(({ kind, may }) => [kind, may] as const)])
  return {
    search: async (actor, { q, kind, cursor }) => {
      const wanted = wantedOf(q)
      if (wanted === null) return { groups: [], behind: 0 }
      const behind = await following.behind().catch(async error => {
        onError(error)
        return await following.left()
      })
      const asked = (kind === null ? all : [kind]).filter(each => may.get(each)?.includes(actor.role) === true)
      const asking = { wanted, cursor, limit: kind === null ? SHOWN_OF_EACH : SHOWN_OF_ONE }
      const documents = await documentsOf(asked, asking, actor)
      const groups: FoundGroups['groups'] = []
      for (const each of asked) {
        const page = each === 'trail' ? await entries(asking) : documents.get(each)
        if (page === undefined || page.items.length === 0) continue
        const name = own.find(source => source.kind === each)?.name
        groups.push({ kind: each, ...(name && { name }), items: [...page.items], next: page.next })
      }
      return { groups, behind }
    },
  }

  async function entries({ wanted, cursor, limit }: Asking): Promise<Page<Found>> {
    const { items, next } = await store.trail({ ...entriesAsked(wanted, said), cursor, limit })
    return { items: items.map(entry => foundEntry(entry, names)), next }
  }

  async function documentsOf(
    asked: readonly FoundKind[],
    asking: Asking,
    reader: Actor,
  ): Promise<ReadonlyMap<FoundKind, Page<Found>>> {
    const rows = searchRows(store)
    const kinds = asked.filter(each => each !== 'trail')
    const [only] = kinds
    const pages =
      kinds.length === 1
        ? new Map([[only, await rows.documents({ ...asking, kind: only, reader })]])
        : await rows.firstOfEach({ ...asking, kinds, reader })
    return new Map(
      [...pages].map(([kind, { items, next }]) => [
        kind,
        { items: items.map(item => foundDocument(kind, item)), next },
      ]),
    )
  }
}

function foundDocument(kind: FoundKind, { at, ...document }: StoredDocument): Found {
  return { ...document, kind, did: null, at: new Date(at).toISOString() }
}
