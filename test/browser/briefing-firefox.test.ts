/**
 * A briefing in two browsers of different makers, against the real server and the real media process: the chair in Chromium, a
 * hospital in Firefox as it comes, without a setting. What is heard and seen is what the other browser has decoded.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../src/base/until.test.ts'
import { Town } from '../town/town.ts'
import {
  CHAIR,
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
import { hasChromium } from './chromium.ts'
import { firefoxVisitor, hasFirefox, isLampOut, press, seesButton, seesLamp } from './firefox.ts'
import { FEW_PICTURES_FLAGS } from './media-peer.ts'
import { browserFor } from './one-browser.ts'
import { button, lamp, row } from './room-stage.ts'

const HEARD = 'Anh/chị đang được nghe'

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
