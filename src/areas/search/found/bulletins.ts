/** Bulletins as they are found: by what they say on every channel, but what was discarded before anybody had it. */
import { bulletinRows, type StoredBulletin } from '../../bulletins/store.ts'
import { ofSubject, type Source, STAFF } from '../source.ts'

export const foundBulletins: Source = {
  kind: 'bulletin',
  touched: ofSubject('bulletin'),
  documents: async (store, id) => {
    const bulletin = await bulletinRows(store).bulletin(id)
    if (bulletin === null) return []
    const { state, released, updatedAt: at, sha256 } = bulletin
    if (state === 'discarded' && released === null) return []
    const text = saidIn(bulletin)
    return [
      {
        id,
        title: titleOf(bulletin),
        within: null,
        state: standingOf(bulletin),
        at,
        page: `/desk/${id}`,
        text: [id, sha256 ?? '', ...text],
        seenBy: STAFF,
      },
    ]
  },
}

function titleOf({ draft: { renditions } }: StoredBulletin): string {
  const titled = [...renditions.page, ...renditions.push].find(({ title }) => title !== '')
  return titled?.title ?? ''
}

/** What the public has of it, while nothing newer is worked on. */
function standingOf({ state, released }: StoredBulletin): string {
  if (released === null || state === 'draft' || state === 'submitted') return state
  return released.isDoubted ? 'doubted' : released.kind
}

function saidIn({ draft: { renditions, correction } }: StoredBulletin): readonly string[] {
  return [renditions, correction].flatMap(({ page, sms, mail, push, loudspeakers }) => [
    ...page.flatMap(({ title, text }) => [title, text]),
    ...sms.map(({ text }) => text),
    ...mail.flatMap(({ subject, text }) => [subject, text]),
    ...push.flatMap(({ title, text }) => [title, text]),
    ...loudspeakers.map(({ spoken }) => spoken),
  ])
}
