/**
 * What a site does in its room besides speaking: its screen, captions, documents; and what befalls its devices. One browser, the
 * fake server of `fake-room.ts`; screens and devices are the browser's fake ones, unplugged as a system unplugs them: the track ends.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import type { Question } from '../../src/areas/briefing/model.ts'
import { until } from '../../src/base/until.test.ts'
import { hasChromium, PHONE } from './chromium.ts'
import { FakeRoom } from './fake-room.ts'
import { furnishedRoom, SITES } from './furnished-room.ts'
import { assertAccessible, assertFits } from './inspection.ts'
import { FEW_PICTURES_FLAGS } from './media-peer.ts'
import { button, come, lamp, openStage } from './room-stage.ts'
import { Screenshots } from './screenshots.ts'

const SCREENSHOTS = new Screenshots('screenshots-briefing-room-deeds')

type Kept = typeof globalThis & {
  /** What the page was given last, by what it is. */
  given: Partial<Record<'microphone' | 'screen', MediaStreamTrack>>
  isUnplugged: boolean
  /** Nobody chooses a screen. */
  isRefused: boolean
}

/** Runs in the page: what it asks the browser for is kept, so that it can be taken away. */
function keepDevices(): void {
  const kept = globalThis as Kept
  kept.given = {}
  const canvas = document.createElement('canvas')
  const devices = navigator.mediaDevices
  const microphones = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async wanted => {
    if (kept.isUnplugged && wanted?.audio) throw new DOMException('no such device', 'NotFoundError')
    const stream = await microphones(wanted)
    const [microphone] = stream.getAudioTracks()
    if (microphone !== undefined) kept.given.microphone = microphone
    return stream
  }
  // A window of this computer; there is none where nobody looks at it.
  devices.getDisplayMedia = async () => {
    if (kept.isRefused) throw new DOMException('nobody chose', 'NotAllowedError')
    const pen = canvas.getContext('2d')
    let frame = 0
    setInterval(() => {
      if (pen === null) return
      pen.fillStyle = `hsl(${frame++ % 360} 60% 50%)`
      pen.fillRect(0, 0, canvas.width, canvas.height)
    }, 100)
    const stream = canvas.captureStream(5)
    kept.given.screen = stream.getVideoTracks()[0]
    return stream
  }
}

/** Runs in the page: as the system or the browser's own button ends it. */
function end(what: 'microphone' | 'screen'): void {
  const track = (globalThis as Kept).given[what]
  track?.stop()
  track?.dispatchEvent(new Event('ended'))
}

test('a site shows its screen while it has the floor, and speaks on when its microphone was unplugged and is back', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc', FEW_PICTURES_FLAGS)
  const { fake, peer } = stage
  const { page, faults } = await come(stage, {}, keepDevices)
  await button(page, 'Vào phòng giao ban').click()
  fake.tell({ state: 'open', beganAt: new Date().toISOString(), chair: SITES.ministry.site })
  await button(page, 'Đăng ký phát biểu').waitFor()
  const of = async (kind: string) => (await peer.come()).find(one => one.kind === kind)
  const packets = async (kind: string) => (await of(kind))?.packets ?? 0

  await t.test('without the floor it is not asked for its screen', async () => {
    assert.equal(await button(page, 'Chia sẻ màn hình').count(), 0)
  })

  await t.test('its screen goes out from when it was chosen, and its button takes it back', async () => {
    fake.tellSite(SITES.vietDuc.site, { floor: 'granted', queue: null })
    fake.tell({ heard: [SITES.vietDuc.site, SITES.ministry.site] })
    await button(page, 'Chia sẻ màn hình').waitFor()
    // A browser that tries how much the line carries may send a packet there, without a picture.
    assert.equal((await of('screen'))?.frames, 0)
    await button(page, 'Chia sẻ màn hình').click()
    await until(async () => (await packets('screen')) > 3)
    assert.equal(fake.room.screen, SITES.vietDuc.site)
    await assertAccessible(page, 'screen-shown')
    await assertFits(page, 'screen-shown')
    await button(page, 'Dừng chia sẻ màn hình').click()
    await button(page, 'Chia sẻ màn hình').waitFor()
    assert.equal(fake.room.screen, null)
    const sent = await packets('screen')
    await page.waitForTimeout(600)
    assert.ok((await packets('screen')) <= sent + 1, 'no more of it goes')
  })

  await t.test('one that the browser itself takes back is told to the server', async () => {
    await button(page, 'Chia sẻ màn hình').click()
    await button(page, 'Dừng chia sẻ màn hình').waitFor()
    await page.evaluate(end, 'screen' as const)
    await button(page, 'Chia sẻ màn hình').waitFor()
    await until(async () => fake.room.screen === null)
    assert.deepEqual(fake.bodiesOf('POST /screen'), [
      { isShown: true },
      { isShown: false },
      { isShown: true },
      { isShown: false },
    ])
  })

  await t.test('who chooses none is told what to do, and nothing is told to the server', async () => {
    await page.evaluate(() => {
      ;(globalThis as Kept).isRefused = true
    })
    await button(page, 'Chia sẻ màn hình').click()
    await page
      .getByRole('alert')
      .getByText(/Chọn một màn hình/)
      .waitFor()
    assert.equal(fake.bodiesOf('POST /screen').length, 4)
  })

  await t.test('a microphone that is unplugged is said at once, and the floor and the camera stay', async () => {
    await lamp(page, 'Mời anh/chị nói').waitFor()
    await page.evaluate(() => {
      ;(globalThis as Kept).isUnplugged = true
    })
    await page.evaluate(end, 'microphone' as const)
    await page
      .getByText(/Không có micrô/)
      .first()
      .waitFor()
    await button(page, 'Tắt micrô').waitFor({ state: 'detached' })
    await page.waitForTimeout(300)
    const [voice, pictures] = [await packets('audio'), await packets('main')]
    await page.waitForTimeout(600)
    assert.equal(await packets('audio'), voice)
    assert.ok((await packets('main')) > pictures)
    await assertAccessible(page, 'unplugged')
  })

  await t.test('plugged in again it is taken without being asked for, and is heard', async () => {
    const before = await packets('audio')
    await page.evaluate(() => {
      ;(globalThis as Kept).isUnplugged = false
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
    })
    await until(async () => (await packets('audio')) > before + 5)
    assert.equal(await page.getByText(/Không có micrô/).count(), 0)
  })

  await t.test('each reads the documents for itself, page by page', async () => {
    await page.getByText('Tài liệu', { exact: true }).click()
    await button(page, 'Xem: Báo cáo').click()
    const read = page.locator('.document')
    await read.getByRole('img', { name: 'Báo cáo, trang 1 / 3' }).waitFor()
    await read.getByRole('button', { name: 'Trang sau' }).click()
    await read.getByRole('img', { name: 'Báo cáo, trang 2 / 3' }).waitFor()
    await button(page, 'Đóng: Báo cáo').click()
    assert.equal(await read.getByRole('img').count(), 0)
    assert.equal(fake.bodiesOf('POST /slide').length, 0, 'nobody else is shown it')
  })
  assert.deepEqual(faults, [])

  await t.test(
    'what a secretary types stands as a caption under the pictures, and is given back where it was not taken',
    async () => {
      const room = { ...furnishedRoom(), state: 'open' as const }
      const other = await FakeRoom.open(t, { room, me: SITES.secretary.site })
      other.media = peer
      const { page: typing } = await come({ browser: stage.browser, fake: other })
      await button(typing, 'Vào phòng giao ban').click()
      const field = typing.getByLabel('Gõ phụ đề')
      await field.fill('Bệnh viện Bạch Mai còn 12 giường.')
      await field.press('Enter')
      const captions = typing.locator('.caption-lines')
      await captions.getByText('Bệnh viện Bạch Mai còn 12 giường.').waitFor()
      assert.equal(await field.inputValue(), '')
      assert.equal(await captions.getAttribute('aria-live'), 'polite')
      await assertAccessible(typing, 'captions')
      await assertFits(typing, 'captions')
      other.fault = { status: 503, code: 'busy', vi: 'Máy chủ đang bận.', en: 'Busy.' }
      await field.fill('Dòng thứ hai.')
      await button(typing, 'Gửi phụ đề').click()
      await typing.getByText('Chưa thực hiện được: Máy chủ đang bận.').waitFor()
      assert.equal(await field.inputValue(), 'Dòng thứ hai.')
      other.fault = null
      await button(typing, 'Gửi phụ đề').click()
      await captions.getByText('Dòng thứ hai.').waitFor()
      assert.deepEqual(
        other.room.captions.map(({ text, language }) => [language, text]),
        [
          ['vi', 'Bệnh viện Bạch Mai còn 12 giường.'],
          ['vi', 'Dòng thứ hai.'],
        ],
      )
    },
  )
})

test('a site asks in writing and takes one back, and the chair answers one and gives the floor for another, wide and on a phone', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc', FEW_PICTURES_FLAGS)
  const { fake } = stage
  fake.tell({ state: 'open', beganAt: new Date().toISOString(), chair: SITES.ministry.site })
  const shown = async (page: Page, what: string) => {
    await assertAccessible(page, what)
    await assertFits(page, what)
    await SCREENSHOTS.take(page, what)
  }
  const site = await come(stage, { size: PHONE })
  const panel = site.page.locator('[data-panel=questions]')

  await t.test('what was not taken stays in the box, and is sent again as the same', async () => {
    await button(site.page, 'Vào phòng giao ban').click()
    await panel.getByText('Hỏi bằng văn bản').click()
    const box = panel.getByLabel('Câu hỏi gửi chủ trì')
    await box.fill('Khi nào có thuốc kháng vi-rút?')
    fake.fault = { status: 503, code: 'busy', vi: 'Máy chủ đang bận.', en: 'Busy.' }
    await button(site.page, 'Gửi câu hỏi').click()
    await site.page.getByText('Chưa thực hiện được: Máy chủ đang bận.').waitFor()
    assert.equal(await box.inputValue(), 'Khi nào có thuốc kháng vi-rút?')
    fake.fault = null
    await button(site.page, 'Gửi câu hỏi').click()
    await panel.getByText('Chờ trả lời', { exact: true }).waitFor()
    assert.equal(await box.inputValue(), '')
    const sent = fake.bodiesOf('POST /questions') as { id: string }[]
    assert.deepEqual([sent.length, new Set(sent.map(({ id }) => id)).size], [2, 1])
    await box.fill('Gửi nhầm')
    await button(site.page, 'Gửi câu hỏi').click()
    await panel.getByText('chờ trả lời: 2').waitFor()
    const wrong = panel.locator('li', { hasText: 'Gửi nhầm' })
    await wrong.getByRole('button', { name: 'Rút câu hỏi' }).click()
    await wrong.getByText('Đã rút').waitFor()
    await shown(site.page, 'questions-own-phone')
    await site.page.setViewportSize({ width: 1366, height: 768 })
    await shown(site.page, 'questions-own')
  })

  const room = { ...fake.room, sites: fake.room.sites.map(one => ({ ...one })) }
  const other = await FakeRoom.open(t, { room, me: SITES.ministry.site })
  other.media = stage.peer
  const { page: chair } = await come({ browser: stage.browser, fake: other })
  await button(chair, 'Vào phòng giao ban').click()
  const waiting = chair.locator('[data-group=questions]')

  await t.test('the chair has them in their order beside who wants to speak', async () => {
    const asked = (last: number, from: { site: string }, text: string): Question => ({
      id: `00000000-0000-4000-8000-00000000006${last}`,
      site: from.site,
      text,
      at: `2026-11-27T00:4${last}:00.000Z`,
      state: 'waiting',
      doneAt: null,
    })
    other.ask(asked(1, SITES.vietDuc, 'Khi nào có thuốc kháng vi-rút?'))
    other.ask(
      asked(
        2,
        SITES.choRay,
        'Bệnh viện còn 12 giường hồi sức, tỉnh bạn đề nghị chuyển 20 bệnh nhân nặng trong ngày mai. Xin ý kiến về đầu mối điều phối.',
      ),
    )
    await waiting.getByText('Xin ý kiến về đầu mối điều phối.').waitFor()
    await chair
      .getByText(/gửi câu hỏi bằng văn bản\.$/)
      .first()
      .waitFor({ state: 'attached' })
    await shown(chair, 'questions-chair')
    await chair.setViewportSize(PHONE)
    await shown(chair, 'questions-chair-phone')
  })

  await t.test('one is answered, for the other the floor is given, and none waits', async () => {
    const of = (text: string) => waiting.locator('li', { hasText: text })
    await of('thuốc').getByRole('button', { name: 'Đã trả lời' }).click()
    await of('thuốc').waitFor({ state: 'detached' })
    await of('giường').getByRole('button', { name: 'Mời phát biểu' }).click()
    await waiting.waitFor({ state: 'detached' })
    assert.deepEqual(
      other.questions.map(({ state }) => state),
      ['answered', 'answered'],
    )
    assert.equal(other.site(SITES.choRay.site).floor, 'granted')
  })
})

type Busy = typeof globalThis & { rest: () => void }

/** Runs in the page: it has the processor a fifth of the time. */
function hang(): void {
  const busy = setInterval(() => {
    const untilMs = performance.now() + 400
    while (performance.now() < untilMs);
  }, 500)
  ;(globalThis as Busy).rest = () => clearInterval(busy)
}

test('a computer that hangs is said to be slow, and its line to be good only where it is; when it is quick again nothing is said', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc', FEW_PICTURES_FLAGS)
  const { fake } = stage
  fake.tell({ state: 'open', beganAt: new Date().toISOString(), chair: SITES.ministry.site })
  const { page } = await come(stage)
  await button(page, 'Vào phòng giao ban').click()
  await button(page, 'Đăng ký phát biểu').waitFor()
  const slow = page.getByText(/^Máy tính này đang chậm/)
  await page.evaluate(hang)
  await slow.getByText('Đường truyền vẫn tốt.').waitFor()
  await until(async () => fake.bodiesOf('POST /beat').some(body => (body as { isSlow?: boolean }).isSlow === true))
  fake.tellSite(SITES.vietDuc.site, { line: 'D' })
  await page.getByText('Máy tính này đang chậm: đóng bớt các chương trình khác.', { exact: true }).waitFor()
  await page.evaluate(() => (globalThis as Busy).rest())
  await slow.waitFor({ state: 'detached' })
  await until(async () => isDeepStrictEqual(fake.bodiesOf('POST /beat').at(-1), {}))
})

type Net = typeof globalThis & { hasNetwork: boolean }

/** Runs in the page: as on a computer without any network, a connection finds no way while there is none. */
function losableNetwork(): void {
  const net = globalThis as Net
  net.hasNetwork = true
  const Real = RTCPeerConnection
  net.RTCPeerConnection = new Proxy(Real, {
    construct: (target, [given]) => new target({ ...given, ...(!net.hasNetwork && { iceTransportPolicy: 'relay' }) }),
  })
}

test('a connection that does not come says why and what to do, in place of Connecting for ever, and comes as soon as it can', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t, 'vietDuc', FEW_PICTURES_FLAGS)
  const { fake, peer } = stage
  const { page } = await come(stage, {}, losableNetwork)
  fake.tell({ state: 'open', beganAt: new Date().toISOString(), chair: SITES.ministry.site })
  const notice = (text: RegExp) => page.locator('.notice', { hasText: text })

  await t.test('where the network lets nothing through', async () => {
    // The other end never hears where this one is.
    fake.media = { offer: async join => await peer.offer(join), answer: async () => {} }
    await button(page, 'Vào phòng giao ban').click()
    await notice(/Đang nối tiếng và hình…/).waitFor()
    await notice(/Mạng ở đây chặn tiếng và hình \(UDP\)/).waitFor()
    await assertAccessible(page, 'stuck-udp')
    await assertFits(page, 'stuck-udp')
    await SCREENSHOTS.take(page, 'stuck-udp')
  })

  await t.test('where the browser finds no network at all', async () => {
    await page.evaluate(() => {
      ;(globalThis as Net).hasNetwork = false
    })
    await notice(/Trình duyệt không tìm thấy mạng cho/).waitFor()
    await page.setViewportSize(PHONE)
    await assertFits(page, 'stuck-none-phone')
    await SCREENSHOTS.take(page, 'stuck-none-phone')
  })

  await t.test('it was sought all the time, and is there once there is a way', async () => {
    assert.ok(fake.bodiesOf('POST /media').length > 2)
    fake.media = peer
    await page.evaluate(() => {
      ;(globalThis as Net).hasNetwork = true
    })
    await page.locator('.notice').waitFor({ state: 'detached' })
    await lamp(page, 'Không ai nghe thấy anh/chị').waitFor()
  })

  await t.test('a computer that is off the network is told so, until it is on it again', async () => {
    await page.context().setOffline(true)
    fake.cutStreams()
    await notice(/Máy này không có mạng/).waitFor()
    await page.context().setOffline(false)
    await notice(/Máy này không có mạng/).waitFor({ state: 'detached' })
  })
})

test('a microphone that was chosen is used at once, and again by the page that comes the next day', async t => {
  if (!hasChromium(t)) return
  // Three microphones, as this browser's fake ones are.
  const stage = await openStage(t, 'vietDuc', FEW_PICTURES_FLAGS)
  const { page, faults } = await come(stage, {}, keepDevices)
  const choice = page.getByLabel('Chọn micrô')
  await choice.waitFor()
  const names = await choice.locator('option').allTextContents()
  const [first, last] = [names[0], names.at(-1)]
  assert.ok(last !== undefined && last !== first)
  const used = async () => await page.evaluate(() => (globalThis as Kept).given.microphone?.label ?? null)
  assert.equal(await used(), first)
  await choice.selectOption({ label: last })
  await until(async () => (await used()) === last)
  await assertAccessible(page, 'check-choice')
  await assertFits(page, 'check-choice')
  const sheet = page.locator('section.sheet', { has: choice })
  const [inner, outer] = await Promise.all([choice.boundingBox(), sheet.boundingBox()])
  assert.ok(inner !== null && outer !== null)
  assert.ok(inner.x + inner.width <= outer.x + outer.width, 'it stands within its sheet')
  await SCREENSHOTS.take(page, 'check-choice')
  await page.reload()
  await until(async () => (await used()) === last)
  await until(async () => (await choice.locator('option:checked').textContent()) === last)
  assert.deepEqual(faults, [])
})
