/**
 * A briefing in two browsers of different makers, against the real server and the real media process: the chair in Chromium, a
 * hospital in Firefox as it comes, without a setting. What is heard and seen is what the other browser has decoded.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../src/base/until.test.ts'
import { hertzOf } from '../peers/tones.ts'
import { Town } from '../town/town.ts'
import {
  CHAIR,
  Chair,
  come,
  heardDuring,
  keepConnections,
  LISTEN_MS,
  linkOf,
  planBriefing,
  SETTLED_MS,
  SITE,
  SPOKEN_MIN,
} from './briefing-browsers.ts'
import { followFloor, hum } from './briefing-tones.ts'
import { hasChromium } from './chromium.ts'
import { firefoxVisitor, hasFirefox, isLampOut, press, seesButton, seesLamp } from './firefox.ts'
import { FEW_PICTURES_FLAGS } from './media-peer.ts'
import { browserFor } from './one-browser.ts'
import { button, lamp, row } from './room-stage.ts'

const HEARD = 'Anh/chị đang được nghe'
/** Another hospital, in Chromium. */
const OTHER = 2

test('a hospital in Firefox hears and sees the chair in Chromium, is heard and seen by it while it has the floor alone, and comes back when its page is loaded anew', async t => {
  if (!hasChromium(t) || !hasFirefox(t)) return
  const town = await Town.open({ operators: [], pace: 0, isVisited: true })
  t.after(async () => await town.close())
  const planned = await planBriefing(town)
  const { sites } = planned
  const chair = await come(await browserFor(t, FEW_PICTURES_FLAGS), { planned, at: CHAIR })
  const hospital = await firefoxVisitor(t, keepConnections)
  await hospital.page.goto(linkOf(planned, SITE))
  const { page } = hospital
  /** A machine that has much else to do is a poor line after a while, and a poor line has no pictures: they are waited for once each way. */
  const isHeard = async (by: Parameters<typeof heardDuring>[0]) => {
    const { packets, energy } = await heardDuring(by, LISTEN_MS)
    return packets > SPOKEN_MIN && energy > 0
  }
  const isHeardAndSeen = async (by: Parameters<typeof heardDuring>[0]) => {
    const { packets, energy, frames } = await heardDuring(by, LISTEN_MS)
    return packets > SPOKEN_MIN && energy > 0 && frames > 0
  }
  const site = row(chair.page, { site: sites[SITE].id })

  await t.test('by one link and one click it hears and sees the chair', async () => {
    await press(page, 'Vào phòng giao ban')
    await button(chair.page, 'Bắt đầu').click()
    await seesButton(page, 'Đăng ký phát biểu')
    await until(async () => await isHeardAndSeen(page))
  })

  await t.test('it asks, is given the floor, and is heard and seen', async () => {
    await press(page, 'Đăng ký phát biểu')
    await site.getByRole('button', { name: 'Mời phát biểu' }).click()
    await seesLamp(page, HEARD)
    await until(async () => await isHeardAndSeen(chair.page))
  })

  await t.test('its page is loaded anew, and it has the floor and is heard again', async () => {
    await page.reload()
    await seesLamp(page, HEARD)
    await until(async () => await isHeard(chair.page))
    await until(async () => await isHeard(page))
  })

  await t.test('the floor is revoked, and nothing more of it is heard', async () => {
    await site.getByRole('button', { name: 'Dừng phát biểu' }).click()
    await seesButton(page, 'Đăng ký phát biểu')
    await isLampOut(page, HEARD)
    await wait(SETTLED_MS)
    assert.equal((await heardDuring(chair.page, LISTEN_MS)).packets, 0)
    await lamp(chair.page, HEARD).waitFor()
    await until(async () => await isHeard(page))
  })
  assert.deepEqual(hospital.faults, [])
})

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
