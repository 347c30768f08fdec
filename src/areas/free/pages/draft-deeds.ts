/**
 * The deeds of the draft; each answers with the draft, which is kept.
 *
 * A saving puts a change on top of what is there now, so that whoever changes one service does not undo what somebody else
 * has changed meanwhile. A draft that was saved by another since this page showed it is a conflict: nothing is saved, what
 * is there comes into view, and the same saving tried again is on top of it.
 */
import { ask } from '../../../web/api.ts'
import { type Deeds, doDeed } from '../../../web/approval/deeds.ts'
import { type Deed, useDeed } from '../../../web/parts/deed.ts'
import { queries } from '../../../web/session.ts'
import type { FreeContent, FreeDraft } from '../model.ts'
import { draftQuery, overviewQuery } from './queries.ts'

export interface DraftBodies {
  readonly save: { readonly revision: number; readonly content: FreeContent }
  readonly submit: { readonly revision: number }
  readonly withdraw: { readonly revision: number }
  readonly approve: {
    readonly revision: number
    readonly digest: string
    readonly services: number
    readonly doubts: number
  }
  readonly return: { readonly revision: number; readonly reason: string }
}

export const draftDeeds: Deeds<DraftBodies> = {
  shown: draftQuery.queryKey,
  post: async (name, body, once) => {
    // All take a body of their own, which `DraftBodies` has checked, and answer with the draft.
    const route = (
      name === 'save' ? 'PUT /api/v1/zero-rating/draft' : `POST /api/v1/zero-rating/draft/${name}`
    ) as 'POST /api/v1/zero-rating/draft/submit'
    queries.setQueryData(draftQuery.queryKey, await ask(route, { body, once }))
    void queries.invalidateQueries({ queryKey: overviewQuery.queryKey })
  },
}

export interface Change {
  readonly shown: FreeDraft
  readonly content: FreeContent
}

export function saveDraft({ shown, content }: Change, once: string): Promise<unknown> {
  return doDeed(draftDeeds, 'save', { revision: shown.revision, content }, once)
}

export function useSave(): Deed<Change> {
  return useDeed(saveDraft)
}
