/**
 * The kiosk at the door in a real browser: enrolled by a code, ten seconds a person, without a network for a thousand of
 * them, and nothing lost or doubled: the server is the witness. What it looks like is left in screenshots-kiosk/.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { wallDate } from '../../src/base/wall-time.ts'
import { TIME_ZONE } from '../../src/country/vn/time-zone.ts'
import { type InProcess, type Person, personOf, serveHere, staffOf } from '../authority/stage.ts'
import { testMore } from '../parts.ts'
import type { Databases } from '../postgres/databases.ts'
import { hasChromium, PHONE, visitor } from './chromium.ts'
import { assertAccessible, assertFits, assertTouchable } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'

const SCREENSHOTS = new Screenshots('screenshots-kiosk')
const TABLET = { width: 1280, height: 800 }
const UPRIGHT = { width: 800, height: 1280 }
const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

/** A server with one door and one kiosk. `door` and `kiosk` are ids; `code` enrols the kiosk. */
interface KioskFixture {
  readonly server: InProcess
  readonly administrator: Person
  readonly duty: Person
  readonly door: string
  readonly kiosk: string
  readonly code: string
  readonly browser: Browser
}

async function openStage(t: TestContext): Promise<KioskFixture> {
  const server = await serveHere(t, embedded)
  const { administrator } = await staffOf(server)
  const duty = await personOf(administrator, 'duty', 'truc@bo.example')
  const door = await administrator.well('POST', '/api/v1/screening/doors', { name: 'Cửa chính' })
  const made = await administrator.well('POST', '/api/v1/screening/kiosks', { door: door.id, name: 'Máy 1' })
  const browser = await browserFor(t)
  return { server, administrator, duty, browser, door: door.id, kiosk: made.kiosk.id, code: made.code }
}

const shot = async (page: Page, name: string) => await SCREENSHOTS.take(page, name)

const key = (page: Page, name: string) =>
  page.locator('#keys button:visible').filter({ hasText: new RegExp(`^${name}$`) })

async function enrol(page: Page, code: string): Promise<void> {
  await page.goto('/kiosk')
  await page.getByLabel('Mã đăng ký').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Đăng ký' }).click()
  await page.locator('#desk').waitFor()
}

/** The page's own worker keeps the page: from then on it opens without a network. */
async function untilOfflineReady(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const { active } = await navigator.serviceWorker.ready
    return active?.state === 'activated' && (await caches.match('/kiosk')) !== undefined
  })
}

interface Observation {
  readonly resourceType: string
  readonly id: string
  readonly note?: unknown
  readonly valueQuantity: { readonly value: number }
}

/** What the server has, as it exports it. */
async function stored({ duty }: KioskFixture): Promise<readonly Observation[]> {
  const day = wallDate(Date.now(), TIME_ZONE)
  const before = wallDate(Date.now() - 24 * 3_600_000, TIME_ZONE)
  const bundle = await duty.well('GET', `/api/v1/screening/export?from=${before}&until=${day}`)
  const resources = (bundle.entry ?? []).map((one: { resource: Observation }) => one.resource)
  return resources.filter((one: Observation) => one.resourceType === 'Observation')
}

async function assertGood(page: Page, what: string): Promise<void> {
  await assertAccessible(page, what)
  await assertFits(page, what)
  await assertTouchable(page, what)
}

test('a person is measured in eight presses; a fever waits, is measured again, and the duty officer hears of it', async t => {
  if (!hasChromium(t)) return
  SCREENSHOTS.clear()
  const stage = await openStage(t)
  const { page, context, faults } = await visitor(stage.browser, stage.server.url, { size: TABLET })
  await page.clock.install()
  await page.goto('/kiosk')
  await page.getByRole('button', { name: 'Đăng ký' }).click()
  await page.getByText('Nhập mã đăng ký.').waitFor()
  await assertGood(page, 'enrol')
  await page.getByLabel('Mã đăng ký').fill('BCDF-GHJK-LMNP')
  await page.getByRole('button', { name: 'Đăng ký' }).click()
  await page.getByText('Mã này sai, đã dùng hoặc đã hết hạn.').waitFor()
  await shot(page, 'enrol-wrong')
  await enrol(page, stage.code)
  await untilOfflineReady(page)
  await page.getByText('Cửa chính · Máy 1').waitFor()
  await assertGood(page, 'ready')
  await shot(page, 'ready')

  // One hand: four digits of the badge, on, three of the temperature, save.
  for (const each of ['1', '0', '4', '2']) await key(page, each).click()
  await page.getByRole('button', { name: 'Tiếp' }).click()
  for (const each of ['3', '6', '5']) await key(page, each).click()
  assert.equal(await page.getByLabel('Nhiệt độ, °C').inputValue(), '36,5')
  await shot(page, 'typed')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Mời vào').waitFor()
  await page.getByText('Nhớ sát khuẩn tay').waitFor()
  await page.getByText('Đã gửi hết').waitFor()
  await assertGood(page, 'pass')
  await shot(page, 'pass')
  assert.deepEqual(
    (await stored(stage)).map(one => one.valueQuantity.value),
    [36.5],
  )

  await t.test('a temperature that cannot be is said to be none, and nothing is stored', async () => {
    await page.getByRole('button', { name: 'Khách' }).click()
    for (const [typed, sentence] of [
      ['986', /giống độ F/],
      ['3655', /Chỉ một chữ số/],
      ['297', /Dưới 30,0/],
      ['455', /Trên 45,0/],
      ['', /Hãy nhập nhiệt độ/],
    ] as const) {
      await page.getByLabel('Nhiệt độ, °C').fill(typed)
      await page.getByRole('button', { name: 'Lưu' }).click()
      await page.getByText(sentence).waitFor()
    }
    await assertGood(page, 'fault')
    await shot(page, 'fault')
    await page.getByLabel('Nhiệt độ, °C').fill('37.2')
    await page.keyboard.press('Enter')
    await page.getByText('37,2 °C').waitFor()
    await page.getByText('Đã gửi hết').waitFor()
    assert.deepEqual((await stored(stage)).map(one => one.valueQuantity.value).toSorted(), [36.5, 37.2])
  })

  await t.test('a kiosk is worked by a keyboard or a badge reader alone', async () => {
    await page.keyboard.type('a77')
    await page.keyboard.press('Enter')
    await page.keyboard.type('36,4')
    await page.keyboard.press('Enter')
    await page.getByText('36,4 °C').waitFor()
    await page.getByText('Đã gửi hết').waitFor()
    assert.equal((await stored(stage)).length, 3)
  })

  await t.test('letters of a badge have keys too', async () => {
    await page.getByRole('button', { name: 'ABC: chữ cái' }).click()
    await assertGood(page, 'letters')
    await shot(page, 'letters')
    await key(page, 'Q').click()
    assert.equal(await page.getByLabel('Số thẻ').inputValue(), 'Q')
    await page.getByRole('button', { name: '123: chữ số' }).click()
    await page.getByRole('button', { name: 'Xóa' }).click()
    assert.equal(await page.getByLabel('Số thẻ').inputValue(), '')
  })

  await t.test('37,5 waits; after the wait a second 37,6 calls the duty officer', async () => {
    // Without a network the tablet's clock is the only one, so that ten minutes can pass at once.
    await context.setOffline(true)
    for (const each of ['2', '0', '1', '9']) await key(page, each).click()
    await page.keyboard.press('Enter')
    await page.keyboard.type('375')
    await page.keyboard.press('Enter')
    await page.getByText('Đo lại sau 10 phút').waitFor()
    await page.getByText('Mất mạng, vẫn nhập được').waitFor()
    await page.getByRole('button', { name: /2019 · 37,5 °C · còn \d+:\d\d/ }).click()
    await assertGood(page, 'wait')
    await shot(page, 'wait')
    await page.clock.fastForward('10:01')
    await page.getByRole('button', { name: /2019 · 37,5 °C · Đo lại ngay/ }).click()
    await page.getByText('Đo lại: 2019').waitFor()
    await assertGood(page, 'again')
    await shot(page, 'again')
    await page.keyboard.type('376')
    await page.keyboard.press('Enter')
    await page.getByText('Gọi cán bộ trực').waitFor()
    await page.getByText('Mất mạng, chưa gửi được cảnh báo').waitFor()
    await assertGood(page, 'call')
    await shot(page, 'call-offline')
    await context.setOffline(false)
    await page.getByText('Máy chủ đã nhận cảnh báo.').waitFor()
    await page.getByText(/Đồng hồ máy này lệch 10 phút/).waitFor()
    await shot(page, 'call')
    const { open } = await stage.duty.well('GET', '/api/v1/screening/alerts')
    assert.equal(open.length, 1)
    assert.deepEqual([open[0].first.celsius, open[0].second.celsius], [37.5, 37.6])
    assert.equal(open[0].who, 'badge')
    const [kiosk] = await stage.administrator.well('GET', '/api/v1/screening/kiosks')
    assert.ok(Math.abs(kiosk.clockSkewMs - 601_000) < 60_000, String(kiosk.clockSkewMs))
  })

  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('Call the duty officer').waitFor()
  await assertGood(page, 'English')
  await shot(page, 'call-english')
  const refused = (fault: string) => /40[013]|ERR_INTERNET_DISCONNECTED/.test(fault)
  assert.deepEqual(
    faults.filter(fault => !refused(fault)),
    [],
  )
})

testMore('nothing of the kiosk is cut off on a tablet that stands upright and on a phone', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t)
  for (const [name, size] of [
    ['upright', UPRIGHT],
    ['phone', PHONE],
  ] as const) {
    const { code } = await stage.administrator.well('POST', `/api/v1/screening/kiosks/${stage.kiosk}/code`)
    const { page, context } = await visitor(stage.browser, stage.server.url, { size })
    await enrol(page, code)
    await assertGood(page, name)
    await shot(page, `${name}-ready`)
    await page.getByRole('button', { name: 'Khách' }).click()
    await page.getByLabel('Nhiệt độ, °C').fill('378')
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Đo lại sau 10 phút').waitFor()
    await assertGood(page, `${name}, wait`)
    await shot(page, `${name}-wait`)
    await context.close()
  }
})

const PEOPLE = 1000

testMore(
  'of a thousand entries without a network, over a new start and cut answers, none is lost and none doubled',
  async t => {
    if (!hasChromium(t)) return
    const stage = await openStage(t)
    const { page, context } = await visitor(stage.browser, stage.server.url, { size: TABLET })
    await enrol(page, stage.code)
    await untilOfflineReady(page)
    await context.setOffline(true)
    await enterMany(page, 1, PEOPLE / 2)
    await page.getByText(`${PEOPLE / 2} lần đo chờ gửi`).waitFor()
    await page.reload()
    await page.getByText(`${PEOPLE / 2} lần đo chờ gửi`).waitFor()
    await page.getByText('Mất mạng, vẫn nhập được').waitFor()
    await enterMany(page, PEOPLE / 2 + 1, PEOPLE / 2)
    await page.getByText(`${PEOPLE} lần đo chờ gửi`).waitFor()
    await shot(page, 'thousand-waiting')
    const made = await keptIds(page)
    assert.equal(new Set(made).size, PEOPLE)

    const answered = await cutAnswers(context, 3)
    await context.setOffline(false)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByText('Đã gửi hết').waitFor({ timeout: 60_000 })
    assert.equal(answered(), 3, 'answers that were cut after the server had stored the entries')
    const there = await stored(stage)
    assert.deepEqual(there.map(({ id }) => id).toSorted(), made.toSorted())
    const month = wallDate(Date.now(), TIME_ZONE).slice(0, 7)
    const counts = await stage.duty.well('GET', `/api/v1/screening/months/${month}`)
    assert.equal(counts.sum.checked, PEOPLE)
    assert.deepEqual(await keptIds(page), [])
    t.diagnostic(`${PEOPLE} entries kept without a network, ${there.length} stored, 3 answers cut`)
  },
)

test('a kiosk that was revoked says so and forgets what was entered; enrolled again it takes people anew', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t)
  const { page, context } = await visitor(stage.browser, stage.server.url, { size: TABLET })
  await enrol(page, stage.code)
  await context.setOffline(true)
  await enterMany(page, 1, 3)
  assert.equal((await keptIds(page)).length, 3)
  await stage.administrator.well('POST', `/api/v1/screening/kiosks/${stage.kiosk}/revoke`)
  await context.setOffline(false)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText('Máy này đã bị thu hồi').waitFor()
  await page.waitForFunction(() => document.querySelector<HTMLElement>('#unsent')?.dataset.count === '0')
  assert.deepEqual(await keptIds(page), [])
  await shot(page, 'revoked')
  const { code } = await stage.administrator.well('POST', `/api/v1/screening/kiosks/${stage.kiosk}/code`)
  await page.getByLabel('Mã đăng ký').fill(code)
  await page.getByRole('button', { name: 'Đăng ký' }).click()
  await page.locator('#desk').waitFor()
  await page.getByText('Đã gửi hết').waitFor()
  assert.equal((await stored(stage)).length, 0)
  await context.setOffline(true)
  await enterMany(page, 4, 1)
  await context.setOffline(false)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText('Đã gửi hết').waitFor()
  assert.equal((await stored(stage)).length, 1)
})

test('what a tablet without a network has kept for a day is gone from it', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t)
  const { page, context } = await visitor(stage.browser, stage.server.url, { size: TABLET })
  await enrol(page, stage.code)
  await untilOfflineReady(page)
  await context.setOffline(true)
  await enterMany(page, 1, 2)
  // It looks when it is opened, and every minute from then on.
  const openedAfter = async (hours: number) => {
    await page.clock.setFixedTime(Date.now() + hours * 3600_000)
    await page.reload()
    await page.waitForFunction(() => document.querySelector<HTMLElement>('#unsent')?.dataset.count !== undefined)
  }
  await openedAfter(23)
  assert.equal((await keptIds(page)).length, 2)
  await openedAfter(25)
  await page.waitForFunction(() => document.querySelector<HTMLElement>('#unsent')?.dataset.count === '0')
  assert.deepEqual(await keptIds(page), [])
})

const KEPT_WITHIN_MS = 20_000

/** Without a network. By the keys of the screen, faster than they are saved, as a badge reader does; each badge once. */
async function enterMany(page: Page, first: number, count: number): Promise<void> {
  await page.evaluate(
    async ({ first, count, keptWithinMs }) => {
      const found = (selector: string) => document.querySelector(selector) as HTMLElement
      const keys = new Map(
        [...document.querySelectorAll<HTMLElement>('.digits button')].map(each => [each.textContent, each]),
      )
      const unsent = () => Number(found('#unsent').dataset.count)
      const before = unsent()
      for (let done = 0; done < count; done++) {
        for (const digit of String(first + done).padStart(4, '0')) keys.get(digit)!.click()
        found('#enter').click()
        for (const digit of '364') keys.get(digit)!.click()
        found('#enter').click()
      }
      const ends = performance.now() + keptWithinMs
      while (unsent() < before + count) {
        if (performance.now() > ends)
          throw new Error(`kept ${unsent() - before} of ${count}: ${found('#desk').textContent}`)
        await new Promise(resolve => setTimeout(resolve, 5))
      }
    },
    { first, count, keptWithinMs: KEPT_WITHIN_MS },
  )
}

async function keptIds(page: Page): Promise<readonly string[]> {
  return await page.evaluate(
    async () =>
      await new Promise<string[]>((resolve, reject) => {
        const opened = indexedDB.open('loa-kiosk')
        opened.onerror = () => reject(opened.error)
        opened.onblocked = () => reject(new Error('another page keeps it from being opened'))
        opened.onsuccess = () => {
          const all = opened.result.transaction('entry').objectStore('entry').getAll()
          all.onsuccess = () => {
            opened.result.close()
            resolve(all.result.map((one: { id: string }) => one.id))
          }
        }
      }),
  )
}

/** The server stores these batches, and the tablet never hears of it. */
async function cutAnswers(context: BrowserContext, times: number): Promise<() => number> {
  let cut = 0
  await context.route('**/api/v1/screening/kiosk/entries', async route => {
    const { entries } = route.request().postDataJSON() as { entries: unknown[] }
    if (entries.length === 0 || cut >= times) return await route.continue()
    cut++
    await route.fetch()
    await route.abort('connectionreset')
  })
  return () => cut
}
