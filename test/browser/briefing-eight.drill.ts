/**
 * Eight pages of Chromium in one briefing, over the real server and the real media process: the chair and seven sites, each with a
 * tone of its own, one of which sends all the time, whatever it is told. Who hears whom is told by what each page plays, at every change of the
 * floor, and printed as a table with the classes of all lines.
 *
 * To be run by itself, on a machine that does nothing else: `node --test test/browser/briefing-eight.drill.ts`.
 */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { hertzOf } from '../peers/tones.ts'
import { Town } from '../town/town.ts'
import { CHAIR, Chair, come, faultsOf, planBriefing } from './briefing-browsers.ts'
import { type Change, followFloor, hum } from './briefing-tones.ts'
import { hasChromium, LAPTOP, launchIn, type Visitor } from './chromium.ts'
import { FEW_PICTURES_FLAGS } from './media-peer.ts'
import { button } from './room-stage.ts'
import { Screenshots } from './screenshots.ts'

const SITES = 8
const CHEAT = 6
/**
 * What a slow computer has of a core, in microseconds: 5 of each 20 ms, and 2 more for its sound, whose threads are real-time ones. Without
 * time of that kind a group takes no process that has such a thread.
 */
const SLOW = {
  'cpu.cfs_period_us': 20_000,
  'cpu.cfs_quota_us': 5_000,
  'cpu.rt_period_us': 20_000,
  'cpu.rt_runtime_us': 2_000,
}
/** The kernel's groups of processes by processor time (cgroup v1). */
const GROUPS = '/sys/fs/cgroup/cpu'
/** Eight pages on a machine that has much else to do. */
const LONGEST = { timeout: 1_200_000 }
const SCREENSHOTS = new Screenshots('screenshots-briefing-eight')

test('eight pages in one briefing', LONGEST, async t => {
  if (!hasChromium(t)) return
  const town = await Town.open({ operators: [], pace: 0 })
  t.after(async () => await town.close())
  const planned = await planBriefing(town, { sites: SITES, grantedMax: 2 })
  // Eight computers are on this machine, and the server, which is to be another one, is not slower for what they do.
  const browser = await launchIn(['nice', '-n', '10'], FEW_PICTURES_FLAGS)
  t.after(async () => await browser.close())
  const visits: Visitor[] = []
  for (let at = 0; at < SITES; at++) {
    const tone = { hertz: hertzOf(at), cheats: at === CHEAT }
    visits.push(
      await come(
        browser,
        { planned, at },
        { manner: { size: LAPTOP }, before: async page => await page.addInitScript(hum, tone) },
      ),
    )
  }
  const chair = new Chair(visits[CHAIR].page, planned)
  await button(chair.page, 'Bắt đầu').click()
  const stage = {
    pages: visits.map(({ page }) => page),
    seen: async () => await chair.seen(),
    cheat: CHEAT,
    narrow: null,
  }

  const follow = async (t: TestContext, name: string, areSlow = false) => {
    try {
      await followFloor(t, { ...stage, areSlow }, changesOf(chair))
    } catch (error) {
      await SCREENSHOTS.takeFailed(chair.page, name)
      throw error
    }
  }

  await t.test(
    'whoever has the floor is heard by all others, and nobody else by anybody',
    LONGEST,
    async t => await follow(t, 'eight'),
  )

  await t.test('the same where every computer is four times slower', LONGEST, async t => {
    const heldUp = await slow(t, browser)
    await follow(t, 'eight-slower', true)
    const seconds = heldUp()
    t.diagnostic(`held up for want of processor time: ${seconds.toFixed(1)} s, all pages together`)
    assert.ok(seconds > 1)
  })
  for (const visit of visits) assert.deepEqual(faultsOf(visit), [])
})

/**
 * Each page's process may use a quarter of a core, in a group of its own. The browser's own way (`Emulation.setCPUThrottlingRate`) keeps a
 * core busy for as long as it holds a page up: eight such pages leave nothing of two cores to the server.
 * Tells for how many seconds they were held up until then.
 */
async function slow(t: TestContext, browser: Browser): Promise<() => number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  assert.ok(pages.length >= SITES, `${pages.length} processes of pages`)
  const groups = pages.map(({ id }) => ({ id, group: join(GROUPS, `loa-slow-${id}`) }))
  for (const { id, group } of groups) {
    mkdirSync(group)
    t.after(() => {
      const left = readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)
      for (const pid of left) writeFileSync(join(GROUPS, 'cgroup.procs'), pid)
      rmdirSync(group)
    })
    for (const [name, micros] of Object.entries(SLOW)) writeFileSync(join(group, name), String(micros))
    writeFileSync(join(group, 'cgroup.procs'), String(id))
  }
  return () => {
    const waits = groups.map(({ group }) => /throttled_time (\d+)/.exec(readFileSync(join(group, 'cpu.stat'), 'utf8')))
    return waits.reduce((sum, found) => sum + Number(found?.[1]) / 1e9, 0)
  }
}

/** Ends as it begins. */
function changesOf(chair: Chair): readonly Change[] {
  return [
    { says: 'The chair alone', act: async () => {}, heard: [CHAIR] },
    { says: '1 is given the floor', act: async () => await chair.give(1), heard: [1, CHAIR] },
    {
      says: '2 as well',
      act: async () => {
        await chair.give(2)
      },
      heard: [2, 1, CHAIR],
      looks: async () => await SCREENSHOTS.take(chair.page, 'three-voices'),
    },
    {
      says: 'The one that cheats, in place of 1',
      act: async () => {
        await chair.revoke(1)
        await chair.give(CHEAT)
      },
      heard: [CHEAT, 2, CHAIR],
    },
    {
      says: '7 in place of both, and the chair is muted',
      act: async () => {
        await chair.revoke(CHEAT)
        await chair.revoke(2)
        await chair.give(7)
        await button(chair.page, 'Tắt micrô').click()
      },
      heard: [7, CHAIR],
      silent: [CHAIR],
    },
    {
      says: 'The chair alone again',
      act: async () => {
        await chair.revoke(7)
        await button(chair.page, 'Bật micrô').click()
      },
      heard: [CHAIR],
      looks: async () => await SCREENSHOTS.take(chair.page, 'the-chair-alone'),
    },
  ]
}
