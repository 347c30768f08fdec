/**
 * What citizens are told of what is free now: one page and the same as JSON, true until anything of it changes or the minute is over.
 *
 * The page is correct without any other file and without JavaScript, and with its headers fits into the ten segments of
 * 1460 octets that a server may send before the first acknowledgement (RFC 6928), also where nobody presses it. Where more is
 * free than fits, it says how much more and where that stands.
 */
import type { Page, PageSet } from '../../authority/public-pages.ts'
import type { FreeNow } from './model.ts'
import { freePage } from './public-html.ts'
import type { FreeUseCases } from './use-cases.ts'

/** Octets: with the headers of an answer below 14 kB. */
export const PAGE_SIZE_MAX = 12_000
const MINUTE_MS = 60_000

export interface FreePagesNeeds {
  readonly free: Pick<FreeUseCases, 'now'>
  readonly name: string
}

/** Of that instant. */
export async function freePages({ free, name }: FreePagesNeeds, nowMs: number): Promise<PageSet> {
  const told = await free.now()
  const changes = told.changesAt === null ? Number.POSITIVE_INFINITY : Date.parse(told.changesAt)
  const pages = new Map<string, Page>([
    [
      '/free',
      {
        route: '/free',
        type: 'text/html; charset=utf-8',
        body: htmlOf(told, name),
        keeping: 'brief',
        isForPrograms: false,
      },
    ],
    [
      '/free.json',
      {
        route: '/free.json',
        type: 'application/json; charset=utf-8',
        body: `${JSON.stringify(told)}\n`,
        keeping: 'brief',
        isForPrograms: true,
      },
    ],
  ])
  return {
    untilMs: Math.min((Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS, changes),
    changesMs: changes,
    page: path => pages.get(path) ?? null,
    paths: [...pages.keys()],
  }
}

/** As many services as fit. */
function htmlOf(told: FreeNow, name: string): string {
  for (let shown = told.free.length; ; shown = Math.floor(shown * 0.8)) {
    const html = freePage(told, { name, shown })
    if (shown === 0 || Buffer.byteLength(html) <= PAGE_SIZE_MAX) return html
  }
}
