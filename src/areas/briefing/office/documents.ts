/**
 * Documents of a briefing, as pictures of their pages with what the pages say. A page is put once: what was shown under an address
 * is what stands there ever after, and browsers may keep it.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, writerOf } from '../../../authority/actor.ts'
import { notFound } from '../../../authority/failures.ts'
import { pictureOf } from '../../../authority/picture.ts'
import { DOCUMENTS_MAX } from '../contract.ts'
import { briefingFailure } from '../failures.ts'
import type { BriefingDocument } from '../model.ts'
import { type BriefingReading, briefingRows, type StoredDocument } from '../store.ts'
import { type Act, changed, livingBriefing, type Office } from './office.ts'
import { documentOf } from './view.ts'

/** Of all documents of a briefing. */
const PAGES_MAX = 1500
/** Of all pictures of a briefing: what people show weighs a fifth of it. They stand in the database, and in each backup of it. */
const MEGABYTES_MAX = 256
const SIDE_MAX = 4096

export interface PagePicture {
  readonly type: string
  readonly picture: Uint8Array
}

export function documentUseCases(office: Office) {
  const { work } = office
  /** Of a briefing that has not ended. */
  const toDocument = async <Result>(
    actor: Actor,
    id: string,
    act: (act: Act, document: StoredDocument) => Promise<Result>,
  ): Promise<Result> => {
    const { briefing } = await documentBy(briefingRows(work.store), id)
    return await changed(office, actor, briefing, async within => {
      const document = await documentBy(within.rows, id)
      await livingBriefing(within.rows, document.briefing)
      return await act(within, document)
    })
  }
  return {
    addDocument: async (
      actor: Actor,
      briefing: string,
      { name, pages }: { name: string; pages: number },
    ): Promise<BriefingDocument> =>
      await changed(office, actor, briefing, async ({ rows, now, record }) => {
        await livingBriefing(rows, briefing)
        const others = await rows.documents(briefing)
        if (others.length >= DOCUMENTS_MAX) throw briefingFailure('documentsFull', { max: DOCUMENTS_MAX })
        if (others.reduce((sum, each) => sum + each.pages, pages) > PAGES_MAX)
          throw briefingFailure('documentPagesFull', { max: PAGES_MAX })
        const document = { id: randomUUID(), briefing, name, pages, addedAt: now, addedBy: writerOf(actor) }
        await rows.addDocument(document)
        await record('document-add', { document: document.id, name, pages })
        return documentOf({ ...document, ready: 0 })
      }),

    /** Fails with pictureFaulty, pictureTooLarge, documentsHeavy, pageOutside, pageTaken. The same once more is done already. */
    putPicture: async (
      actor: Actor,
      id: string,
      { page, type, picture }: PagePicture & { page: number },
    ): Promise<void> => {
      const found = pictureOf(picture)
      if (found === null || found.type !== type) throw briefingFailure('pictureFaulty')
      if (found.width > SIDE_MAX || found.height > SIDE_MAX) throw briefingFailure('pictureTooLarge', { max: SIDE_MAX })
      await toDocument(actor, id, async ({ rows }, document) => {
        refuseOutside(document, page)
        const before = (await rows.page(id, page))?.picture ?? null
        if (before === null) {
          const size = (await rows.picturesSize(document.briefing)) + picture.byteLength
          if (size > MEGABYTES_MAX * 1024 * 1024) throw briefingFailure('documentsHeavy', { max: MEGABYTES_MAX })
          await rows.putPicture(id, page, { type, picture })
        } else if (!Buffer.from(before).equals(picture)) throw briefingFailure('pageTaken')
      })
    },

    putText: async (actor: Actor, id: string, { page, text }: { page: number; text: string }): Promise<void> =>
      await toDocument(actor, id, async ({ rows }, document) => {
        refuseOutside(document, page)
        await rows.putText(id, page, text)
      }),

    removeDocument: async (actor: Actor, id: string): Promise<void> =>
      await toDocument(actor, id, async ({ rows, record }, { name, pages }) => {
        await rows.removeDocument(id)
        await record('document-remove', { document: id, name, pages })
      }),

    picture: async (id: string, page: number): Promise<PagePicture> => {
      const { type = null, picture = null } = (await briefingRows(work.store).page(id, page)) ?? {}
      if (type === null || picture === null) throw notFound('page')
      return { type, picture }
    },
  }
}

async function documentBy(rows: BriefingReading, id: string): Promise<StoredDocument> {
  const document = await rows.document(id)
  if (document === null) throw notFound('document')
  return document
}

function refuseOutside({ pages }: StoredDocument, page: number): void {
  if (page > pages) throw briefingFailure('pageOutside', { pages })
}
