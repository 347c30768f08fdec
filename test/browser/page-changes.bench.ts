/**
 * How long it takes from a click until the next page stands with its data, after ten years of work (`bench/authority/ten-years.ts`), in a
 * real Chromium before a real `loa serve`: below 150 ms for 95 of 100.
 *
 *   sh scripts/console.sh; node test/browser/page-changes.bench.ts      a minute or two to fill an embedded database, then one to measure
 *   LOA_FILLED=DIR …                                                     kept there, and taken from there the next time
 *
 * A link is pointed at before it is pressed, as hands do, for a tenth of a second: the console begins to fetch what is behind it. The
 * first click is the first of its page after the console was opened, so that its code and its data come from the server; the second one
 * comes back to it. The page stands when its address, its heading and what it is about are there and nothing of it is still being loaded,
 * and was painted.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { AuthorityStage } from '../../bench/authority/stage.ts'
import { fillTenYears, TEN_YEARS } from '../../bench/authority/ten-years.ts'
import { machineLines, machineNow } from '../../bench/machine.ts'
import { of } from '../../town/deeds.ts'
import { launch, visitor } from './chromium.ts'

const RUNS = 20
const WAIT_MS = 15_000
/** From the pointer's coming to a link until it is pressed: hands take longer. */
const POINTED_MS = 100
/** So wide that no section stands behind a button. */
const WINDOW = { width: 1920, height: 1000 }

interface Change {
  readonly to: string
  /** What is opened before. */
  readonly from: string
  /** What is pressed: a link, or a row of what stands there. */
  readonly press: string
  readonly path: string
  /** There once the data are, in these words. */
  readonly shows: string
  readonly says: string
}

/** From a page without data, but for what is pressed in a list. */
const HELP = '/help'
const CHANGES: readonly Change[] = [
  change('overview', 'nav a[href="/"]', '^/$', 'main section', ''),
  change('rounds', 'nav a[href="/rounds"]', '^/rounds$', 'main tbody tr', ''),
  { ...change('a round', 'main tbody a', '^/rounds/[0-9a-f-]+', 'main section', 'thuê bao'), from: '/rounds' },
  change('trail', 'nav a[href="/trail"]', '^/trail$', 'main li', 'Chi tiết'),
  change('months', 'nav a[href="/reports"]', '^/reports$', 'main', '20\\d\\d'),
  { ...change('calendar', 'main a[href="/calendar"]', '^/calendar', 'main', 'Giao ban tuần'), from: '/' },
  change('briefings', 'nav a[href="/briefings"]', '^/briefings$', 'main', 'Giao ban tuần'),
  change('bulletins', 'nav a[href="/desk"]', '^/desk$', 'main', 'Bản tin số'),
  change('free list', 'nav a[href="/zero-rating"]', '^/zero-rating$', 'main', 'Đường dây nóng'),
  { ...change('results of a search', 'main a[href*="kind="]', 'kind=', 'main tbody tr', ''), from: '/search?q=bao' },
]

/** From the page of help. */
function change(to: string, press: string, path: string, shows: string, says: string): Change {
  return { to, from: HELP, press, path, shows, says }
}

async function measured(page: Page, { press, path, shows, says }: Change): Promise<number> {
  await page.locator(press).locator('visible=true').first().hover({ timeout: WAIT_MS })
  await page.waitForTimeout(POINTED_MS)
  return await page.evaluate(
    async ({ press, path, shows, says, most }) => {
      const link = [...document.querySelectorAll<HTMLElement>(press)].find(each => each.getClientRects().length > 0)
      if (link === undefined) throw new Error(`nothing to press: ${press}`)
      const before = document.querySelector('main')?.textContent
      const stands = () =>
        new RegExp(path).test(location.pathname + location.search) &&
        document.querySelector('main h1') !== null &&
        document.querySelector('main .loa-waiting') === null &&
        document.querySelector(shows) !== null &&
        document.querySelector('main')?.textContent !== before &&
        new RegExp(says).test(document.querySelector('main')?.textContent ?? '')
      const began = performance.now()
      link.click()
      while (!stands()) {
        if (performance.now() - began > most) throw new Error(`${path} never stood`)
        await new Promise(done => requestAnimationFrame(done))
      }
      // Painted: after the frame in which it stood.
      await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
      return performance.now() - began
    },
    { press, path, shows, says, most: WAIT_MS },
  )
}

/** Milliseconds that the page's main thread has worked, whatever else the machine does. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

/** Nothing of it is being loaded any more. */
async function atRest(page: Page): Promise<void> {
  await page.locator('main h1').waitFor()
  await page.waitForFunction(() => document.querySelector('main .loa-waiting') === null)
}

/** Median, and 95 of 100. */
function spread(took: readonly number[]): string {
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(0)
  return `p50 ${at(0.5).padStart(4)} ms  p95 ${at(0.95).padStart(4)} ms`
}

function middle(all: readonly number[]): string {
  return all.toSorted((a, b) => a - b)[all.length >> 1].toFixed(0)
}

async function openStage(directory: string): Promise<AuthorityStage> {
  const stage = new AuthorityStage({ directory, size: TEN_YEARS, subscribers: 0, seed: 1 })
  const filled = process.env.LOA_FILLED
  if (filled !== undefined && existsSync(filled)) cpSync(filled, stage.host.authorityData, { recursive: true })
  else {
    const began = performance.now()
    await stage.fill(async (database, country) => {
      await fillTenYears(database, { ...country, nowMs: Date.now() })
    })
    console.log(`filled in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    if (filled !== undefined) cpSync(stage.host.authorityData, filled, { recursive: true })
  }
  await stage.open()
  return stage
}

const directory = mkdtempSync(join(tmpdir(), 'loa-pages-'))
const browser = await launch(['--js-flags='])
let stage: AuthorityStage | null = null
try {
  stage = await openStage(directory)
  const { url } = stage.host
  const { context, page, faults } = await visitor(browser, url, { size: WINDOW })
  const cookies = of(stage.signed, 'auditor')
    .cookie.split('; ')
    .map(each => {
      const at = each.indexOf('=')
      return { name: each.slice(0, at), value: each.slice(at + 1), url }
    })
  await context.addCookies(cookies)
  // The index is made before anybody measures.
  const asked = await context.request.get('/api/v1/search?q=bao')
  console.log('behind', ((await asked.json()) as { behind: number }).behind)
  const metrics = await context.newCDPSession(page)
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' })
  const only = process.argv.slice(2)
  const all: number[] = []
  for (const change of CHANGES) {
    if (only.length > 0 && !only.includes(change.to)) continue
    const took = { first: [] as number[], again: [] as number[] }
    const worked: number[] = []
    const asks = new Map<string, number[]>()
    page.removeAllListeners('requestfinished')
    page.on('requestfinished', request => {
      const { responseEnd, requestStart } = request.timing()
      const { pathname } = new URL(request.url())
      if (!pathname.startsWith('/api/')) return
      asks.set(pathname, [...(asks.get(pathname) ?? []), responseEnd - requestStart])
    })
    for (let run = 0; run <= RUNS; run++) {
      await page.goto(change.from)
      await atRest(page)
      const before = await workOf(metrics)
      const first = await measured(page, change)
      const work = (await workOf(metrics)) - before
      await atRest(page)
      await page.goBack()
      await atRest(page)
      const again = await measured(page, change)
      // The first is the server's too.
      if (run === 0) continue
      took.first.push(first)
      took.again.push(again)
      worked.push(work)
    }
    const slow = [...asks].map(([path, each]) => `${path.replace('/api/v1', '')} ${middle(each)} ms`)
    console.log(
      `${change.to.padEnd(20)} first ${spread(took.first)}  again ${spread(took.again)}  the page's own thread ${middle(worked).padStart(4)} ms  ${slow.join(', ')}`,
    )
    all.push(...took.first, ...took.again)
  }
  console.log(`${'all'.padEnd(20)} ${spread(all)}`)
  for (const fault of new Set(faults)) console.log(fault)
  const machine = machineNow()
  for (const line of machineLines(machine, 'cores', 'seed 1')) console.log(line)
} finally {
  await browser.close()
  await stage?.close()
  rmSync(directory, { recursive: true, force: true })
}
