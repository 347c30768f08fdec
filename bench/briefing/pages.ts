/**
 * How soon a site hears that comes with a browser: the room's own page in a real Chromium, driven by the repository's `test/browser`
 * where that is, in a briefing of the real server whose other sites are bots.
 *
 *   a new link ─► the page ─► Join is pressed ─► the first sound      the page is loaded anew ─► the first sound
 */

import { reason } from '../../src/base/failure.ts'
import { demoFailure } from '../../town/failures.ts'
import type { Missing } from '../measures.ts'
import { type Quantiles, quantilesOf } from './quantiles.ts'
import { type RealBriefing, sendsOf, withRealBriefing } from './real-briefing.ts'
import type { BriefingBenchOptions } from './run.ts'

export interface PagesMeasure {
  /** Milliseconds from the press of Join to the first sound. */
  readonly joined: Quantiles
  /** From the reload, which is no press of anything. */
  readonly loadedAnew: Quantiles
}

/** A browser of the repository's. */
export interface PageBrowser {
  /** Comes by a link, joins, is loaded anew, and leaves. */
  visit(link: string): Promise<{ readonly joinedMs: number; readonly loadedAnewMs: number }>
  close(): Promise<void>
}

export async function measurePages(
  options: BriefingBenchOptions & { readonly pages: number },
): Promise<PagesMeasure | Missing> {
  const browser = await openBrowser()
  if ('missing' in browser) return browser
  options.onBegin('pages of Chromium join, and are loaded anew')
  try {
    return await withRealBriefing(options, async briefing => await visits(options, briefing, browser))
  } finally {
    await browser.close()
  }
}

/** Sites that come with a browser take turns: no site may join sixty times a minute. */
const VISITORS = 4

async function openBrowser(): Promise<PageBrowser | Missing> {
  try {
    // No literal, so that a build does not take the repository's tools along.
    const path = new URL('../../test/browser/room-page.ts', import.meta.url).href
    const found = (await import(path)) as { openRoomPages: () => Promise<PageBrowser> }
    return await found.openRoomPages()
  } catch (error) {
    return { name: 'Chromium', missing: reason(error) }
  }
}

async function visits(
  { pages, stop, ...sizes }: BriefingBenchOptions & { readonly pages: number },
  { crowd, clients, begin, link }: RealBriefing,
  browser: PageBrowser,
): Promise<PagesMeasure> {
  const visitors = Math.min(VISITORS, Math.max(1, sizes.sites - sizes.speaking))
  const bots = clients.slice(0, clients.length - visitors)
  for (const [number, { media }] of bots.entries()) {
    await crowd.join(media, { room: '', site: '', number, tells: true })
    await crowd.sends(number, sendsOf(number, sizes))
  }
  await begin()
  const joined: number[] = []
  const loadedAnew: number[] = []
  for (let visit = 0; visit < pages; visit++) {
    if (stop.aborted) throw demoFailure('demoStopped')
    const { joinedMs, loadedAnewMs } = await browser.visit(await link(bots.length + (visit % visitors)))
    joined.push(joinedMs)
    loadedAnew.push(loadedAnewMs)
  }
  return { joined: quantilesOf(joined), loadedAnew: quantilesOf(loadedAnew) }
}
