/**
 * The deeds of the draft; each answers with the draft, which is kept. Submitting and approving are signed before they are sent.
 *
 * A saving puts a change on top of what is there now, so that whoever changes one service does not undo what somebody else
 * has changed meanwhile. A draft that was saved by another since this page showed it is a conflict: nothing is saved, what
 * is there comes into view, and the same saving tried again is on top of it.
 */
import { canonicalJson } from '../../../base/canonical.ts'
import { ask } from '../../../web/api.ts'
import { type BodyOf, type Deeds, doDeed } from '../../../web/approval/deeds.ts'
import { type Deed, useDeed } from '../../../web/parts/deed.ts'
import { queries } from '../../../web/session.ts'
import { digestAsRead } from '../../../web/signing/digest.ts'
import { signed } from '../../../web/signing/signed.ts'
import type { FreeContent, FreeDraft } from '../model.ts'
import { saidOfList } from '../said.ts'
import { draftQuery, overviewQuery } from './queries.ts'

type Name = 'submit' | 'withdraw' | 'approve' | 'return'
export type DraftBodies = {
  readonly [Of in Name]: BodyOf<`POST /api/v1/zero-rating/draft/${Of}`>
} & { readonly save: BodyOf<'PUT /api/v1/zero-rating/draft'> }

/** Of the draft as it is shown: that is what is signed. */
export function draftDeeds(shown: FreeDraft): Deeds<DraftBodies> {
  return {
    shown: draftQuery.queryKey,
    post: async (name, body, once) => {
      // All take a body of their own, which `DraftBodies` has checked, and answer with the draft.
      const route = (
        name === 'save' ? 'PUT /api/v1/zero-rating/draft' : `POST /api/v1/zero-rating/draft/${name}`
      ) as 'POST /api/v1/zero-rating/draft/submit'
      const isSigned = name === 'submit' || name === 'approve'
      const signature = isSigned ? await signatureOf(shown, name, once) : {}
      const whole = { ...body, ...signature }
      queries.setQueryData(draftQuery.queryKey, await ask(route, { body: whole, once }))
      void queries.invalidateQueries({ queryKey: overviewQuery.queryKey })
    },
  }
}

/** Of the list that is shown, after the version that is shown. */
async function signatureOf(shown: FreeDraft, does: 'submit' | 'approve', once: string) {
  const { version, previousSha256, content, digest } = shown
  const text = canonicalJson({ version, previousSha256, content })
  const read = await digestAsRead(text, digest)
  return await signed(saidOfList({ ...shown, digest: read.sha256 }, does), read, once)
}

export interface Change {
  readonly shown: FreeDraft
  readonly content: FreeContent
}

export function saveDraft({ shown, content }: Change, once: string): Promise<unknown> {
  return doDeed(draftDeeds(shown), 'save', { revision: shown.revision, content }, once)
}

export function useSave(): Deed<Change> {
  return useDeed(saveDraft)
}
