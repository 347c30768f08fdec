/**
 * A briefing in Firefox and in two pages of Chromium, each with a tone of its own: who hears whom, by what each page plays, at every change of
 * the floor, printed as a table. To be run by itself: `node --test test/browser/briefing-firefox.drill.ts`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hertzOf } from '../peers/tones.ts'
import { Town } from '../town/town.ts'
import { CHAIR, Chair, come, keepConnections, linkOf, planBriefing, SITE } from './briefing-browsers.ts'
import { followFloor, hum } from './briefing-tones.ts'
import { hasChromium } from './chromium.ts'
import { firefoxVisitor, hasFirefox, press } from './firefox.ts'
import { FEW_PICTURES_FLAGS } from './media-peer.ts'
import { browserFor } from './one-browser.ts'
import { button } from './room-stage.ts'

/** Another hospital, in Chromium. */
const OTHER = 2

test('a page in Firefox and two in Chromium hear whoever has the floor, and nobody else', async t => {
  if (!hasChromium(t) || !hasFirefox(t)) return
  const town = await Town.open({ operators: [], pace: 0, isVisited: true })
  t.after(async () => await town.close())
  const planned = await planBriefing(town, { grantedMax: 2 })
  const browser = await browserFor(t, FEW_PICTURES_FLAGS)
  const toneOf = (at: number) => ({ hertz: hertzOf(at), cheats: false })
  const inChromium = async (at: number) =>
    await come(browser, { planned, at }, { before: async page => await page.addInitScript(hum, toneOf(at)) })
  const { page } = await inChromium(CHAIR)
  const hospital = await firefoxVisitor(t, keepConnections, { hertz: hertzOf(SITE) })
  await hospital.page.evaluateOnNewDocument(hum, { hertz: null, cheats: false })
  await hospital.page.goto(linkOf(planned, SITE))
  await press(hospital.page, 'Vào phòng giao ban')
  const other = await inChromium(OTHER)
  const chair = new Chair(page, planned)
  await button(page, 'Bắt đầu').click()
  const stage = {
    pages: [page, hospital.page, other.page],
    seen: async () => await chair.seen(),
    cheat: null,
    narrow: null,
    areSlow: false,
  }
  const swap = async (from: number, to: number) => {
    await chair.revoke(from)
    await chair.give(to)
  }
  await followFloor(t, stage, [
    { says: 'The chair alone', act: async () => {}, heard: [CHAIR] },
    { says: 'Firefox (1) is given the floor', act: async () => await chair.give(SITE), heard: [SITE, CHAIR] },
    { says: 'Chromium (2) in its place', act: async () => await swap(SITE, OTHER), heard: [OTHER, CHAIR] },
    { says: 'Firefox (1) as well', act: async () => await chair.give(SITE), heard: [SITE, OTHER, CHAIR] },
    {
      says: 'Firefox (1) alone, the chair is muted',
      act: async () => {
        await chair.revoke(OTHER)
        await button(page, 'Tắt micrô').click()
      },
      heard: [SITE, CHAIR],
      silent: [CHAIR],
    },
    {
      says: 'The chair alone again',
      act: async () => {
        await chair.revoke(SITE)
        await button(page, 'Bật micrô').click()
      },
      heard: [CHAIR],
    },
  ])
  assert.deepEqual(hospital.faults, [])
})
