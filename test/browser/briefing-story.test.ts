/**
 * A briefing in two real browsers, against the real server and the real media process: a site joins by its link, asks, is given the
 * floor, is heard, is revoked and is not heard any more; what is decided is instructed by two people, and acknowledged by the site.
 * What is heard is what the chair's browser has decoded. What it looks like is left in screenshots-briefing/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { saidOfInstruction } from '../../src/areas/briefing/instructions/said.ts'
import type { Briefing, BriefingSite, Instruction } from '../../src/areas/briefing/model.ts'
import { until } from '../../src/base/until.test.ts'
import { DEMO_SITES } from '../../town/briefing-sites.ts'
import { Town } from '../town/town.ts'
import {
  ABSENT,
  CHAIR,
  come,
  faultsOf,
  heardDuring,
  LISTEN_MS,
  planBriefing,
  SETTLED_MS,
  SITE,
  SPOKEN_MIN,
} from './briefing-browsers.ts'
import { hasChromium, PHONE, type Visitor, visitor } from './chromium.ts'
import { assertAccessible, assertFits } from './inspection.ts'
import { FEW_PICTURES_FLAGS } from './media-peer.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { signedIn } from './signed-in.ts'

const SCREENSHOTS = new Screenshots('screenshots-briefing-story')

const button = (page: Page, name: string) => page.getByRole('button', { name })
const row = (page: Page, site: BriefingSite) => page.locator(`li[data-site="${site.id}"]`)
const lamp = (page: Page, word: string) => page.getByRole('status').filter({ hasText: word })

const ASKED = 'Khi nào có thêm thuốc?'

async function shown({ page }: Visitor, what: string): Promise<void> {
  await assertAccessible(page, what)
  await assertFits(page, what)
  await SCREENSHOTS.take(page, what)
}

test('a site asks, is heard in another browser while it has the floor and not after, and does what was decided', async t => {
  if (!hasChromium(t)) return
  const town = await Town.open({ operators: [], pace: 0 })
  t.after(async () => await town.close())
  const planned = await planBriefing(town)
  const { sites, briefing } = planned
  const path = `/api/v1/briefings/${briefing.id}`
  const browser = await browserFor(t, FEW_PICTURES_FLAGS)
  const chair = await come(browser, { planned, at: CHAIR })
  const site = await come(browser, { planned, at: SITE }, { manner: { size: PHONE } })

  await t.test('the chair begins, and sees who is missing', async () => {
    await button(chair.page, 'Bắt đầu').click()
    await button(site.page, 'Đăng ký phát biểu').waitFor()
    const missing = chair.page.locator('[data-group=missing]')
    await missing.getByText(/^Chưa vào: /).click()
    await missing.getByText(DEMO_SITES[ABSENT].content.name).waitFor()
    await shown(chair, 'story-chair')
    await shown(site, 'story-site-phone')
  })

  await t.test('the chair is heard by right, and its lamp says so', async () => {
    await lamp(chair.page, 'Anh/chị đang được nghe').waitFor()
    await until(async () => (await heardDuring(site.page, LISTEN_MS)).packets > SPOKEN_MIN)
    const { energy } = await heardDuring(site.page, LISTEN_MS)
    assert.ok(energy > 0, 'what came has sound in it')
  })

  await t.test('without the floor a site is not heard, whatever its page does', async () => {
    // Its own page is quiet; this one is made to send all the same.
    const silent = await heardDuring(chair.page, LISTEN_MS)
    assert.equal(silent.packets, 0)
    await lamp(site.page, 'Anh/chị đang được nghe').waitFor({ state: 'detached' })
  })

  await t.test('it asks, is given the floor, and is heard and seen', async () => {
    await button(site.page, 'Đăng ký phát biểu').click()
    await button(site.page, 'Rút đăng ký').waitFor()
    const asks = chair.page.locator('[data-group=asks]')
    await asks.getByText(DEMO_SITES[SITE].content.name).waitFor()
    await row(chair.page, sites[SITE]).getByRole('button', { name: 'Mời phát biểu' }).click()
    await lamp(site.page, 'Anh/chị đang được nghe').waitFor()
    await until(async () => {
      const { packets, energy, frames } = await heardDuring(chair.page, LISTEN_MS)
      return packets > SPOKEN_MIN && energy > 0 && frames > 0
    })
    await shown(chair, 'story-chair-listens')
    await shown(site, 'story-site-speaks-phone')
  })

  await t.test('the floor is revoked: nothing more of it is heard, and its lamp is out', async () => {
    await row(chair.page, sites[SITE]).getByRole('button', { name: 'Dừng phát biểu' }).click()
    await button(site.page, 'Đăng ký phát biểu').waitFor()
    await chair.page.waitForTimeout(SETTLED_MS)
    const after = await heardDuring(chair.page, LISTEN_MS)
    assert.equal(after.packets, 0)
    assert.equal(await lamp(site.page, 'Anh/chị đang được nghe').count(), 0)
  })

  await t.test('it asks in writing, the chair answers, and the question stands in the minutes', async () => {
    const panel = site.page.locator('[data-panel=questions]')
    await panel.getByText('Hỏi bằng văn bản').click()
    await panel.getByLabel('Câu hỏi gửi chủ trì').fill(ASKED)
    await button(site.page, 'Gửi câu hỏi').click()
    const waiting = chair.page.locator('[data-group=questions]')
    await waiting.getByText(ASKED).waitFor()
    await waiting.getByText(DEMO_SITES[SITE].content.name).waitFor()
    await shown(chair, 'story-chair-asked')
    await waiting.getByRole('button', { name: 'Đã trả lời' }).click()
    await panel.getByText('Đã trả lời').waitFor()
    await shown(site, 'story-site-answered-phone')
    const browser = await browserFor(t, FEW_PICTURES_FLAGS)
    const console = await visitor(browser, town.url)
    await console.context.addCookies((await signedIn(browser, town)).get('editor') ?? [])
    await console.page.goto(`${town.url}/briefings/${briefing.id}/live`)
    const line = console.page.locator('li', { hasText: ASKED })
    await line.getByText(/^Đã trả lời lúc/).waitFor()
    await line.getByText(DEMO_SITES[SITE].content.name).waitFor()
    await console.context.close()
  })

  await t.test('the roll is called, and the absent one has a reason', async () => {
    await button(chair.page, 'Điểm danh').click()
    await town.client('editor').post(`${path}/places/${sites[ABSENT].id}/reason`, { reason: 'Mất điện toàn khu vực' })
    await chair.page
      .getByText(/vắng có lý do/i)
      .first()
      .waitFor()
  })

  const instruction = await instruct(town, path, sites[SITE])

  await t.test('it ends for everybody, and the site acknowledges what it is to do', async () => {
    await button(chair.page, 'Kết thúc giao ban').click()
    const sure = chair.page.getByRole('alertdialog').or(chair.page.getByRole('dialog'))
    if (await sure.count()) await sure.getByRole('button', { name: 'Kết thúc giao ban' }).click()
    await site.page.getByRole('heading', { name: 'Buổi giao ban đã kết thúc' }).waitFor()
    await site.page.getByText(instruction.text).first().waitFor()
    await site.page.getByLabel('Họ tên người xác nhận').fill('Trực ban 01 (giả định)')
    await button(site.page, 'Xác nhận đã nhận').click()
    await button(site.page, 'Báo đã hoàn thành').waitFor()
    await shown(site, 'story-after-phone')
  })

  await t.test('what is kept says the same: who came, who spoke, what was decided, and a recording', async () => {
    const editor = town.client('editor')
    await until(async () => (await editor.get<Briefing>(path)).recordings.length > 0)
    const kept = await editor.get<Briefing>(path)
    const is = (at: number) => kept.places.find(({ site }) => site === sites[at].id)?.is
    assert.deepEqual([is(SITE), is(ABSENT)], ['present', 'absent-with-reason'])
    assert.deepEqual(
      kept.turns.map(({ site, ended }) => [site, ended]),
      [[sites[SITE].id, 'revoked']],
    )
    assert.equal(kept.instructions[0].acknowledged?.by, 'Trực ban 01 (giả định)')
    const [began, ended] = [kept.beganAt, kept.endedAt].map(at => Date.parse(at!))
    const recorded = kept.recordings.reduce((sum, { durationMs }) => sum + durationMs, 0)
    assert.ok(Math.abs(recorded - (ended - began)) < 1500, `${recorded} of ${ended - began} ms`)
  })

  for (const visit of [chair, site]) assert.deepEqual(faultsOf(visit), [])
})

/** A decision of the minutes that two people make an instruction. */
async function instruct(town: Town, path: string, to: BriefingSite): Promise<Instruction> {
  const [editor, approver] = [town.client('editor'), town.client('approver')]
  const text = 'Báo cáo số giường điều trị tích cực trước 16 giờ hằng ngày.'
  const minute = { item: null, is: 'decision', site: null, text }
  const { id: decision } = await editor.post<{ id: string }>(`${path}/minutes`, minute)
  const due = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  const draft = await editor.post<Instruction>(`${path}/instructions`, {
    site: to.id,
    text,
    due,
    basis: null,
    decision,
  })
  const { version, sha256 } = draft
  const submitted = await editor.post<Instruction>(`/api/v1/instructions/${draft.id}/submit`, {
    version,
    sha256,
    signature: await editor.sign(saidOfInstruction(draft, 'submit')),
  })
  return await approver.post<Instruction>(`/api/v1/instructions/${draft.id}/approve`, {
    version: submitted.version,
    sha256,
    signature: await approver.sign(saidOfInstruction(submitted, 'approve')),
  })
}
