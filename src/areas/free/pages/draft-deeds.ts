/**
 * The deeds of the draft; each answers with the draft, which is kept. Submitting and approving are signed before they are sent.
 *
 * A saving puts a change on top of what is there now, so that whoever changes one service does not undo what somebody else
 * has changed meanwhile. A draft that was saved by another since this page showed it is a conflict: nothing is saved, what
 * is there comes into view, and the same saving tried again is on top of it.
 */
import { canonicalJson } from '../../../base/canonical.ts'
import { type BodyOf, type Deeds, doDeed, type StepBodies, stepDeeds } from '../../../web/approval/deeds.ts'
import { type Deed, useDeed } from '../../../web/parts/deed.ts'
import { queries } from '../../../web/session.ts'
import type { FreeContent, FreeDraft } from '../model.ts'
import { saidOfList } from '../said.ts'
import { draftQuery, overviewQuery } from './queries.ts'

const AT = '/api/v1/zero-rating/draft'
export type DraftBodies = StepBodies<typeof AT, 'submit' | 'withdraw' | 'approve' | 'return', 'signature'> & {
  readonly save: BodyOf<`PUT ${typeof AT}`>
}

/** Of the draft as it is shown, the list after the version that is shown: that is what is signed. */
export function draftDeeds(shown: FreeDraft): Deeds<DraftBodies> {
  const { version, previousSha256, content } = shown
  return stepDeeds({
    at: AT,
    shown: draftQuery.queryKey,
    signs: step =>
      step === 'submit' || step === 'approve'
        ? { text: canonicalJson({ version, previousSha256, content }), said: saidOfList(shown, step) }
        : null,
    keep: (answer: FreeDraft) => {
      queries.setQueryData(draftQuery.queryKey, answer)
      void queries.invalidateQueries({ queryKey: overviewQuery.queryKey })
    },
  })
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
