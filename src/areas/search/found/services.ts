/**
 * What is free, a document a service: as it is signed for everyone, as it is drafted for those who write. The list is one thing: whatever
 * is saved or signed of it makes all of them anew.
 */
import type { Reading } from '../../../authority/store.ts'
import type { Service, ZeroRatingList } from '../../../zerorating/list.ts'
import { readList } from '../../../zerorating/signed.ts'
import { freeRows, type StoredFreeDraft } from '../../free/store.ts'
import { type Document, type Source, STAFF, type Viewer } from '../source.ts'

const CHANGING = ['save', 'submit', 'withdraw', 'approve', 'return', 'recover'].map(step => `list.${step}`)
/** Its things are but one. */
const LIST = 'list'
const OTHERS: readonly Viewer[] = ['engineer', 'duty']

export const foundServices: Source = {
  kind: 'service',
  touched: ({ action }) => (CHANGING.includes(action) ? [LIST] : []),
  documents: async store => {
    const draft = await freeRows(store).draft()
    const signed = await signedOf(store)
    const isDrafted = draft !== null && draft.state !== 'none'
    const content = isDrafted ? (await freeRows(store).revision(draft.revision))?.content : null
    const drafted = new Map(content?.services.map(service => [service.id, service]) ?? [])
    const documents: Document[] = []
    for (const service of signed?.list.services ?? []) {
      const next = drafted.get(service.id)
      const isSame = next === undefined || JSON.stringify(next) === JSON.stringify(service)
      if (isSame) drafted.delete(service.id)
      const seenBy = isSame ? [...STAFF, ...OTHERS] : OTHERS
      documents.push(documentOf(service, { state: 'signed', at: signed?.at ?? 0, seenBy }))
    }
    for (const service of drafted.values()) documents.push(draftOf(service, draft as StoredFreeDraft))
    return documents
  },
}

async function signedOf(store: Reading): Promise<{ readonly list: ZeroRatingList; readonly at: number } | null> {
  const last = await freeRows(store).lastList()
  if (last === null) return null
  const [{ document }] = await freeRows(store).documentsFrom(last.version)
  return { list: (await readList(document, null)).list, at: last.issuedAt }
}

function draftOf(service: Service, { state, updatedAt: at }: StoredFreeDraft): Document {
  return {
    ...documentOf(service, { state, at, seenBy: STAFF }),
    page: `/zero-rating/draft/${encodeURIComponent(service.id)}`,
  }
}

function documentOf(service: Service, of: Pick<Document, 'state' | 'at' | 'seenBy'>): Document {
  const { id, title, owner, evidence } = service
  const where = service.kind === 'page' ? service.hosts : service.numbers
  return { id, title, within: owner, page: '/zero-rating', ...of, text: [id, owner, ...evidence, ...where] }
}
