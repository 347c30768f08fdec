/** A bulletin as remarks and templates know it: whether it is still a draft, and what two people approved of it last. Reads only. */
import { approvedAs } from '../../authority/approved.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { BulletinContent } from '../../directive/bulletin.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { ApprovedText } from '../drafting/model.ts'
import type { DraftSubject } from '../drafting/subjects.ts'
import { contentText } from './content.ts'
import { bulletinRows } from './store.ts'

/**
 * What is kept is what was released last: it was approved in these very words, and stays. One that is approved and waits for its window is
 * not out yet, and may still be sent back.
 */
export const draftedBulletins: DraftSubject = {
  now: async (store, id) => {
    const stored = await bulletinRows(store).bulletin(id)
    if (stored === null) return null
    const isOpen = stored.state === 'draft' || stored.state === 'submitted'
    return { version: stored.version, isOpen: isOpen && stored.archivedAt === null }
  },

  approved: async (store, id) => {
    if ((await bulletinRows(store).bulletin(id)) === null) throw notFound('bulletin')
    const newest = (await bulletinRows(store).releasesOf(id)).at(-1)
    if (newest === undefined) return null
    const { content, version, sha256 } = newest
    if (sha256Of(contentText(content)) !== sha256) throw authorityFailure('contentAltered')
    const approval = await approvedAs(store, { kind: 'bulletin', id }, version)
    if (approval === null) return null
    const { renditions, correction, purpose, priority, provinces } = content
    return {
      title: renditions.page[0].title,
      purpose,
      version,
      digest: sha256,
      at: approval.at,
      by: approval.by.name,
      texts: textsOf(content),
      content: { priority, provinces, renditions, correction },
    }
  },
}

/** What the page says, and then the short messages: the rest is said of it. */
function textsOf({ renditions: { page, sms } }: BulletinContent): ApprovedText[] {
  const said = page.map(({ language, title, text }) => ({ language, text: `${title}\n${text}` }))
  const short = sms.map(({ language, text }) => ({ language, text }))
  return short.length === 0 ? [said] : [said, short]
}
