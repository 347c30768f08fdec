/**
 * What everyone may read of bulletins: each row of the contract to a page of the set, and what is not cached since hardly anybody
 * asks for it: older bulletins, pictures, recordings.
 */

import { notFound } from '../../authority/failures.ts'
import type { Page } from '../../authority/public-pages.ts'
import type { Change, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Purpose } from '../../directive/documents.ts'
import { alertPath, capFeedPath, feedPath, pagePath, type Site } from '../../directive/public-place.ts'
import type { PageLanguage } from '../../directive/public-words.ts'
import { askedBy, responseOf } from '../../http/at-once.ts'
import { briefly, PageCache } from '../../http/page-cache.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { CapDesk, type CapDeskNeeds } from './cap-desk.ts'
import type { CapKey } from './cap-key.ts'
import type { Channel, Releases } from './channel.ts'
import { fileAnswer } from './file-answer.ts'
import { PAGE_NAME, publicBulletinContract } from './public-contract.ts'
import { PublicDesk } from './public-desk.ts'
import { missingPage } from './public-html.ts'
import { certificatePage } from './public-page-set.ts'
import { pictureOf } from './public-picture.ts'
import { type BulletinReading, bulletinRows } from './store.ts'

/** Where and by whom, for whoever publishes the same as files. */
export const SITE_SETTING = 'public.site'

export interface PublicNeeds {
  readonly work: UnitOfWork
  readonly releases: Releases
  readonly subscribe: (listener: (change: Change) => void) => () => void
  readonly site: Site
  readonly capKey: () => Promise<CapKey>
  /** Something went wrong that nobody waits for. */
  readonly onError: (error: unknown) => void
  readonly onRefusal: CapDeskNeeds['onRefusal']
}

export interface PublicBulletins {
  readonly routes: readonly Route[]
  readonly cache: PageCache
  /** What is proved of alerts. */
  readonly channel: Channel
  close(): Promise<void>
}

/** A release is in the pages, and its alert signed, before anybody asks for it: whoever asks after the commit gets it or waits for it. */
export function openPublicBulletins(needs: PublicNeeds): PublicBulletins {
  const { work, releases, subscribe, site, capKey, onError, onRefusal } = needs
  const cap = new CapDesk({ work, releases, site, key: capKey, onRefusal, onError })
  const desk = new PublicDesk({ releases, cap, site, nowMs: work.now })
  const cache = new PageCache({ make: async now => await desk.pageSet(now), nowMs: work.now })
  let made = Promise.resolve()
  const make = () => {
    made = cache.make().catch(onError)
  }
  const end = subscribe(change => {
    const isElsewhere = change.is === 'alert' && !cap.keeps(change.bulletin)
    if (change.is !== 'release' && change.is !== 'rejoined' && !isElsewhere) return
    cache.invalidate()
    make()
  })
  make()
  const close = async () => {
    end()
    await made
  }
  return {
    routes: publicBulletinRoutes({ cache, desk, rows: bulletinRows(work.store), site, capKey }),
    cache,
    channel: cap,
    close,
  }
}

/** Pictures that are kept, each as long as its bulletin is as it was drawn. */
const PICTURES_MAX = 100

function publicBulletinRoutes(needs: {
  readonly cache: PageCache
  readonly desk: PublicDesk
  readonly rows: Pick<BulletinReading, 'fileSize' | 'fileOctets'>
  readonly site: Site
  readonly capKey: () => Promise<CapKey>
}): Route[] {
  const { cache, desk, rows, site, capKey } = needs
  const pictures = new Map<string, { readonly changedMs: number; readonly page: Promise<Page> }>()

  async function found(
    request: Request,
    path: string,
    older: () => Promise<Page | null> = async () => null,
  ): Promise<Response | null> {
    const asked = askedBy(request)
    const answer = await cache.answer(path, asked)
    if (answer !== null) return responseOf(answer)
    const page = await older()
    return page === null ? null : responseOf(cache.answerOnce(page, asked))
  }

  async function give(...asked: Parameters<typeof found>): Promise<Response> {
    const answer = await found(...asked)
    if (answer === null) throw notFound('page')
    return answer
  }

  async function bulletin(
    request: Request,
    name: string,
    of: { readonly purpose: Purpose; readonly language: PageLanguage },
  ): Promise<Response> {
    const { purpose, language } = of
    if (!PAGE_NAME.test(name)) return missing(of)
    if (name.endsWith('.png')) return await picture(request, name.slice(0, -'.png'.length), of)
    const path = pagePath(purpose, language, name)
    return (await found(request, path, async () => await desk.olderPage(name, of))) ?? missing(of)
  }

  /** Whoever followed a link reads it: a page, and not what programs read. Nobody keeps it: there is no end to such addresses. */
  function missing(of: { readonly purpose: Purpose; readonly language: PageLanguage }): Response {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
    return new Response(missingPage({ ...of, site }), { status: 404, headers })
  }

  async function picture(
    request: Request,
    name: string,
    { purpose, language }: { readonly purpose: Purpose; readonly language: PageLanguage },
  ): Promise<Response> {
    await cache.make()
    const told = await desk.anyTold(name)
    if (told === null || told.purpose !== purpose || language !== 'vi') throw notFound('page')
    const { changedMs } = told
    const known = pictures.get(name)
    if (known?.changedMs === changedMs) return responseOf(cache.answerOnce(await known.page, askedBy(request)))
    const page = pictureOf(told, site).then(
      (body): Page => ({
        route: `${pagePath(purpose, 'vi')}/{page}`,
        body,
        type: 'image/png',
        keeping: 'brief',
        isForPrograms: true,
      }),
    )
    if (pictures.size >= PICTURES_MAX) pictures.delete([...pictures.keys()][0])
    pictures.set(name, { changedMs, page })
    return responseOf(cache.answerOnce(await page, askedBy(request)))
  }

  async function alert(request: Request, file: string, purpose: Purpose): Promise<Response> {
    const identifier = file.slice(0, -'.xml'.length)
    if (file.endsWith('.pem')) {
      const { certificate } = await capKey()
      return responseOf(cache.answerOnce(certificatePage(certificate), askedBy(request)))
    }
    return await give(request, alertPath(purpose, identifier), async () => await desk.olderAlert(identifier, purpose))
  }

  const list =
    (purpose: Purpose, language: PageLanguage) =>
    async ({ request, query }: { request: Request; query: { lang?: PageLanguage | undefined } }) =>
      await give(request, pagePath(purpose, query.lang ?? language))
  const feed =
    (kind: 'atom' | 'json', language: PageLanguage) =>
    async ({ request, query }: { request: Request; query: { lang?: PageLanguage | undefined } }) =>
      await give(request, feedPath(kind, query.lang ?? language))
  const one =
    (purpose: Purpose, language: PageLanguage) =>
    async ({ request, params }: { request: Request; params: { page: string } }) =>
      await bulletin(request, params.page, { purpose, language })
  const capFeed =
    (purpose: Purpose) =>
    async ({ request }: { request: Request }) =>
      await give(request, capFeedPath(purpose))
  const capAlert =
    (purpose: Purpose) =>
    async ({ request, params }: { request: Request; params: { file: string } }) =>
      await alert(request, params.file, purpose)

  return routesOf(publicBulletinContract, {
    getBulletinsPage: list('live', 'vi'),
    getBulletinsPageInEnglish: list('live', 'en'),
    getBulletinPage: one('live', 'vi'),
    getBulletinPageInEnglish: one('live', 'en'),
    getBulletinsAtom: feed('atom', 'vi'),
    getBulletinsAtomInEnglish: feed('atom', 'en'),
    getBulletinsJson: feed('json', 'vi'),
    getBulletinsJsonInEnglish: feed('json', 'en'),
    getBulletinSound: async ({ request, params }) => {
      await cache.make()
      const { sha256 } = params
      const found = desk.isHeard(sha256) ? await rows.fileSize(sha256) : null
      if (found === null) throw notFound('page')
      const read = async (from: number, octets: number) => await rows.fileOctets(sha256, from, octets)
      return await fileAnswer({ sha256, ...found, read }, request, briefly())
    },
    getCapFeed: capFeed('live'),
    getCapAlert: capAlert('live'),
    getExercisePage: list('exercise', 'vi'),
    getExercisePageInEnglish: list('exercise', 'en'),
    getExerciseBulletinPage: one('exercise', 'vi'),
    getExerciseBulletinPageInEnglish: one('exercise', 'en'),
    getExerciseCapFeed: capFeed('exercise'),
    getExerciseCapAlert: capAlert('exercise'),
  })
}
