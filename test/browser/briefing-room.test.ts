/**
 * The page that a hospital opens, in a real browser: by its link to the check, the lobby, the room and afterwards, as a site and as
 * the chair, wide and on a phone, in both languages. Its server is a fake that speaks the contract; the other end of its media is a
 * page of the same browser. What it looks like is left in screenshots-briefing-room/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { until } from '../../src/base/until.test.ts'
import { hasChromium, LAPTOP, NARROW, PHONE, visitor } from './chromium.ts'
import { FakeRoom } from './fake-room.ts'
import { furnishedRoom, INSTRUCTION, SITES } from './furnished-room.ts'
import { assertAccessible, assertFits, assertSpeaks, assertTouchable } from './inspection.ts'
import { FEW_PICTURES_FLAGS, MEDIA_FLAGS, MediaPeer } from './media-peer.ts'
import { browserFor } from './one-browser.ts'
import { button, come, lamp, openStage, row } from './room-stage.ts'
import { Screenshots } from './screenshots.ts'

const SCREENSHOTS = new Screenshots('screenshots-briefing-room')
const NAMES = [
  ...Object.values(SITES).flatMap(({ name, short }) => [name, short]),
  'Giao ban phòng, chống dịch tuần 9',
  'Nguyễn Văn An, Giám đốc',
  'Nguyễn Văn An',
  'Giao ban tuần 8',
  'Báo cáo',
]

async function assertGood(page: Page, what: string): Promise<void> {
  await assertAccessible(page, what)
  await assertFits(page, what)
  await assertTouchable(page, what)
  await SCREENSHOTS.take(page, what)
}

test('a site comes by its link, is tried, asks, is heard, and acknowledges what it is to do', async t => {
  if (!hasChromium(t)) return
  SCREENSHOTS.clear()
  const stage = await openStage(t, 'vietDuc')
  const { fake, peer } = stage
  fake.instructions = [INSTRUCTION]
  const { page, faults } = await come(stage)

  await t.test('the link is used once and is gone from the address', async () => {
    await page.getByText('Nguyễn Văn An').first().waitFor()
    assert.equal(page.url(), `${fake.url}/briefing`)
    assert.deepEqual(fake.bodiesOf('POST /enter'), [{ key: fake.key }])
    await page.getByText('Micrô hoạt động').waitFor()
    await page.getByText('Camera hoạt động').waitFor()
    await assertGood(page, 'check')
  })

  await t.test('a test call of ten seconds through the real path says what to do', async () => {
    await button(page, 'Kiểm tra').click()
    await page.getByText(/Đang gọi thử, còn \d+ giây/).waitFor()
    await SCREENSHOTS.take(page, 'check-running')
    await page.getByText('Hạng C: đường truyền yếu').waitFor()
    await page.getByText('Đường gửi đi quá chậm').waitFor()
    assert.deepEqual(fake.bodiesOf('POST /test/end'), [{ microphone: 'works', camera: 'works' }])
    await assertGood(page, 'check-verdict')
  })

  await t.test('in the lobby it sees who is there, and what it still has to do first', async () => {
    await button(page, 'Vào phòng giao ban').click()
    await page.getByRole('heading', { name: 'Phòng chờ' }).waitFor()
    await page.getByRole('heading', { name: 'Nhiệm vụ chưa xong của điểm cầu' }).waitFor()
    await lamp(page, 'Không ai nghe thấy anh/chị').waitFor()
    await assertGood(page, 'lobby')
    await button(page, 'Xác nhận đã nhận').click()
    await button(page, 'Báo đã hoàn thành').waitFor()
  })

  await t.test('it asks by a key, and is heard exactly while the server forwards it', async () => {
    fake.tell({ state: 'open', beganAt: new Date().toISOString() })
    await button(page, 'Đăng ký phát biểu').waitFor()
    await page.keyboard.press('Alt+KeyG')
    await button(page, 'Rút đăng ký').waitFor()
    await page.getByText('Anh/chị đứng thứ 2 trong hàng chờ.').waitFor()
    await assertGood(page, 'room-asking')
    const quiet = await peer.come()
    assert.equal(quiet.find(({ kind }) => kind === 'audio')?.packets, 0)
    assert.equal(quiet.find(({ kind }) => kind === 'main')?.packets, 0)

    fake.tellSite(SITES.vietDuc.site, { floor: 'granted', queue: null })
    fake.tell({ heard: [SITES.vietDuc.site, SITES.ministry.site] })
    await lamp(page, 'Mời anh/chị nói').waitFor()
    await until(async () => {
      const sent = new Map((await peer.come()).map(one => [one.kind, one]))
      return sent.get('audio')!.packets > 20 && sent.get('main')!.frames > 5
    })
    assert.equal(await lamp(page, 'Anh/chị đang được nghe').count(), 0)
    fake.tellSite(SITES.vietDuc.site, { isHeard: true })
    await lamp(page, 'Anh/chị đang được nghe').waitFor()
    await assertGood(page, 'room-heard')
    fake.tellSite(SITES.vietDuc.site, { isHeard: false })
    await lamp(page, 'Mời anh/chị nói').waitFor()
    assert.equal(await lamp(page, 'Anh/chị đang được nghe').count(), 0)
  })

  await t.test('the small picture is 160 wide at 7 a second, the large one 640 at 20', async () => {
    const come = async () => new Map((await peer.come()).map(one => [one.kind, one]))
    const looked = async () => {
      const before = await come()
      await page.waitForTimeout(4_000)
      const after = await come()
      const rate = (kind: string) => (after.get(kind)!.frames - before.get(kind)!.frames) / 4
      assert.equal(after.get('thumbnail')!.width, 160)
      assert.equal(after.get('main')!.width, 640)
      assert.ok(rate('thumbnail') < 10, `${rate('thumbnail')} a second`)
      return { main: rate('main'), thumbnail: rate('thumbnail') }
    }
    // A machine that is busy draws fewer for a while, never more.
    let rates = await looked()
    const isReached = () => rates.thumbnail > 3 && rates.main > rates.thumbnail * 1.5
    for (let again = 0; again < 4 && !isReached(); again++) rates = await looked()
    const said = `frames a second: main ${rates.main}, thumbnail ${rates.thumbnail}`
    assert.ok(isReached(), said)
    t.diagnostic(said)
  })

  await t.test('a microphone that is off sends nothing, and says so', async () => {
    await page.keyboard.press('Alt+KeyM')
    await lamp(page, 'Micrô của anh/chị đang tắt').waitFor()
    await page.waitForTimeout(300)
    const at = async () => (await peer.come()).find(({ kind }) => kind === 'audio')!.packets
    const before = await at()
    await page.waitForTimeout(800)
    assert.equal(await at(), before)
    await button(page, 'Bật micrô').click()
    await until(async () => (await at()) > before)
  })

  await t.test('pages are shown, turned by who has the floor, and read', async () => {
    await page.getByRole('combobox').selectOption({ label: 'Báo cáo' })
    await page.getByRole('img', { name: 'Báo cáo, trang 1 / 3' }).waitFor()
    await button(page, 'Trang sau').click()
    await page.getByRole('img', { name: 'Báo cáo, trang 2 / 3' }).waitFor()
    await page.getByText('Chữ trên trang').click()
    await page.getByText('Trang 2', { exact: true }).waitFor()
    await assertGood(page, 'room-slides')
  })

  await t.test('a connection that dies is replaced, and the floor is kept', async () => {
    const before = await peer.count()
    await peer.close()
    await until(async () => (await peer.count()) > before)
    await until(async () => (await peer.come()).some(({ kind, packets }) => kind === 'audio' && packets > 5))
    assert.equal(await button(page, 'Kết thúc phát biểu').count(), 1)
  })

  await t.test('a stream that is cut is opened again', async () => {
    const before = fake.bodiesOf('GET /live').length
    fake.cutStreams()
    await until(async () => fake.bodiesOf('GET /live').length > before)
    await button(page, 'Kết thúc phát biểu').click()
    await button(page, 'Đăng ký phát biểu').waitFor()
  })

  await t.test('a page that is loaded anew is in the room again, without its link', async () => {
    await page.reload()
    await button(page, 'Đăng ký phát biểu').waitFor()
    assert.equal(fake.bodiesOf('POST /enter').length, 1)
  })

  await t.test('afterwards it reads what was concluded, and reports what it has done', async () => {
    fake.tell({ state: 'ended', endedAt: new Date().toISOString() })
    await page.getByRole('heading', { name: 'Buổi giao ban đã kết thúc' }).waitFor()
    await page.getByRole('heading', { name: 'Kết luận' }).waitFor()
    await page.getByLabel('Họ tên người xác nhận').fill('')
    await button(page, 'Báo đã hoàn thành').click()
    await page.getByText('Nhập họ tên người xác nhận.').waitFor()
    await page.getByLabel('Họ tên người xác nhận').fill('Trần Thị Bình')
    await page.getByLabel('Ghi chú').fill('Đã lập 3 điểm sàng lọc.')
    await button(page, 'Báo đã hoàn thành').click()
    await page.getByText(/Đã báo hoàn thành: Trần Thị Bình/).waitFor()
    await assertGood(page, 'ended')
  })
  const expected = /ERR_INCOMPLETE_CHUNKED_ENCODING|net::ERR/
  assert.deepEqual(
    faults.filter(fault => !expected.test(fault)),
    [],
  )
  const inAddresses = fake.asked.filter(({ route }) => route.includes(fake.key))
  assert.deepEqual(inAddresses, [])
})

test('the chair sees at a glance who wants to speak and who is missing, and leads from the same page', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'ministry')
  const { fake } = stage
  fake.tell({ chair: SITES.ministry.site, heard: [SITES.ministry.site] })
  const { page } = await come(stage)
  await button(page, 'Vào phòng giao ban').click()
  await button(page, 'Bắt đầu').click()
  await page.getByRole('heading', { name: /^Xin phát biểu 1/ }).waitFor()
  await page.getByText('4/6 có mặt').waitFor()
  await page.getByText('Chưa vào hoặc đã rời: 2 điểm cầu · Huế, Đà Nẵng').waitFor()
  await assertGood(page, 'chair')

  const { bachMai, choRay } = SITES
  await row(page, bachMai).getByRole('button', { name: 'Mời phát biểu', exact: true }).click()
  await row(page, bachMai).getByRole('button', { name: 'Dừng phát biểu', exact: true }).waitFor()
  fake.tellSite(bachMai.site, { isHeard: true })
  fake.tellSite(choRay.site, { floor: 'pending' })
  await row(page, choRay).getByRole('button', { name: 'Đồng ý cho chờ', exact: true }).waitFor()
  fake.tellSite(bachMai.site, { isSlow: true })
  await row(page, bachMai).getByText('máy chậm').waitFor()
  await assertGood(page, 'chair-given')
  await row(page, choRay).getByRole('button', { name: 'Từ chối', exact: true }).click()
  await row(page, bachMai).getByRole('button', { name: 'Dừng phát biểu', exact: true }).click()
  await button(page, 'Điểm danh').click()
  await page.getByText(/Điểm danh gần nhất/).waitFor()
  assert.deepEqual(fake.bodiesOf('POST /floor'), [
    { do: 'give', site: bachMai.site },
    { do: 'deny', site: choRay.site },
    { do: 'revoke', site: bachMai.site },
  ])

  fake.tell({ chair: SITES.deputy.site })
  await button(page, 'Nhận lại quyền chủ trì').click()
  await button(page, 'Kết thúc giao ban').click()
  await button(page, 'Họp tiếp').waitFor()
  await assertGood(page, 'chair-ending')
  await page.keyboard.press('Enter')
  await button(page, 'Kết thúc giao ban').click()
  await page.getByRole('heading', { name: 'Buổi giao ban đã kết thúc' }).waitFor()
  assert.equal(fake.bodiesOf('POST /end').length, 1)
})

/** Runs in the page: of one that nobody looks at it is not known whether its computer is slow, and nothing is said of it. */
function unlookedAt(): void {
  Object.defineProperty(document, 'hidden', { get: () => true })
}

test('with twenty-two sites away, who speaks, the agenda, the documents and the minutes are seen without scrolling', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc', FEW_PICTURES_FLAGS)
  const { fake } = stage
  const { ministry, bachMai, vietDuc } = SITES
  const away = Array.from({ length: 22 }, (_, at) => ({
    ...SITES.hue,
    is: 'awaited' as const,
    name: `Bệnh viện số ${at + 1}`,
    short: `BV${at + 1}`,
    site: `00000000-0000-4000-8000-0000000001${String(at).padStart(2, '0')}`,
  }))
  const [report, medicine] = fake.room.agenda
  fake.room = {
    ...fake.room,
    state: 'open',
    beganAt: new Date().toISOString(),
    chair: ministry.site,
    sites: [ministry, { ...bachMai, floor: 'granted', queue: null, isHeard: true }, vietDuc, ...away],
    heard: [bachMai.site, ministry.site],
    places: [bachMai.site, ministry.site, null],
    agenda: [report, { ...medicine, site: bachMai.site }],
  }
  const { page } = await come(stage, { size: LAPTOP }, unlookedAt)
  await button(page, 'Vào phòng giao ban').click()
  const large = page.locator('.tile[data-size=large]')
  await large.locator('video').waitFor()

  /** Above the bar at the foot, in a window that is not scrolled. */
  const assertSeen = async (...seen: readonly Locator[]) => {
    const foot = (await page.locator('.controls').boundingBox())!
    for (const each of seen) {
      const box = await each.boundingBox()
      assert.ok(box !== null && box.y >= 0 && box.y + box.height <= foot.y, String(each))
    }
    assert.equal(await page.evaluate(() => scrollY), 0)
  }
  const papers = ['Chương trình', 'Tài liệu', 'Biên bản'].map(name =>
    page.locator('summary').filter({ has: page.getByRole('heading', { name, exact: true }) }),
  )
  const missing = page.getByText('Chưa vào: 22 điểm cầu')

  await t.test('on a laptop of 1366 × 768, large, with name and item', async () => {
    await large.getByText('Bệnh viện Bạch Mai').waitFor()
    await large.getByText('Nội dung 2: Thuốc và vật tư').waitFor()
    await assertSeen(large, ...papers, missing)
    const { width, height } = (await large.locator('video').boundingBox())!
    assert.ok(height >= LAPTOP.height / 2 && width >= LAPTOP.width / 2, `${width} × ${height}`)
    await page.getByText('2/24 có mặt').waitFor()
    await assertGood(page, 'laptop')
  })

  await t.test('the absent are one line, which opens', async () => {
    assert.equal(await row(page, away[21]).isVisible(), false)
    await missing.click()
    await row(page, away[21]).getByText('chưa vào').waitFor()
    await missing.click()
    assert.equal(await row(page, away[21]).isVisible(), false)
  })

  await t.test('that the roll was called is said, and does not stand for ever', async () => {
    fake.tell({ roll: { at: new Date().toISOString(), by: ministry.site, places: [] } })
    const said = page.getByText('Chủ trì vừa điểm danh.')
    await said.waitFor()
    await said.waitFor({ state: 'detached' })
    await page.getByText(/Điểm danh gần nhất/).waitFor()
  })

  await t.test('beside a page that is shown, who speaks is seen too', async () => {
    const [{ id: document }] = fake.room.documents
    fake.tell({ slide: { document, page: 1, pages: 3, name: 'Báo cáo', text: 'Số ca mới: 12.' } })
    await page.getByRole('img', { name: /trang 1/ }).waitFor()
    await assertSeen(large, page.getByRole('img', { name: /trang 1/ }))
    const { width } = (await large.locator('video').boundingBox())!
    assert.ok(width >= LAPTOP.width / 3, `${width} wide`)
    await assertGood(page, 'laptop-slides')
  })

  await t.test('on a phone who speaks comes first', async () => {
    await page.setViewportSize(PHONE)
    await assertSeen(large)
    await assertGood(page, 'phone-speaker')
    fake.tell({ slide: null })
    await page.getByRole('img', { name: /trang 1/ }).waitFor({ state: 'detached' })
    await assertSeen(large)
    await assertGood(page, 'phone-speaker-alone')
  })
})

test('on a phone, on the poorest line and in English the room is whole', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc')
  const { fake, peer } = stage
  fake.instructions = [INSTRUCTION]
  fake.tell({
    state: 'open',
    chair: SITES.ministry.site,
    heard: [SITES.ministry.site],
    languages: ['en'],
    isRecorded: true,
    slide: { document: fake.room.documents[0].id, page: 2, pages: 3, name: 'Báo cáo', text: 'Số ca mới: 12.' },
  })
  fake.tellSite(SITES.vietDuc.site, { line: 'D' })
  const { page } = await come(stage, { size: PHONE, language: 'en', ground: 'dark' })
  await assertSpeaks(page, 'en', { names: [...NAMES, INSTRUCTION.text, INSTRUCTION.basis ?? ''], what: 'check' })
  await assertGood(page, 'phone-check')
  await button(page, 'Join the briefing').click()
  await button(page, 'Ask for the floor').waitFor()
  await page.getByText('Số ca mới: 12.').waitFor()
  assert.equal(await page.getByRole('img', { name: /page 2/ }).count(), 0)
  await assertGood(page, 'phone-room')
  await button(page, 'Ask for the floor').click()
  await button(page, 'Withdraw').waitFor()
  fake.tellSite(SITES.vietDuc.site, { floor: 'granted', queue: null, isHeard: true })
  fake.tell({ heard: [SITES.vietDuc.site, SITES.ministry.site] })
  await button(page, 'Release the floor').waitFor()
  await lamp(page, 'You are being heard').waitFor()
  await page.getByLabel('Listen to').selectOption('en')
  await until(async () => fake.bodiesOf('POST /language').length === 1)

  await t.test('a voice goes in frames of 60 ms, and nothing else goes', async () => {
    const before = await peer.come()
    await page.waitForTimeout(3_000)
    const after = await peer.come()
    const packets = (kind: string) =>
      after.find(one => one.kind === kind)!.packets - before.find(one => one.kind === kind)!.packets
    t.diagnostic(`packets a second: ${packets('audio') / 3}`)
    assert.ok(packets('audio') > 0 && packets('audio') / 3 < 20, `${packets('audio') / 3} a second`)
    assert.equal(packets('main') + packets('thumbnail'), 0)
  })
  await page.setViewportSize(NARROW)
  await assertFits(page, 'narrow')
})

test('without a microphone and a camera a site listens, and is told', async t => {
  if (!hasChromium(t)) return
  const browser = await browserFor(t, MEDIA_FLAGS.slice(0, 2))
  const fake = await FakeRoom.open(t, { room: furnishedRoom(), me: SITES.vietDuc.site })
  const { page: other } = await visitor(browser, fake.url)
  const peer = await MediaPeer.open(other)
  fake.media = peer
  const { page } = await come({ browser, fake })
  await page.getByText(/Không có micrô|Trình duyệt chặn micrô/).waitFor()
  await assertGood(page, 'check-no-devices')
  fake.tell({
    state: 'open',
    chair: SITES.ministry.site,
    heard: [SITES.ministry.site],
    places: [SITES.ministry.site, null, null],
  })
  await button(page, 'Vào phòng giao ban').click()
  await page.locator('.tile[data-size=large] video').waitFor()
  await assertGood(page, 'room-listening')
  assert.equal((peer.answers.at(-1)?.match(/^m=/gm) ?? []).length, 16)
  assert.equal((peer.answers.at(-1)?.match(/^a=sendonly/gm) ?? []).length, 4)
})

test('whoever is not let in, or not any more, is told what to do', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc')
  const { fake, browser } = stage
  const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor()

  const stranger = await visitor(browser, fake.url)
  await stranger.page.goto('/briefing')
  await heading(stranger.page, 'Cần liên kết vào phòng')
  await stranger.page.goto('/briefing#never-issued')
  await heading(stranger.page, 'Liên kết này không mở được phòng')
  await stranger.page.getByText('Đường dẫn này đã được dùng trên máy khác.').waitFor()
  await assertGood(stranger.page, 'refused')

  const { page, context } = await come(stage)
  await button(page, 'Vào phòng giao ban').click()
  await page.getByRole('heading', { name: 'Phòng chờ' }).waitFor()
  const second = await context.newPage()
  await second.goto(`${fake.url}/briefing`)
  await heading(second, 'Phòng đang mở ở cửa sổ khác của máy này')
  await button(second, 'Dùng ở cửa sổ này').click()
  await heading(page, 'Phòng đang mở ở cửa sổ khác của máy này')
  await second.locator('[data-stage=check]').waitFor()
  await button(second, 'Vào phòng giao ban').click()

  fake.tell({ isMediaUp: false })
  await second.getByText('Tiếng và hình tạm ngừng ở máy chủ.').waitFor()
  await SCREENSHOTS.take(second, 'media-down')
  fake.tell({ isMediaUp: true })
  fake.fault = { status: 409, code: 'floorFull', vi: 'Đủ người phát biểu.', en: 'Full.' }
  fake.tell({ state: 'open' })
  await button(second, 'Đăng ký phát biểu').click()
  await second.getByText('Chưa thực hiện được: Đủ người phát biểu.').waitFor()
  fake.fault = null

  fake.tellSite(SITES.vietDuc.site, { is: 'removed' })
  await second.getByText(/^Chưa vào hoặc đã rời: 3 điểm cầu/).click()
  await row(second, SITES.vietDuc).getByText('bị đưa ra').waitFor()
  fake.hasToken = false
  fake.cutStreams()
  await heading(second, 'Điểm cầu đã được đưa ra khỏi phòng')
  await second.reload()
  await heading(second, 'Cần liên kết vào phòng')
})

test('the page is at most 100 kB of compressed files', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc')
  const { page } = await visitor(stage.browser, stage.fake.url)
  let octets = 0
  page.on('response', async response => {
    // The stream has no end.
    const sizes = await response
      .request()
      .sizes()
      .catch(() => null)
    octets += sizes?.responseBodySize ?? 0
  })
  await page.goto(stage.fake.link)
  await page.locator('[data-stage=check] h1').waitFor()
  t.diagnostic(`${octets} octets`)
  assert.ok(octets > 20_000 && octets <= 100_000, `${octets} octets`)
})

test('what the server offers is read before Join is pressed, and answered when it is', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc', FEW_PICTURES_FLAGS)
  const { fake, peer } = stage
  const { page } = await come(stage, {}, countOffers)
  await until(() => fake.bodiesOf('POST /media').length > 0)
  assert.deepEqual(
    [peer.answers, fake.bodiesOf('POST /beat'), fake.bodiesOf('GET /live')],
    [[], [], []],
    'nobody is there before',
  )
  await button(page, 'Vào phòng giao ban').click()
  await until(() => peer.answers.length > 0)
  const [answered] = fake.asked.flatMap(({ route }) => /^POST \/media\/(.*)\/answer$/.exec(route)?.[1] ?? [])
  const atPress = await page.evaluate(() => (window as unknown as { atPress: number }).atPress)
  assert.ok(Number(answered.slice(-12)) <= atPress, 'no other was asked for')
})

/** In the page, before anything of it runs: how many offers it had asked for when something was pressed first. */
function countOffers(): void {
  let offers = 0
  const real = window.fetch
  window.fetch = async (asked, init) => {
    if (String(asked).endsWith('/media')) offers += 1
    return await real(asked, init)
  }
  addEventListener('click', () => Object.assign(window, { atPress: offers }), { capture: true, once: true })
}
