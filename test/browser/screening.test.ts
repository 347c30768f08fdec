/**
 * Health checks in the console: whoever manages sees counts, whoever is on duty sees alerts, an administrator keeps the
 * kiosks. What it looks like is left in screenshots-kiosk/.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { KioskIdentity } from '../../src/areas/screening/model.ts'
import { type Person, personOf, serveHere, staffOf } from '../authority/stage.ts'
import type { Databases } from '../postgres/databases.ts'
import { hasChromium, type Visitor, visitor } from './chromium.ts'
import { assertAccessible, assertFits, assertSpeaks, settled } from './inspection.ts'
import { inEnglish, lookInEnglish, lookInTheDark, lookOnPhone, lookWide, onPhone } from './manners.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { Viewers } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-kiosk')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases
const DOORS = ['Cửa chính', 'Cửa sau']
const NAMES = [
  ...DOORS,
  'Máy 1',
  'Máy 2',
  'Máy mới',
  'Cửa Bắc',
  'Quản trị',
  'Loa',
  'Bộ Y tế',
  'truc',
  'kiem.tra',
  'FHIR',
  'Bundle',
  'Observation',
]

interface ScreeningPageFixture {
  readonly url: string
  readonly browser: Browser
  readonly people: Readonly<Record<'administrator' | 'auditor' | 'duty', Person>>
  /** Sends two high temperatures for this badge, eleven minutes apart, from the kiosk of the first door. */
  readonly call: (badge: string) => Promise<void>
}

/** Two doors with some days of people; one kiosk each. */
async function openStage(t: TestContext): Promise<ScreeningPageFixture> {
  const server = await serveHere(t, embedded)
  const { administrator, auditor } = await staffOf(server)
  const duty = await personOf(administrator, 'duty', 'truc@bo.example')
  const kiosks: KioskIdentity[] = []
  for (const [at, name] of DOORS.entries()) {
    const door = await administrator.well('POST', '/api/v1/screening/doors', { name })
    const { code } = await administrator.well('POST', '/api/v1/screening/kiosks', {
      door: door.id,
      name: `Máy ${at + 1}`,
    })
    const { token } = await server.areas.screening.useCases.enrolKiosk(code)
    kiosks.push(await server.areas.screening.useCases.authenticateKiosk(token))
  }
  const send = async (
    kiosk: KioskIdentity,
    entries: readonly { celsius: number; badge: string | null; agoMs: number }[],
  ) => {
    const now = Date.now()
    await server.areas.screening.useCases.takeFromKiosk(kiosk, {
      sentAt: new Date(now).toISOString(),
      waiting: 0,
      entries: entries.map(({ celsius, badge, agoMs }) => ({
        id: randomUUID(),
        celsius,
        badge,
        follows: null,
        at: new Date(now - agoMs).toISOString(),
      })),
    })
  }
  for (let day = 0; day < 4; day++)
    for (const [at, kiosk] of kiosks.entries())
      await send(
        kiosk,
        Array.from({ length: at === 0 ? 40 : 25 }, (_, i) => ({
          celsius: i < (at === 0 ? 7 : 2) ? 38.1 : 36.4,
          badge: null,
          agoMs: day * DAY + i * 1000,
        })),
      )
  const call = async (badge: string) =>
    await send(kiosks[0], [
      { celsius: 38.2, badge, agoMs: 11 * MINUTE },
      { celsius: 37.9, badge, agoMs: 0 },
    ])
  await call('A1')
  await server.areas.screening.useCases.lookAfter()
  const browser = await browserFor(t)
  return { url: server.url, browser, people: { administrator, auditor, duty }, call }
}

async function open({ browser, url }: ScreeningPageFixture, person: Person): Promise<Visitor> {
  const visit = await visitor(browser, url)
  await visit.context.addCookies(cookiesOf(person, url))
  return visit
}

function cookiesOf({ cookies }: Person, url: string) {
  return [...cookies].map(([name, value]) => ({ name, value, url }))
}

async function assertGood(page: Page, what: string): Promise<void> {
  await settled(page)
  await assertAccessible(page, what)
  await assertFits(page, what)
  await assertSpeaks(page, 'vi', { names: NAMES, what })
  await SCREENSHOTS.take(page, `console-${what}`)
}

test('each role sees what is its own, wide, on a phone, dark and in English', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t)
  const viewers = new Viewers<Person>(
    stage.browser,
    stage.url,
    {},
    async (person, context) => await context.addCookies(cookiesOf(person, stage.url)),
  )
  for (const [role, person] of Object.entries(stage.people)) {
    const { page, faults } = await viewers.open(person, '/screening')
    const seen = { name: `console-${role}`, names: NAMES, shots: SCREENSHOTS }
    await page.getByRole('cell', { name: 'Cả tháng' }).waitFor()
    await lookWide(page, seen)
    await assertOwn(page, role, 'vi')
    if (role === 'duty') await lookInTheDark(page, seen)
    await lookOnPhone(page, seen)
    await onPhone(page, async () => await assertOwn(page, role, 'vi'))
    await lookInEnglish(page, seen)
    await inEnglish(page, async () => await assertOwn(page, role, 'en'))
    assert.deepEqual(faults, [])
    viewers.release()
  }
  await viewers.close()
})

/** Alerts and measurements are the duty officer's, settings the administrator's. */
async function assertOwn(page: Page, role: string, language: 'vi' | 'en'): Promise<void> {
  const has = async (name: string) => (await page.getByRole('heading', { name }).count()) > 0
  const [alerts, taken, settings, hidden] = {
    vi: ['Cảnh báo cho cán bộ trực', 'Xuất dữ liệu', 'Cài đặt', /ẩn/] as const,
    en: ['Alerts for the duty officer', 'Export', 'Settings', /hidden/] as const,
  }[language]
  assert.equal(await has(alerts), role === 'duty')
  assert.equal(await has(taken), role === 'duty')
  assert.equal(await has(settings), role === 'administrator')
  const text = (await page.locator('main').textContent()) ?? ''
  if (role !== 'duty') assert.doesNotMatch(text, /38[.,]2|37[.,]9/)
  assert.match(text, hidden)
}

test('the duty officer lands where the alert waits, is taken to the alerts, hears of a new one at once, and writes down what was done', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t)
  const { page } = await open(stage, stage.people.duty)
  await page.goto('/')
  await page
    .getByRole('link', { name: /^Cảnh báo thân nhiệt/ })
    .first()
    .click()
  await page.waitForURL('**/screening')
  await page.getByText('Máy chủ chưa được cài đặt để gửi cảnh báo').waitFor()
  const rows = page.getByRole('table', { name: 'Cảnh báo cho cán bộ trực' }).locator('tbody tr')
  await rows.first().waitFor()
  assert.equal(await rows.count(), 1)
  assert.match((await rows.first().textContent()) ?? '', /chưa báo được cho ai/)
  await stage.call('B2')
  await page.waitForFunction(() => document.querySelectorAll('table tbody')[0]?.childElementCount === 2)
  await rows
    .first()
    .getByRole('button', { name: /Ghi kết quả xử lý/ })
    .click()
  const dialogue = page.getByRole('dialog')
  await dialogue.getByRole('button', { name: 'Ghi kết quả xử lý' }).click()
  await dialogue.getByText('Chọn kết quả xử lý.').first().waitFor()
  await assertGood(page, 'duty-close')
  await dialogue.getByLabel('Đưa tới cơ sở y tế').check()
  await dialogue.getByRole('button', { name: 'Ghi kết quả xử lý' }).click()
  await page.getByText('Đưa tới cơ sở y tế, truc').waitFor()
  assert.equal(await rows.count(), 1)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải tệp FHIR' }).click()
  const file = await (await saved).path()
  const bundle = JSON.parse(readFileSync(file, 'utf8'))
  assert.equal(bundle.resourceType, 'Bundle')
  assert.ok(bundle.entry.length > 60)
})

test('an administrator adds a door, which is listed, and only then a kiosk at it, sees its code once, and revokes it', async t => {
  if (!hasChromium(t)) return
  const stage = await openStage(t)
  const { page } = await open(stage, stage.people.administrator)
  const lists = /\/api\/v1\/screening\/(doors|kiosks)$/
  await page.route(lists, route => route.fulfill({ json: [] }))
  await page.goto('/screening')
  await page.getByText('Thêm một cửa, rồi thêm máy cho cửa đó.').waitFor()
  await page.getByRole('button', { name: 'Thêm cửa' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Thêm máy' }).count(), 0)
  assert.equal(await page.getByRole('table', { name: 'Cửa ra vào' }).count(), 0)
  await page.unroute(lists)
  await page.reload()
  const doors = page.getByRole('table', { name: 'Cửa ra vào' }).locator('tbody tr')
  await doors.nth(DOORS.length - 1).waitFor()
  assert.equal(await doors.count(), DOORS.length)
  await page.getByRole('button', { name: 'Thêm cửa' }).click()
  await page.getByRole('dialog').getByLabel('Tên cửa').fill('Cửa chính')
  await page.getByRole('dialog').getByRole('button', { name: 'Thêm cửa' }).click()
  await page.getByText('Đã có cửa tên Cửa chính').first().waitFor()
  await page.getByRole('dialog').getByLabel('Tên cửa').fill('Cửa Bắc')
  await page.getByRole('dialog').getByRole('button', { name: 'Thêm cửa' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const north = doors.filter({ hasText: 'Cửa Bắc' })
  assert.match((await north.textContent()) ?? '', /^Cửa Bắc0/)
  await page.getByRole('button', { name: 'Thêm máy' }).click()
  await page.getByRole('dialog').getByLabel('Cửa').selectOption('Cửa Bắc')
  await page.getByLabel('Tên máy').fill('Máy mới')
  await page.getByRole('dialog').getByRole('button', { name: 'Thêm máy' }).click()
  const code = page.getByLabel('Mã đăng ký của Máy mới')
  await code.waitFor()
  assert.match(await code.inputValue(), /^[A-Z]{4}-[A-Z]{4}-[A-Z]{4}$/)
  await SCREENSHOTS.take(page, 'console-code')
  await page.getByRole('button', { name: 'Đã ghi lại mã' }).click()
  await page.getByRole('row', { name: /Máy mới.*chờ nhập mã/ }).waitFor()
  assert.match((await north.textContent()) ?? '', /^Cửa Bắc1/)
  await page.getByRole('button', { name: 'Thu hồi: Máy mới' }).click()
  await page.getByLabel('Gõ tên máy: Máy mới').fill('Máy mới')
  await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click()
  await page.getByRole('row', { name: /Máy mới.*đã thu hồi/ }).waitFor()
  await page.getByLabel('Ngưỡng (°C)').fill('36,55')
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click()
  await page.getByText('Nhập ngưỡng từ 35,0 đến 40,0').first().waitFor()
  await page.getByLabel('Ngưỡng (°C)').fill('37.8')
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click()
  await page.getByText(/từ 37,8 °C trở lên thì chờ 10 phút/).waitFor()
})
