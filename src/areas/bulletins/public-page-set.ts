/**
 * All that the public reads, by its address: pages, feeds, alerts. What is meant and what is an exercise are put there by one function
 * each, given only its own. Pure.
 */

import { gzipSync } from 'node:zlib'
import type { Page, PageSet } from '../../authority/public-pages.ts'
import type { Purpose } from '../../directive/documents.ts'
import { alertPath, capFeedPath, feedPath, pagePath, type Site } from '../../directive/public-place.ts'
import { PAGE_LANGUAGES } from '../../directive/public-words.ts'
import type { SentAlert } from './cap-alerts.ts'
import { CAP_TYPE, capFeed } from './cap-feed.ts'
import type { SignedAlert } from './cap-store.ts'
import { atomFeed, jsonFeed } from './public-feeds.ts'
import { bulletinPage, listPage } from './public-html.ts'
import { currentOf, type PublishedBulletin, type SplitExercises } from './public-told.ts'

/** Octets by gzip: with the headers of an answer below 14 kB, which is what comes before the first acknowledgement (RFC 6928). */
export const PAGE_SIZE_MAX = 12_000

export interface PageSources {
  readonly told: SplitExercises
  /** Alerts that the public may have, by bulletin, the oldest first. */
  readonly alerts: ReadonlyMap<string, readonly SignedAlert[]>
  readonly site: Site
  readonly nowMs: number
  readonly untilMs: number
  readonly changesMs: number
}

export function pageSetOf(on: PageSources): PageSet {
  const { told, site } = on
  const pages = new Map<string, () => Page>([
    ...ownPages('live', told.live, on),
    ...ownPages('exercise', told.exercise, on),
    ...PAGE_LANGUAGES.flatMap((language): [string, () => Page][] => [
      [
        feedPath('atom', language),
        () => forPrograms(ATOM, atomFeed(told.live, { language, site }), feedPath('atom', language)),
      ],
      [
        feedPath('json', language),
        () => forPrograms(JSON_FEED, jsonFeed(told.live, { language, site }), feedPath('json', language)),
      ],
    ]),
  ])
  return {
    untilMs: on.untilMs,
    changesMs: on.changesMs,
    page: path => pages.get(path)?.() ?? null,
    paths: [...pages.keys()],
  }
}

const HTML = 'text/html; charset=utf-8'
const ATOM = 'application/atom+xml; charset=utf-8'
const JSON_FEED = 'application/feed+json; charset=utf-8'

function ownPages<Of extends Purpose>(
  purpose: Of,
  told: readonly PublishedBulletin<Of>[],
  { alerts, site, nowMs }: PageSources,
): [string, () => Page][] {
  const counting = told.flatMap(each => {
    const alert = alerts.get(each.bulletin)?.at(-1)
    // What takes an alert back is told wherever that was told.
    const isSaid = each.standing === 'current' || each.takenBackMs !== null
    return alert !== undefined && isSaid && alert.expiresMs > nowMs ? [{ told: each, alert }] : []
  })
  const feed = capFeedPath(purpose)
  return [
    ...PAGE_LANGUAGES.flatMap((language): [string, () => Page][] => [
      [
        pagePath(purpose, language),
        () =>
          forPeople(
            fitting(told, whole => listPage(told, { purpose, language, site, whole, nowMs })),
            pagePath(purpose, language),
          ),
      ],
      ...told.map((each): [string, () => Page] => [
        pagePath(purpose, language, each.bulletin),
        () => bulletinOf(each, { language, site, nowMs }),
      ]),
    ]),
    [feed, () => forPrograms(ATOM, capFeed(newestFirst(counting), { purpose, site }), feed)],
    ...told
      .flatMap(({ bulletin }) => alerts.get(bulletin) ?? [])
      .map((alert): [string, () => Page] => [alertPath(purpose, alert.identifier), () => alertPage(purpose, alert)]),
  ]
}

export function bulletinOf(
  told: PublishedBulletin,
  of: { readonly language: (typeof PAGE_LANGUAGES)[number]; readonly site: Site; readonly nowMs: number },
): Page {
  return forPeople(bulletinPage(told, of), `${pagePath(told.purpose, of.language)}/{page}`)
}

export function alertPage(purpose: Purpose, { xml }: SignedAlert): Page {
  const page = forPrograms(CAP_TYPE, xml, purpose === 'live' ? '/cap/{file}' : '/exercise/cap/{file}')
  return { ...page, keeping: 'forever' }
}

function newestFirst<Each extends { readonly alert: SentAlert }>(all: readonly Each[]): Each[] {
  return all.toSorted((a, b) => b.alert.serial - a.alert.serial)
}

/** As many of those that count as fit are told whole. */
function fitting(told: readonly PublishedBulletin[], make: (whole: number) => string): string {
  for (let whole = currentOf(told).length; ; whole = Math.floor(whole * 0.8)) {
    const html = make(whole)
    if (whole === 0 || gzipSync(html).length <= PAGE_SIZE_MAX) return html
  }
}

const forPeople = (body: string, route: string): Page => ({
  route,
  body,
  type: HTML,
  keeping: 'brief',
  isForPrograms: false,
})

const forPrograms = (type: string, body: string, route: string): Page => ({
  route,
  body,
  type,
  keeping: 'brief',
  isForPrograms: true,
})

export const certificatePage = (certificate: string) =>
  forPrograms('application/x-pem-file', certificate, '/cap/{file}')
