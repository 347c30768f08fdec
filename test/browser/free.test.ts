/**
 * What is free of charge in real browsers: a first list from its first word to the page for citizens, by people who are in
 * each other's way; and every page of a town in which things were, are and will be free. What it looks like is left in
 * screenshots-free/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { ListAcknowledgementBody } from '../../src/directive/documents.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import { FEBRUARY } from '../../src/zerorating/example-list.ts'
import { type HttpNode, nodeOf, type Person, personOf, serveHere, staffOf } from '../authority/stage.ts'
import { isMore } from '../parts.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { summaryOf } from '../postgres/free-stage.ts'
import { submitWritten } from '../town/free.ts'
import type { Town } from '../town/town.ts'
import { hasChromium, type Visitor, visitor } from './chromium.ts'
import { lookAtEveryPage, opening, type Shown } from './every-page.ts'
import { DRAFT, FIRST_VERSION, openFree, SECOND_VERSION } from './furnished-free.ts'
import { assertAccessible, assertContrast, assertFits, assertNamed, assertTouchable, settled } from './inspection.ts'
import { pressByKeyboard, tabTo } from './keyboard.ts'
import { onPhone } from './manners.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { type Cookies, signedIn } from './signed-in.ts'
import { visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-free')
SCREENSHOTS.clear()

const shot = async (page: Page, name: string) => await SCREENSHOTS.take(page, name)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

/** Somebody who is signed in already, at a browser. */
async function at(browser: Browser, person: Person): Promise<Visitor> {
  const host = new URL(person.url).hostname
  const cookies = [...person.cookies].map(([name, value]) => ({
    name,
    value,
    domain: host,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax' as const,
  }))
  return await visitor(browser, person.url, { storage: { cookies, origins: [] } })
}

async function open(page: Page, path: string, heading: string): Promise<void> {
  await visit(page, path)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await settled(page)
}

/** As its operator's node would, of all that is on its agenda. */
async function confirmAll(node: HttpNode): Promise<void> {
  const stream = await node.watch()
  const { lists = [] } = (await stream.next())!.data
  stream.close()
  for (const { directive, list } of lists) {
    const { directive: id, ...named } = JSON.parse(Buffer.from(directive.split('.')[1], 'base64url').toString())
    const document = await node.signer.sign('listAcknowledgement', {
      directive: id,
      serial: named.serial,
      operator: node.id,
      version: named.version,
      sha256: sha256Of(directive),
      listSha256: sha256Of(list),
      at: new Date().toISOString(),
      verdict: { is: 'held' },
    } satisfies ListAcknowledgementBody)
    assert.equal((await node.ask('POST', '/node/v1/list-acknowledgements', { document })).status, 204)
  }
}

test('a first list is written by two, refused to its authors, approved by a count, confirmed and told to citizens', async t => {
  if (!hasChromium(t)) return
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  const { administrator } = staff
  const node = await nodeOf(administrator, 'mot')
  await node.hello({ roster: undefined, freeList: { version: 0, sha256: null } })
  const second = await personOf(administrator, 'approver', 'phe.duyet.hai@bo.example')
  const browser = await browserFor(t)
  const editor = await at(browser, staff.editor)
  const author = await at(browser, staff.approver)
  const approver = await at(browser, second)

  await t.test(
    'the page of an operator whose node is of version 0.1.0 says what is kept from it, and what to do',
    async () => {
      const { page } = editor
      await open(page, '/operators/mot', 'Nhà mạng mot')
      await page.getByText('Nút dùng phiên bản cũ').waitFor()
      await page.getByText('loa operator trust').waitFor()
      await assertAccessible(page, 'an operator with an earlier node')
      await shot(page, 'story-0-earlier-node')
    },
  )

  await t.test('an editor writes a hotline without a mouse', async () => {
    const { page } = editor
    await open(page, '/zero-rating', 'Miễn cước')
    await page.getByText('Chưa có danh mục được ký').waitFor()
    await shot(page, 'story-1-empty')
    await pressByKeyboard(page, link(page, 'Lập phiên bản mới'))
    await pressByKeyboard(page, link(page, 'Thêm đường dây nóng'))
    await pressByKeyboard(page, button(page, 'Lưu vào dự thảo'))
    const summary = page.getByRole('alert')
    await summary.getByText('Nhập: Tên dịch vụ.').waitFor()
    assert.ok(await summary.evaluate(one => one === document.activeElement))
    await assertAccessible(page, 'a form with faults')
    await shot(page, 'story-2-faults')
    await pressByKeyboard(page, summary.getByRole('link', { name: /Tên dịch vụ/ }))
    const field = (name: string) => page.getByLabel(name, { exact: true })
    assert.ok(await field('Tên dịch vụ').evaluate(one => one === document.activeElement))
    await page.keyboard.insertText('Đường dây nóng Bộ Y tế 19009095')
    await tabTo(page, field('Đơn vị chịu trách nhiệm'))
    await page.keyboard.insertText('Bộ Y tế')
    await tabTo(page, field('Số gọi'))
    await page.keyboard.type('0967 341 010')
    await field('Từ').fill('2026-01-01T00:00')
    await page.getByText('00:00 Thứ Năm, 01/01/2026').waitFor()
    await field('Cước mỗi khối, VND').fill('5 000')
    await pressByKeyboard(page, button(page, 'Lưu vào dự thảo'))
    // What reads as a subscriber's number goes no further than the server's door.
    await page
      .getByRole('alert')
      .getByText(/giống số (điện thoại của )?thuê bao/)
      .waitFor()
    await field('Số gọi').fill('1900 9095')
    await pressByKeyboard(page, button(page, 'Lưu vào dự thảo'))
    await page.getByRole('heading', { name: 'Dự thảo phiên bản 1' }).waitFor()
    await page.getByRole('cell', { name: '19009095', exact: true }).waitFor()
  })

  await t.test('where two change the same service nothing is lost, and both see what the other did', async () => {
    const path = '/zero-rating/draft/duong-day-nong-bo-y-te-19009095'
    for (const { page } of [editor, author]) await open(page, path, 'Sửa dịch vụ')
    const save = async ({ page }: Visitor) => await button(page, 'Lưu vào dự thảo').click()
    await author.page.getByLabel('Công văn, quyết định, trang web').fill('Công văn của Bộ Y tế')
    await save(author)
    await author.page.getByRole('heading', { name: 'Dự thảo phiên bản 1' }).waitFor()
    const { page } = editor
    await page.getByLabel('Tên dịch vụ').fill('Đường dây nóng phòng, chống dịch 19009095')
    await save(editor)
    const notice = page.getByRole('alert')
    await notice.getByText('Người khác vừa lưu dự thảo này').waitFor()
    await notice.getByText('Công văn của Bộ Y tế').waitFor()
    await shot(page, 'story-3-conflict')
    await assertAccessible(page, 'a conflict')
    const name = page.getByLabel('Tên dịch vụ')
    assert.equal(await name.inputValue(), 'Đường dây nóng phòng, chống dịch 19009095')
    await save(editor)
    await page.getByRole('heading', { name: 'Dự thảo phiên bản 1' }).waitFor()
    // The other one's page has it without being asked.
    await author.page
      .getByRole('cell', { name: /phòng, chống dịch 19009095/ })
      .first()
      .waitFor()
  })

  if (isMore)
    await t.test('where a page has heard nothing of the other’s change to a service, the server says so', async () => {
      const path = '/zero-rating/draft/duong-day-nong-bo-y-te-19009095'
      const { page } = author
      await page.route('**/api/v1/events', async route => await route.abort())
      await page.reload()
      for (const each of [editor, author]) await open(each.page, path, 'Sửa dịch vụ')
      await editor.page.getByLabel('Đơn vị chịu trách nhiệm').fill('Bộ Y tế, Cục Y tế dự phòng')
      await button(editor.page, 'Lưu vào dự thảo').click()
      await editor.page.getByRole('heading', { name: 'Dự thảo phiên bản 1' }).waitFor()
      await page.getByLabel('Công văn, quyết định, trang web').fill('Quyết định của Bộ Y tế')
      await button(page, 'Lưu vào dự thảo').click()
      const notice = page.getByRole('alert')
      await notice.getByText('Bộ Y tế, Cục Y tế dự phòng').waitFor()
      await button(page, 'Lưu vào dự thảo').click()
      await page.getByRole('heading', { name: 'Dự thảo phiên bản 1' }).waitFor()
      await page.unroute('**/api/v1/events')
    })

  await t.test('leaving a form that was changed asks first', async () => {
    const { page } = author
    await open(page, '/zero-rating/draft/_page', 'Thêm trang thông tin')
    await page.getByLabel('Tên dịch vụ').fill('Trang tin')
    await link(page, 'Miễn cước').first().click()
    await page.getByRole('dialog').getByText('Có thay đổi chưa lưu').waitFor()
    await button(page, 'Ở lại trang').click()
    assert.equal(await page.getByLabel('Tên dịch vụ').inputValue(), 'Trang tin')
    await link(page, 'Miễn cước').first().click()
    await button(page, 'Rời trang, bỏ thay đổi').click()
    await page.getByRole('heading', { level: 1, name: 'Miễn cước' }).waitFor()
  })

  await t.test('a file is read as a draft of the list, or it is said why not', async () => {
    const { page } = editor
    await open(page, '/zero-rating/draft', 'Dự thảo phiên bản 1')
    const file = (name: string, value: object | string) => ({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
    })
    const input = page.locator('input[type=file]').first()
    await input.setInputFiles(file('a.json', '{'))
    await page
      .getByRole('alert')
      .getByText(/không phải JSON/)
      .waitFor()
    await input.setInputFiles(file('b.json', { ...FEBRUARY, services: [{ kind: 'page' }] }))
    await page
      .getByRole('alert')
      .getByText(/sai ở services\.0\.id/)
      .waitFor()
    const services = [...FEBRUARY.services.slice(1)]
    await input.setInputFiles(file('c.json', { ...FEBRUARY, services, inForceFrom: null }))
    await page.getByRole('cell', { name: 'ncov.moh.gov.vn', exact: true }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Tải dự thảo (JSON)').click()])
    assert.equal(download.suggestedFilename(), 'mien-cuoc-1.json')
  })

  await t.test('a list is submitted, and who wrote it may not approve it', async () => {
    const { page } = editor
    await button(page, 'Trình duyệt…').click()
    await page.getByRole('dialog').getByText('Thay đổi 2 dịch vụ').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Trình duyệt' }).click()
    await page.getByText('Chờ duyệt', { exact: true }).waitFor()
    await open(author.page, '/zero-rating/check', 'Phê duyệt phiên bản 1')
    await author.page.getByText('Anh/chị không phê duyệt được bản này').waitFor()
    assert.equal(await button(author.page, 'Phê duyệt, ký và gửi đi').count(), 0)
  })

  await t.test(
    'another person counts what changes in the list, and signs; the node’s word is on the page by itself',
    async () => {
      const { page } = approver
      await open(page, '/zero-rating', 'Miễn cước')
      await pressByKeyboard(page, link(page, 'Xem để phê duyệt'))
      await page.getByRole('heading', { name: 'Phê duyệt phiên bản 1' }).waitFor()
      const count = page.getByLabel('Gõ số dịch vụ thay đổi')
      await tabTo(page, count)
      await page.keyboard.type('7')
      await page.keyboard.press('Enter')
      await page
        .getByRole('alert')
        .getByText(/Đã gõ 7/)
        .waitFor()
      await shot(page, 'story-4-wrong-count')
      await count.fill('2')
      // Free from an instant that is gone: each such service is a doubt.
      for (const doubt of await page.getByRole('checkbox').all()) await doubt.check()
      await pressByKeyboard(page, button(page, 'Phê duyệt, ký và gửi đi'))
      await page.getByRole('heading', { level: 1, name: 'Miễn cước' }).waitFor()
      await page.getByText('Đang chờ xác nhận').waitFor()
      await confirmAll(node)
      await page.getByText('Đã xác nhận').waitFor()
      await shot(page, 'story-5-confirmed')
    },
  )

  await t.test('citizens read the list without a script, and an audit is uploaded', async () => {
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', request => asked.push(new URL(request.url()).pathname))
    await page.goto('/free')
    await page.getByRole('heading', { name: 'Đang miễn cước' }).waitFor()
    assert.equal(await page.getByRole('link', { name: '19009095' }).getAttribute('href'), 'tel:19009095')
    await page.getByText('Áp dụng cho thuê bao của Nhà mạng mot').waitFor()
    assert.deepEqual(
      asked.filter(path => path !== '/favicon.ico'),
      ['/free'],
    )
    await context.close()

    const { page: own } = editor
    await open(own, '/zero-rating', 'Miễn cước')
    const file = (text: string) => ({ name: 'summary.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    const input = own.locator('input[type=file]').last()
    await input.setInputFiles(file('{}'))
    await own
      .getByRole('alert')
      .getByText(/không phải kết quả đối soát/)
      .waitFor()
    await input.setInputFiles(file(JSON.stringify(summaryOf({}))))
    await own.getByRole('heading', { name: 'Đối soát cước: Nhà mạng mot' }).waitFor()
    await own
      .getByText(/200.000.đồng/)
      .first()
      .waitFor()
  })

  // The browser says of each refusal that something was refused.
  for (const { faults } of [editor, author, approver])
    assert.deepEqual(
      faults.filter(fault => !/status of 4(09|22)|ERR_FAILED/.test(fault)),
      [],
    )
})

const press = (name: string) => async (page: Page) => await button(page, name).click()
const unfold = async (page: Page) => {
  for (const summary of await page.locator('summary').all()) await summary.click()
}

/** While version 3 waits for its approval. */
const WAITING = (audits: readonly string[]): readonly Shown[] => [
  { name: 'overview', path: '/zero-rating', as: 'approver', act: unfold },
  { name: 'overview-engineer', path: '/zero-rating', as: 'engineer' },
  { name: 'version', path: '/zero-rating/lists/2', as: 'auditor' },
  { name: 'draft-waiting', path: '/zero-rating/draft', as: 'editor' },
  { name: 'service-closed', path: '/zero-rating/draft/ncov', as: 'editor' },
  { name: 'check', path: '/zero-rating/check', as: 'approver' },
  {
    name: 'check-faults',
    path: '/zero-rating/check',
    as: 'approver',
    act: async page => {
      await press('Phê duyệt, ký và gửi đi')(page)
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'check-role', path: '/zero-rating/check', as: 'auditor' },
  { name: 'audit', path: `/zero-rating/audits/${audits[1]}`, as: 'auditor', act: unfold },
  { name: 'audit-doubtful', path: `/zero-rating/audits/${audits[0]}`, as: 'auditor' },
]

/** After it was withdrawn. */
const WRITING: readonly Shown[] = [
  { name: 'draft', path: '/zero-rating/draft', as: 'editor' },
  { name: 'draft-submit', path: '/zero-rating/draft', as: 'editor', act: opening('Trình duyệt…') },
  { name: 'service', path: '/zero-rating/draft/byt-19003228', as: 'editor' },
  { name: 'page', path: '/zero-rating/draft/ncov', as: 'editor' },
  { name: 'new', path: '/zero-rating/draft/_short-code', as: 'editor' },
  { name: 'service-missing', path: '/zero-rating/draft/khong-co', as: 'editor' },
  { name: 'check-none', path: '/zero-rating/check', as: 'approver' },
]

const ALIKE = new Set([
  ...['overview-engineer', 'check-role', 'check-none'],
  ...['audit-doubtful', 'service-closed', 'service-missing', 'check-faults', 'draft-submit'],
])
const FEW = new Set(['overview', 'check', 'audit', 'draft', 'service'])

test('every page of what is free can be read, heard and pressed', async t => {
  if (!hasChromium(t)) return
  const browser = await browserFor(t)
  const town = await openFree()
  t.after(async () => await town.close())
  const cookies = await signedIn(browser, town)
  const { items } = await town.client('auditor').get<{ items: { id: string }[] }>('/api/v1/zero-rating/audits')
  const look = async (pages: readonly Shown[]) =>
    await lookAtEveryPage(t, {
      browser,
      cookies,
      town,
      pages,
      whose: 'what is free',
      names: namesOf(town),
      screenshots: SCREENSHOTS,
      alike: ALIKE,
      manners: { dark: FEW, english: ({ act }) => act === undefined || act === unfold },
    })
  await look(WAITING(items.map(({ id }) => id)))
  await lookAtPublic(browser, town)
  await town.client('editor').post('/api/v1/zero-rating/draft/withdraw', { revision: 3 })
  await look(WRITING)
  if (isMore)
    await t.test(
      'each view of what is free says that it loads, that it failed, or that it is old',
      async () => await withoutData(browser, town, cookies.get('editor') ?? []),
    )
})

/** What people called things, in whichever language. */
function namesOf(town: Town): readonly string[] {
  const texts: string[] = [town.url, ...town.accounts.map(({ name }) => name), 'iTel']
  for (const { services } of [FIRST_VERSION, SECOND_VERSION, DRAFT])
    for (const service of services) texts.push(service.title, service.owner, service.id, ...service.evidence)
  return [
    ...texts,
    ...town.operators.map(({ name }) => name),
    'Bộ Thông tin và Truyền thông (bản chạy thử)',
    'loa 0.1.0',
    'Tiếng Việt',
    'English',
  ]
}

async function lookAtPublic(browser: Browser, town: Town): Promise<void> {
  const { context, page, faults } = await visitor(browser, town.url)
  await page.goto('/free')
  await settled(page)
  await shot(page, 'wide-public')
  await assertFits(page, 'wide-public')
  await assertAccessible(page, 'wide-public')
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot(page, 'dark-public')
  await assertContrast(page, 'dark-public')
  await page.emulateMedia({ colorScheme: 'light' })
  await onPhone(page, async () => {
    await shot(page, 'phone-public')
    await assertFits(page, 'phone-public')
    await assertTouchable(page, 'phone-public')
    await assertNamed(page, 'phone-public')
  })
  assert.deepEqual(faults, [], 'public')
  await context.close()
}

/** Loading, failed, old, not found: of the overview, which asks for most. */
async function withoutData(browser: Browser, town: Town, cookies: Cookies): Promise<void> {
  const { context, page } = await visitor(browser, town.url)
  await context.addCookies(cookies)
  let answer: (() => void) | null = null
  const held = new Promise<void>(done => {
    answer = done
  })
  await page.route('**/api/v1/zero-rating', async route => {
    await held
    await route.continue()
  })
  await page.goto('/zero-rating')
  await page.getByRole('status').getByText('Đang tải').first().waitFor()
  await shot(page, 'state-loading')
  ;(answer as unknown as () => void)()
  await page.getByRole('heading', { name: 'Đang miễn cước' }).waitFor()
  await page.unroute('**/api/v1/zero-rating')

  // Once shown, it stays when it cannot be had anew, and says since when it is old.
  await page.route('**/api/v1/zero-rating', async route => await route.abort())
  await submitWritten(town)
  await page
    .getByText(/Số liệu cũ/)
    .first()
    .waitFor()
  assert.ok(await page.getByRole('heading', { name: 'Đang miễn cước' }).isVisible())
  await shot(page, 'state-stale')
  await page.goto('/zero-rating')
  await page.getByRole('alert').first().waitFor()
  await shot(page, 'state-offline')
  await page.unroute('**/api/v1/zero-rating')
  await button(page, 'Thử lại').click()
  await page.getByRole('heading', { name: 'Đang miễn cước' }).waitFor()

  await page.route(
    '**/api/v1/zero-rating/lists/*',
    async route => await route.fulfill({ status: 500, body: '{}', contentType: 'application/problem+json' }),
  )
  await page.goto('/zero-rating/lists/1')
  await page.getByRole('alert').first().waitFor()
  await shot(page, 'state-failed')
  await page.unroute('**/api/v1/zero-rating/lists/*')
  await page.goto('/zero-rating/lists/99')
  await page
    .getByText(/Không tìm thấy/)
    .first()
    .waitFor()
  await context.close()
}
