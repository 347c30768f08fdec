/**
 * Briefings in real browsers: every page wide, on a phone, in the dark and in English; then the work of two secretaries and an
 * approver, from a new site over a roster that is taken over, links, a document and minutes by keyboard to a signed instruction.
 * What it looks like is left in screenshots-briefing/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import PDFDocument from 'pdfkit'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Briefing, Instruction } from '../../src/areas/briefing/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import { isMore } from '../parts.ts'
import { cancel, closeMinutes, loadAgain, putOut, takeConclusions } from './briefing-deeds.ts'
import { hasChromium, type Visitor, visitor } from './chromium.ts'
import { lookAtEveryPage, opening, type Shown } from './every-page.ts'
import { descriptionOf } from './fields.ts'
import {
  AGENDA_TITLES,
  DECISION,
  type FurnishedBriefings,
  HELD,
  MINISTRY,
  ORDER,
  openBriefings,
  PLANNED,
  STATEMENT,
  withLines,
} from './furnished-briefing.ts'
import { assertAccessible, settled } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { type Cookies, signedIn } from './signed-in.ts'
import { visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-briefing')
SCREENSHOTS.clear()

const PAGES = ({ planned, held, instructions }: FurnishedBriefings): readonly Shown[] => [
  { name: 'briefings', path: '/briefings', as: 'editor' },
  { name: 'sites', path: '/briefings/sites', as: 'editor' },
  { name: 'site-edit', path: '/briefings/sites', as: 'editor', act: opening(/^Sửa: Bệnh viện Bạch Mai/) },
  { name: 'sites-read', path: '/briefings/sites', as: 'auditor' },
  { name: 'planned', path: `/briefings/${planned}`, as: 'editor' },
  { name: 'planned-read', path: `/briefings/${planned}`, as: 'auditor' },
  { name: 'prepare', path: `/briefings/${planned}/prepare`, as: 'editor' },
  {
    name: 'prepare-faults',
    path: '/briefings/new',
    as: 'editor',
    act: async page => {
      await page.getByRole('button', { name: 'Lưu buổi giao ban' }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'links', path: `/briefings/${planned}/links`, as: 'editor' },
  { name: 'live', path: `/briefings/${planned}/live`, as: 'editor' },
  { name: 'live-over', path: `/briefings/${held}/live`, as: 'editor' },
  { name: 'held', path: `/briefings/${held}`, as: 'editor' },
  { name: 'held-read', path: `/briefings/${held}`, as: 'auditor' },
  { name: 'order', path: `/briefings/${held}`, as: 'editor', act: opening(/^Giao thành nhiệm vụ/) },
  { name: 'instructions', path: '/instructions', as: 'approver' },
  { name: 'instruction-draft', path: `/instructions/${instructions[0]}`, as: 'editor' },
  { name: 'instruction-submit', path: `/instructions/${instructions[0]}`, as: 'editor', act: opening('Trình duyệt…') },
  { name: 'instruction-decide', path: `/instructions/${instructions[1]}`, as: 'approver' },
  { name: 'instruction-issued', path: `/instructions/${instructions[2]}`, as: 'auditor' },
]

const ALIKE = new Set([
  ...['sites-read', 'planned-read', 'held-read', 'live-over', 'instruction-issued'],
  ...['site-edit', 'prepare-faults', 'order', 'instruction-submit'],
])

/** Also looked at in the dark. */
const FEW = new Set(['briefings', 'held', 'live', 'instruction-decide'])

test('briefings in real browsers', async t => {
  if (!hasChromium(t)) return
  const browser = await browserFor(t)
  const town = await openBriefings()
  t.after(async () => await town.town.close())
  const cookies = await signedIn(browser, town.town)
  const cookiesOf = (who: Role): Cookies => cookies.get(who) ?? []
  await lookAtEveryPage(t, {
    browser,
    cookies,
    town: town.town,
    pages: PAGES(town),
    whose: 'briefings',
    names: namesOf(town),
    screenshots: SCREENSHOTS,
    alike: ALIKE,
    manners: {
      dark: FEW,
      phone: ({ as }) => as !== 'auditor',
      english: ({ act, as }) => act === undefined && as !== 'auditor',
    },
    enter: async page => await withLines(page, town),
  })
  if (isMore)
    await t.test(
      'a view of briefings says that it loads, that it failed, tries again, and reaches the older ones page by page',
      async () => withoutData(browser, town, cookiesOf('auditor')),
    )
  const secretary = await visitor(browser, town.town.url)
  await secretary.context.addCookies(cookiesOf('editor'))
  await t.test(
    'a secretary prepares the next briefing, makes its links and adds a document',
    async () => await prepare(secretary),
  )
  await t.test(
    'minutes are typed by keyboard alone, and a decision is issued by another person',
    async () => await keepMinutes(browser, town, secretary, cookiesOf),
  )
  const scene = { browser, town, page: secretary.page }
  await t.test(
    'a page of the room whose scripts failed to load is reloaded by itself, and says so when that has failed too often',
    () => loadAgain(scene),
  )
  await t.test('a site that is put out learns it at once, and its link opens nothing', () => putOut(scene))
  await t.test('a briefing is cancelled with a reason, and the links of its sites say so', () => cancel(scene))
  await t.test('minutes are closed by who types how many decisions they hold, for good', () => closeMinutes(scene))
  if (isMore)
    await t.test('the conclusions are taken along as DOCX, PDF and HTML, in both languages', () =>
      takeConclusions(scene),
    )
})

function namesOf({ town, sites }: FurnishedBriefings): readonly string[] {
  return [
    town.url,
    ...town.accounts.map(({ name }) => name),
    ...sites.flatMap(({ name, short, responsible }) => [
      name,
      short,
      responsible.name,
      responsible.title ?? '',
      responsible.mail ?? '',
    ]),
    HELD,
    PLANNED,
    ...AGENDA_TITLES,
    STATEMENT,
    DECISION,
    DECISION.slice(0, 40),
    ORDER,
    STATEMENT.slice(0, 40),
    'Công điện 156/CĐ-TTg ngày 02/02/2020',
    'Mất điện cả khu vực, đã báo qua điện thoại.',
    'Bộ Thông tin và Truyền thông (bản chạy thử)',
    'Tiếng Việt',
    'English',
  ]
}

async function withoutData(browser: Browser, { town }: FurnishedBriefings, cookies: Cookies): Promise<void> {
  const { context, page } = await visitor(browser, town.url)
  await context.addCookies(cookies)
  let answer = (): void => {}
  const held = new Promise<void>(done => {
    answer = done
  })
  const lists = /\/api\/v1\/briefings\?/
  await page.route(lists, async route => {
    await held
    await route.abort()
  })
  await page.goto('/briefings')
  await page.getByRole('status').getByText('Đang tải').first().waitFor()
  answer()
  await page.getByRole('alert').first().waitFor()
  await SCREENSHOTS.take(page, 'state-offline')
  await page.unroute(lists)
  // One to a page: the newest is planned, the older one was held.
  await page.route(/\/api\/v1\/briefings\?.*limit=25$/, route =>
    route.continue({ url: route.request().url().replace('limit=25', 'limit=1') }),
  )
  await button(page, 'Thử lại').first().click()
  const list = page.getByRole('table', { name: 'Các buổi giao ban' })
  await list.getByRole('link', { name: PLANNED }).waitFor()
  assert.equal(await list.getByRole('link', { name: HELD }).count(), 0)
  await page.getByRole('heading', { name: 'Buổi sắp tới' }).waitFor()
  await button(page, 'Xem thêm').click()
  await list.getByRole('link', { name: HELD }).waitFor()
  assert.equal(await list.getByRole('link', { name: PLANNED }).count(), 1)
  await page.locator('p:focus', { hasText: 'Đã xem hết.' }).waitFor()
  await SCREENSHOTS.take(page, 'state-older')
  await page.goto('/briefings/00000000-0000-4000-8000-000000000000')
  await page.getByText('Không tìm thấy').first().waitFor()
  await context.close()
}

const NEXT = 'Giao ban phòng, chống dịch, buổi 3'

async function prepare({ page, faults }: Visitor): Promise<void> {
  await page.goto('/briefings/sites')
  await button(page, 'Thêm điểm cầu').click()
  await page.getByLabel('Tên điểm cầu').fill('Bệnh viện Quân y 103')
  await page.getByLabel('Tên ngắn').fill('QY 103')
  await button(page, 'Lưu điểm cầu').click()
  await page.getByRole('alert').getByText('Chưa điền: Họ tên người phụ trách.').waitFor()
  await page.getByLabel('Họ tên người phụ trách').fill('Nguyễn Văn L')
  await button(page, 'Lưu điểm cầu').click()
  await page.getByRole('cell', { name: 'Bệnh viện Quân y 103 QY 103' }).waitFor()

  await visit(page, '/briefings/new')
  await page.getByLabel('Tên buổi giao ban').fill(NEXT)
  const starts = page.getByLabel('Bắt đầu', { exact: true })
  await starts.fill('2030-01-02T07:30')
  await page.getByText(/^07:30 .+, 02\/01\/2030$/).waitFor()
  assert.match(await descriptionOf(starts), /^Theo giờ Việt Nam .+ 07:30 Thứ Tư, 02\/01\/2030$/)
  assert.ok(await starts.evaluate(one => one === document.activeElement))
  await button(page, 'Lấy danh sách buổi trước').click()
  await page.getByText('Đang mời 9 điểm cầu.').waitFor()
  await page.getByLabel(/^Bệnh viện Quân y 103/).check()
  await button(page, 'Thêm nội dung').click()
  await page.keyboard.type('Kiểm tra đường truyền')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Kết luận của chủ trì')
  await page.keyboard.press('Alt+ArrowUp')
  assert.equal(await page.getByLabel('Nội dung 1', { exact: true }).inputValue(), 'Kết luận của chủ trì')
  assert.ok(await page.getByLabel('Nội dung 1', { exact: true }).evaluate(one => one === document.activeElement))
  await page.keyboard.press('Alt+ArrowDown')
  await button(page, 'Lưu buổi giao ban').click()
  await page.getByRole('heading', { name: NEXT }).waitFor()

  await page.getByRole('link', { name: 'Liên kết vào phòng' }).click()
  await page.getByLabel(/^Gửi qua thư điện tử/).uncheck()
  await button(page, 'Cấp liên kết cho 10 điểm cầu').click()
  const first = page.getByLabel(MINISTRY, { exact: true })
  await first.waitFor()
  assert.match(await first.inputValue(), /\/briefing#\S{20,}$/)
  await SCREENSHOTS.take(page, 'links-told')
  await assertAccessible(page, 'links-told')
  await page.evaluate(() => {
    globalThis.print = () => undefined
  })
  await button(page, 'In 10 tờ, mỗi điểm cầu một tờ').click()
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('img', { name: /^Mã QR vào phòng của Bệnh viện Bạch Mai/ }).waitFor()
  assert.ok(!(await page.getByRole('navigation').first().isVisible()))
  await SCREENSHOTS.take(page, 'sheets')
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: NEXT }).click()
  await button(page, 'Đã chép hoặc in, rời trang').click()
  await page.getByRole('heading', { name: NEXT }).waitFor()

  const picker = page.locator('input[type=file]')
  await picker.setInputFiles({ name: 'Số liệu.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a PDF') })
  await page.getByText(/Số liệu\.pdf không phải PDF/).waitFor()
  await picker.setInputFiles([
    { name: 'Trang 2.png', mimeType: 'image/png', buffer: PIXEL },
    { name: 'Trang 1.png', mimeType: 'image/png', buffer: PIXEL },
  ])
  await page.getByRole('cell', { name: '2 trang' }).waitFor()
  await picker.setInputFiles({
    name: 'Báo cáo.pdf',
    mimeType: 'application/pdf',
    buffer: await pdfOf(['Ca mac moi', 'Xet nghiem', 'Phuong tien']),
  })
  await page.getByRole('cell', { name: '3 trang' }).waitFor()
  assert.deepEqual(faults, [])
}

async function pdfOf(pages: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false })
  for (const text of pages) document.addPage({ size: 'A4' }).text(text)
  document.end()
  const pieces: Buffer[] = []
  for await (const piece of document as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The smallest PNG there is. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function keepMinutes(
  browser: Browser,
  town: FurnishedBriefings,
  { page }: Visitor,
  cookiesOf: (who: Role) => Cookies,
): Promise<void> {
  await visit(page, `/briefings/${town.planned}/live`)
  await button(page, 'Bắt đầu giao ban').click()
  await page.getByRole('dialog').getByText('8 điểm cầu chưa vào').waitFor()
  await button(page.getByRole('dialog'), 'Bắt đầu giao ban').click()
  await button(page, 'Kết thúc giao ban…').waitFor()

  // From here on without a mouse.
  await page.getByLabel('Nội dung ghi').focus()
  await page.keyboard.insertText('Đường truyền các nơi ổn định.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.insertText('Các bệnh viện báo cáo trước 16 giờ hằng ngày.')
  await page.keyboard.press('Control+Enter')
  const lines = page.getByRole('listitem').filter({ hasText: /ổn định|16 giờ/ })
  await lines.nth(1).waitFor()
  await page.getByRole('heading', { name: `2. ${AGENDA_TITLES[1]}` }).waitFor()
  await SCREENSHOTS.take(page, 'live-typed')
  await assertAccessible(page, 'live-typed')

  // What the server does not take stays, with why.
  await page.route('**/minutes', async route => await route.abort())
  await page.keyboard.type('Dòng không gửi được.')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Chưa ghi được').waitFor()
  await page.unroute('**/minutes')
  await button(page.getByRole('alert'), 'Thử lại').click()
  await lines
    .or(page.getByRole('listitem').filter({ hasText: 'Dòng không gửi được.' }))
    .nth(2)
    .waitFor()

  await button(page, /^Ghi lý do vắng: Bệnh viện Chợ Rẫy/).click()
  await page.getByLabel(/^Lý do Bệnh viện Chợ Rẫy vắng/).fill('Họp hội đồng chuyên môn.')
  await button(page, 'Ghi lý do').click()
  await page.getByText('Lý do: Họp hội đồng chuyên môn.').waitFor()

  await button(page, /^Giao thành nhiệm vụ/).click()
  const dialog = page.getByRole('dialog')
  assert.equal(
    await dialog.getByLabel('Nội dung nhiệm vụ').inputValue(),
    'Các bệnh viện báo cáo trước 16 giờ hằng ngày.',
  )
  await dialog.getByLabel('Đơn vị thực hiện').selectOption({ label: 'Bệnh viện Chợ Rẫy' })
  await button(dialog, 'Lưu dự thảo').click()
  await page.getByRole('link', { name: 'Đã soạn nhiệm vụ cho Bệnh viện Chợ Rẫy' }).click()
  await button(page, 'Trình duyệt…').click()
  await button(page.getByRole('dialog'), 'Trình duyệt').click()
  await page
    .getByText('Anh/chị đã soạn hoặc trình nhiệm vụ này')
    .or(page.getByText('Chỉ người có vai trò phê duyệt'))
    .first()
    .waitFor()
  const path = new URL(page.url()).pathname

  const other = await visitor(browser, town.town.url)
  await other.context.addCookies(cookiesOf('approver'))
  await approve(other, path)
  const { text, state } = await town.town.client('auditor').get<Instruction>(`/api/v1${path}`)
  assert.deepEqual([text, state], ['Các bệnh viện báo cáo trước 16 giờ hằng ngày.', 'issued'])
  const { places } = await town.town.client('auditor').get<Briefing>(`/api/v1/briefings/${town.planned}`)
  assert.equal(places.find(({ name }) => name === 'Bệnh viện Chợ Rẫy')?.reason, 'Họp hội đồng chuyên môn.')
  await other.context.close()
}

async function approve({ page }: Visitor, path: string): Promise<void> {
  await page.goto(path)
  await page.getByLabel('Gõ thời hạn của nhiệm vụ').fill('01/01/2020')
  await button(page, 'Phê duyệt và giao').click()
  const told = page.getByRole('alert').getByText(/Chưa khớp\. Thời hạn là/)
  const [due = ''] = /\d\d\/\d\d\/\d{4}/.exec((await told.first().textContent()) ?? '') ?? []
  await page.getByLabel('Gõ thời hạn của nhiệm vụ').fill(due)
  await button(page, 'Phê duyệt và giao').click()
  await page.getByText('Đã giao cho Bệnh viện Chợ Rẫy').first().waitFor()
  await settled(page)
}

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
