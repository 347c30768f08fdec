/** What of a draft another one begins with. Pure; runs in a browser too. */
import { type BulletinDraft, bulletinDraft } from './model.ts'

/** Everything but when it is said, which is over by then, and of which matter it is: a copy takes no other's place. */
export function copied({ matter: _, ...draft }: BulletinDraft): BulletinDraft {
  const { renditions } = draft
  const { ring, broadcast } = renditions
  return {
    ...draft,
    window: { from: null, until: null },
    renditions: {
      ...renditions,
      ring: ring && { ...ring, from: null, until: null },
      ...(broadcast && { broadcast: { ...broadcast, until: null } }),
    },
  }
}

/**
 * What a template says, in place of what the draft said; where and when stays as it is there. Null: it is none of ours, as one that a later
 * version has kept.
 */
export function insertedIn(draft: BulletinDraft, content: unknown): BulletinDraft | null {
  const given = typeof content === 'object' && content !== null ? content : {}
  const { renditions, correction } = given as Partial<BulletinDraft>
  const { data } = bulletinDraft.safeParse({ ...draft, renditions, correction })
  if (data === undefined) return null
  const { matter, window } = draft
  return { ...copied(data), window, ...(matter !== undefined && { matter }) }
}
