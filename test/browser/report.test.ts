/**
 * The month's report as people at browsers live it: read to its records, entered, reviewed, refused to who reviewed it,
 * signed by another, each with a key of their own, published, taken in four forms. Each has a browser of their own; pictures are left in
 * screenshots-report/.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser, Locator, Page } from 'playwright-core'
import { statementOfRoster } from '../../src/directive/attest.ts'
import { monthName } from '../../src/report/months.ts'
import { makePersonJwk, personKeyOf } from '../../town/person-key.ts'
import type { Person } from '../authority/stage.ts'
import { isMore } from '../parts.ts'
import { hasChromium, type Manner, NARROW, PHONE, type Visitor, visitor } from './chromium.ts'
import { MARKUP, MONTH, openReported, type Reported, ROUNDS } from './furnished-report.ts'
import {
  assertAccessible,
  assertFits,
  assertNamed,
  assertSpeaks,
  assertTouchable,
  settled,
  untilFits,
} from './inspection.ts'
import { pressByKeyboard, tabTo } from './keyboard.ts'
import { lookInTheDark, lookOnPhone, lookWide } from './manners.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { Viewers, visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-report')
const [, SHOWN] = monthName(MONTH).vi.split(' ')
const PAGE = `/reports/${MONTH}`
const ENTERED = 'Diễn tập ứng cứu sự cố mạng'
const LATE = {
  section: 'other',
  date: null,
  unit: 'Văn phòng',
  title: 'Tiếp đoàn công tác',
  result: 'Đã tiếp',
  nextStep: null,
  english: null,
}

test('the report of a month is entered, reviewed, signed and published at browsers', async t => {
  if (!hasChromium(t)) return
  SCREENSHOTS.clear()
  const browser = await browserFor(t)
  const cast = new Cast(browser, await openReported(t))
  const story = new Story(cast)
  const tell = async (what: string, act: () => Promise<void>) =>
    await t.test(what, async () => {
      try {
        await act()
      } catch (error) {
        await cast.shootAll()
        throw error
      }
    })
  await tell('an engineer of an operator has no way in', () => story.refuseEngineer())
  await tell(
    'who reads the month’s report finds what must not be overlooked, and each figure down to its records',
    () => story.read(),
  )
  if (isMore) await tell('each figure of the month’s report opens by keyboard too', () => story.readByKeyboard())
  await tell('a work item is entered, and what is missing in it is said', () => story.enter())
  if (isMore) await tell('two who change one work item lose nothing', () => story.meet())
  await tell('a work item is removed, which takes a second look', () => story.remove())
  await tell('a network that is away loses nothing of a work item', () => story.loseNetwork())
  await tell('the month’s report is reviewed with its heading', () => story.review())
  await tell('who reviewed the month’s report does not sign it', () => story.refuseOwn())
  await tell('two make keys of their own, and the roster has them', () => story.makeKeys())
  await tell('the month’s report is sent back with a reason, and reviewed again', () => story.sendBack())
  await tell('another signs the month’s report by the number of subscribers, digit for digit', () => story.sign())
  await tell('the month’s report is published, and never changes', () => story.publish())
  await tell('the four documents of the month’s report are what they say they are', () => story.download())
  await tell('the trail tells all of the month’s report and leads back to it', () => story.account())
  await tell('every page of the month’s report can be read, heard, pressed and spoken', () => story.inspect())
  await tell('no browser complained', async () => cast.assertNoFaults())
})

type Who = 'editor' | 'reviewer' | 'signer' | 'auditor' | 'engineer'

/** Everyone's browser. */
class Cast {
  readonly reported: Reported
  readonly browser: Browser
  readonly #visitors = new Map<Who, Visitor>()

  constructor(browser: Browser, reported: Reported) {
    this.browser = browser
    this.reported = reported
  }

  async page(who: Who): Promise<Page> {
    const known = this.#visitors.get(who)
    if (known !== undefined) return known.page
    const made = await visitor(this.browser, this.reported.server.url)
    await made.context.addCookies(this.cookiesOf(who))
    this.#visitors.set(who, made)
    return made.page
  }

  /** Of the session that they have at the server already. */
  cookiesOf(who: Who): { name: string; value: string; url: string }[] {
    const { staff, signer, engineer, server } = this.reported
    const { editor, approver, auditor } = staff
    const person: Person = { editor, reviewer: approver, signer, auditor, engineer }[who]
    return [...person.cookies].map(([name, value]) => ({ name, value, url: server.url }))
  }

  async shootAll(): Promise<void> {
    for (const [name, { page }] of this.#visitors) await SCREENSHOTS.takeFailed(page, name)
  }

  /** Beside what was asked for: a network that is away, what is refused, an item that was saved before. */
  assertNoFaults(): void {
    const unasked = [...this.#visitors].flatMap(([name, { faults }]) =>
      faults
        .filter(fault => !/ERR_(FAILED|INTERNET)|cannot be reached|status of (403|404|409|422)/.test(fault))
        .map(fault => `${name}: ${fault}`),
    )
    assert.deepEqual(unasked, [])
  }
}

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const link = (page: Page | Locator, name: string | RegExp) => page.getByRole('link', { name, exact: true })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

async function tickDoubts(page: Page): Promise<void> {
  for (const doubt of await page.getByLabel('Đã xem điểm này').all()) await doubt.check()
}

async function shoot(page: Page, name: string): Promise<void> {
  await SCREENSHOTS.take(page, name)
}

/** What is seen only on the way, held to the same as every page. */
async function look(page: Page, name: string): Promise<void> {
  await shoot(page, name)
  await assertFits(page, name)
  await assertAccessible(page, name)
}

/** A page that was looked at, in one more state. */
async function lookAgain(page: Page, name: string): Promise<void> {
  if (isMore) await look(page, name)
}

/** Also looked at in the dark, and on a phone in English. */
const FEW = new Set(['month', 'figure', 'items', 'decide'])
/** Pages that others are in another state, or for another role: of `npm run test:more`. */
const ALIKE = new Set(['items-none', 'item-missing', 'month-silent', 'item-reading'])

class Story {
  readonly #cast: Cast

  constructor(cast: Cast) {
    this.#cast = cast
  }

  async refuseEngineer(): Promise<void> {
    const page = await this.#cast.page('engineer')
    await visit(page, '/rounds')
    await settled(page)
    assert.equal(await link(page, 'Báo cáo').count(), 0)
    for (const path of ['/reports', PAGE, `${PAGE}/items`, `${PAGE}/review`]) {
      await visit(page, path)
      await page.getByText('Anh/chị không có quyền xem trang này').waitFor()
      assert.equal(await page.getByText(ROUNDS[0]).count(), 0)
    }
    await shoot(page, 'forbidden')
  }

  async read(): Promise<void> {
    const page = await this.#cast.page('auditor')
    await visit(page, '/rounds')
    await link(page, 'Báo cáo').click()
    await link(page, `Tháng ${SHOWN}`).waitFor()
    await shoot(page, 'months')
    await link(page, `Tháng ${SHOWN}`).click()
    await heading(page, `Báo cáo tháng ${SHOWN}`).waitFor()
    const warnings = page.getByText(/^Phải xem trước khi dùng số liệu/)
    await warnings.waitFor()
    for (const told of [/Chưa hết tháng/, /còn chờ kết quả của Hướng dẫn/, /Chưa khớp: Khuyến cáo/])
      assert.ok((await page.locator('li').getByText(told).count()) > 0, String(told))
    assert.equal((await button(page, /Soát xét/).count()) + (await link(page, /Soát xét/).count()), 0)
    await shoot(page, 'month-draft')

    await link(page, /thuê bao$/)
      .first()
      .click()
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText(/tính lại từ 3 bản ghi dưới đây: khớp/).waitFor()
    assert.match(page.url(), /\?figure=sms\.subscribers$/)
    await lookAgain(page, 'figure-largest')
    await page.keyboard.press('Escape')
    await dialogue.waitFor({ state: 'hidden' })
    assert.ok(!page.url().includes('figure='))

    await link(page, /tin nhắn \(quy đổi/)
      .first()
      .click()
    await dialogue.getByText('Chưa phải cuối cùng').waitFor()
    await look(page, 'figure-sum')
    await link(dialogue, 'Mở đợt nhắn tin').first().click()
    await page.waitForURL(/\/rounds\/[0-9a-f-]{36}\/live$/)
    await page.getByText(ROUNDS[0]).first().waitFor()
    await page.goBack()
    await dialogue.waitFor()
    await page.goBack()
    await dialogue.waitFor({ state: 'hidden' })

    // A figure's address can be sent to somebody; one that is not there is said.
    const ofRound = page.getByRole('row').filter({ hasText: ROUNDS[0] }).first()
    const address = await ofRound.getByRole('link').nth(1).getAttribute('href')
    await visit(page, `${PAGE}${address}`)
    await page.getByRole('dialog').getByText(`${ROUNDS[0]}: tổng đài đã nhận`).first().waitFor()
    await visit(page, `${PAGE}?figure=sms.khong-co`)
    await page.getByRole('dialog').getByText('Báo cáo này không có số liệu đó').waitFor()
    await page.keyboard.press('Escape')
  }

  async readByKeyboard(): Promise<void> {
    const page = await this.#cast.page('auditor')
    await page.goto(PAGE)
    await settled(page)
    const figure = link(page, /thuê bao$/).first()
    await pressByKeyboard(page, figure)
    const dialogue = page.getByRole('dialog')
    await dialogue.getByRole('heading', { name: 'Các phần' }).waitFor()
    await tabTo(page, link(dialogue, 'Mở đợt nhắn tin').first())
    await page.keyboard.press('Escape')
    await dialogue.waitFor({ state: 'hidden' })
    assert.ok(await figure.evaluate(one => one === document.activeElement), 'back where it was')
  }

  async enter(): Promise<void> {
    const page = await this.#cast.page('editor')
    await visit(page, PAGE)
    await link(page, 'Đầu việc trong tháng').click()
    await link(page, 'Thêm đầu việc').click()
    await button(page, 'Thêm đầu việc').click()
    const faults = page.getByRole('alert')
    await faults.getByText('Tên việc: chưa ghi.').waitFor()
    assert.ok(await faults.evaluate(one => one === document.activeElement), 'it has the focus')
    await look(page, 'item-faults')
    await faults.getByText('Mục của báo cáo: chưa ghi.').click()
    const section = page.getByLabel('Mục của báo cáo')
    assert.ok(await section.evaluate(one => one === document.activeElement))

    await section.selectOption('An toàn thông tin mạng')
    await page.getByLabel('Tên việc', { exact: true }).fill(ENTERED)
    await page.getByLabel('Đơn vị phụ trách').fill('Gọi 0967 341 010')
    await page.getByLabel('Kết quả', { exact: true }).fill('Ba mươi đơn vị tham gia')
    await button(page, 'Thêm đầu việc').click()
    // A subscriber's number has no place at the authority, and its field says so.
    await faults.getByText(/^Đơn vị phụ trách: có số giống số thuê bao/).waitFor()
    await page.getByLabel('Đơn vị phụ trách').fill('Cục An toàn thông tin')
    await page.getByLabel('Việc tiếp theo', { exact: true }).fill('Rút kinh nghiệm')
    await page.getByLabel('Ngày', { exact: true }).fill('2020-02-14')
    await page.getByText(/Ngày này không thuộc tháng/).waitFor()
    await page.getByLabel('Ngày', { exact: true }).fill(`${MONTH}-18`)
    await page.getByLabel('Nhập cả tiếng Anh').check()
    await page.getByLabel('Tên việc, tiếng Anh').fill('Exercise against network incidents')
    await shoot(page, 'item-new')
    await button(page, 'Thêm đầu việc').click()
    await heading(page, `Đầu việc tháng ${SHOWN}`).waitFor()
    await link(page, ENTERED).waitFor()
    await link(page, MARKUP).waitFor()
    await shoot(page, 'items')
    await visit(page, PAGE)
    await page.getByText(`${ENTERED}: Ba mươi đơn vị tham gia`).waitFor()
    assert.equal(await page.locator('main img').count(), 0, 'markup is text')
  }

  async meet(): Promise<void> {
    const page = await this.#cast.page('editor')
    const { staff } = this.#cast.reported
    await visit(page, `${PAGE}/items`)
    await link(page, ENTERED).click()
    const result = page.getByLabel('Kết quả', { exact: true })
    await result.fill('Bốn mươi đơn vị tham gia')
    const items = await staff.approver.well('GET', `/api/v1/months/${MONTH}/items`)
    const { id, version, content } = items.find(
      (item: { content: { title: string } }) => item.content.title === ENTERED,
    )
    await staff.approver.well('PUT', `/api/v1/work-items/${id}`, {
      version,
      content: { ...content, result: 'Ba mươi mốt đơn vị tham gia' },
    })
    await button(page, 'Lưu đầu việc').click()
    const conflict = page.getByRole('alert')
    await conflict.getByText('phe.duyet đã sửa đầu việc này').waitFor()
    await conflict.getByText('Ba mươi mốt đơn vị tham gia').waitFor()
    await conflict.getByText('Bốn mươi đơn vị tham gia').waitFor()
    assert.equal(await result.inputValue(), 'Bốn mươi đơn vị tham gia', 'nothing is lost')
    await lookAgain(page, 'item-conflict')
    await button(conflict, 'Lưu bản của tôi').click()
    await heading(page, `Đầu việc tháng ${SHOWN}`).waitFor()
    await page.getByText('Bốn mươi đơn vị tham gia').waitFor()

    // Removed meanwhile: what was typed can still be saved, as a new one.
    await link(page, ENTERED).click()
    await result.fill('Năm mươi đơn vị tham gia')
    await staff.approver.well('DELETE', `/api/v1/work-items/${id}?version=${version + 2}`)
    await button(page, 'Lưu đầu việc').click()
    await page.getByText('Đầu việc này đã bị xóa trong khi đang sửa').waitFor()
    await button(page, 'Thêm đầu việc').click()
    await page.getByText('Năm mươi đơn vị tham gia').waitFor()

    // What was typed is not left by accident.
    await link(page, ENTERED).click()
    await result.fill('Chưa lưu')
    await link(page, 'Không lưu').click()
    await button(page.getByRole('dialog'), 'Ở lại').click()
    assert.equal(await result.inputValue(), 'Chưa lưu')
    await link(page, 'Không lưu').click()
    await button(page.getByRole('dialog'), 'Rời trang').click()
    await page.getByText('Năm mươi đơn vị tham gia').waitFor()
  }

  async remove(): Promise<void> {
    const page = await this.#cast.page('editor')
    await visit(page, `${PAGE}/items`)
    await button(page, `Xóa: ${MARKUP}`).click()
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('Xóa đầu việc này?').waitFor()
    await look(page, 'item-remove')
    await button(dialogue, 'Giữ lại').click()
    await dialogue.waitFor({ state: 'hidden' })
    await link(page, MARKUP).waitFor()
    const title = 'Hướng dẫn kỹ thuật cho hạ tầng điện toán đám mây'
    await button(page, `Xóa: ${title}`).click()
    await button(dialogue, 'Xóa đầu việc').click()
    await link(page, title).waitFor({ state: 'detached' })
  }

  async loseNetwork(): Promise<void> {
    const page = await this.#cast.page('editor')
    await visit(page, `${PAGE}/items/new`)
    await page.getByLabel('Tên việc', { exact: true }).fill('Họp trực tuyến')
    await page.getByLabel('Đơn vị phụ trách').fill('Văn phòng')
    await page.getByLabel('Mục của báo cáo').selectOption('Giao ban trực tuyến')
    await page.context().setOffline(true)
    await button(page, 'Thêm đầu việc').click()
    await page
      .getByRole('alert')
      .getByText(/Không kết nối được với máy chủ/)
      .waitFor()
    assert.equal(await page.getByLabel('Tên việc', { exact: true }).inputValue(), 'Họp trực tuyến')
    await shoot(page, 'item-offline')
    await page.context().setOffline(false)
    await button(page, 'Thêm đầu việc').click()
    await link(page, 'Họp trực tuyến').waitFor()

    // What is shown and cannot be had anew says how old it is.
    await visit(page, PAGE)
    await page.getByText('Họp trực tuyến').first().waitFor()
    await page.route('**/api/v1/months/*/report', route => route.abort())
    await button(page, 'Tính lại số liệu').click()
    await page.getByText(/^Số liệu cũ/).waitFor()
    await lookAgain(page, 'month-stale')
    await page.reload()
    await page.getByText(/^Máy chủ không trả lời/).waitFor()
    await shoot(page, 'month-away')
    await page.unroute('**/api/v1/months/*/report')
    await button(page, 'Thử lại').click()
    await page.getByText('Họp trực tuyến').first().waitFor()
  }

  async review(): Promise<void> {
    const page = await this.#cast.page('reviewer')
    await visit(page, PAGE)
    await link(page, 'Soát xét…').click()
    await page.getByLabel('Cơ quan ban hành, tiếng Việt').fill('Bộ Thông tin và Truyền thông')
    await page.getByLabel('Cơ quan ban hành, tiếng Anh').fill('')
    await page.getByLabel('Số, ký hiệu').fill('12/BC-BTTTT')
    await button(page, 'Thêm nơi nhận').click()
    await button(page, 'Soát xét và chốt số liệu').click()
    const faults = page.getByRole('alert')
    await faults.getByText('Cơ quan ban hành, tiếng Anh: chưa ghi.').waitFor()
    await faults.getByText('Nơi nhận 1, tiếng Việt: chưa ghi.').waitFor()
    await faults.getByText('Xem và đánh dấu từng điểm trước khi quyết định.').waitFor()
    await look(page, 'review-faults')
    await page.getByLabel('Cơ quan ban hành, tiếng Anh').fill('Ministry of Information and Communications')
    await page.getByLabel('Nơi nhận 1, tiếng Việt').fill('Thủ tướng Chính phủ (để báo cáo)')
    await page.getByLabel('Nơi nhận 1, tiếng Anh').fill('The Prime Minister (to report)')
    // The document stands on the page, and whoever freezes it has ticked each doubt; the body has a name now.
    await heading(page, /^I\. Truyền thông qua tin nhắn SMS/).waitFor()
    assert.equal(await page.getByText(/^Tên cơ quan ban hành vẫn là/).count(), 0)
    await button(page, 'Soát xét và chốt số liệu').click()
    await faults.getByText('Xem và đánh dấu từng điểm trước khi quyết định.').waitFor()
    await page.getByText(/^Tháng chưa hết khi báo cáo/).waitFor()
    await page.getByText(/^Chức vụ người ký vẫn là/).waitFor()
    await tickDoubts(page)
    await shoot(page, 'review')
    // What was entered meanwhile is shown before it is frozen.
    await this.#cast.reported.staff.editor.well('POST', `/api/v1/months/${MONTH}/items`, LATE)
    await page
      .getByText(new RegExp(`^${LATE.title}`))
      .first()
      .waitFor()
    await button(page, 'Soát xét và chốt số liệu').click()
    await page.getByText('Anh/chị đã soát xét bản này').waitFor()
    await page.getByText('Đã soát xét, chờ ký').waitFor()
    await page.getByText(/^Không có: khi đó chưa có danh sách người ký/).waitFor()
  }

  /** In the browsers that they work with; whoever administers signs the first roster. */
  async makeKeys(): Promise<void> {
    for (const who of ['reviewer', 'signer'] as const) {
      const page = await this.#cast.page(who)
      await visit(page, '/account')
      const keys = page.getByRole('region', { name: 'Khóa ký' })
      await keys.getByLabel('Tên khóa ký mới').fill('Máy cơ quan')
      await button(keys, 'Tạo khóa trong trình duyệt này').click()
      await keys.getByRole('row', { name: 'Máy cơ quan' }).getByText('Chưa có').waitFor()
    }
    const { administrator } = this.#cast.reported.staff
    const { key, sign } = await personKeyOf(await makePersonJwk())
    const made = { name: 'Máy quản trị', publicKey: key.publicKey }
    await administrator.well('POST', '/api/v1/signing/keys', made)
    const { draft } = await administrator.well('POST', '/api/v1/roster/draft')
    const at = new Date().toISOString()
    const signature = await sign(statementOfRoster(draft.text, at))
    const { sha256 } = draft
    await administrator.well('POST', '/api/v1/roster/signatures', { sha256, at, signature })
    // What was reviewed without a key is not signed any more.
    const signer = await this.#cast.page('signer')
    await visit(signer, `${PAGE}/decide`)
    await signer.getByText(/bằng khóa của trình duyệt này/).waitFor()
    await tickDoubts(signer)
    await signer.getByLabel('Gõ số thuê bao của đợt lớn nhất').fill('1980')
    await button(signer, 'Ký báo cáo').click()
    await signer
      .getByRole('alert')
      .getByText(/Hãy trả lại để một người trình lại và ký/)
      .waitFor()
  }

  async refuseOwn(): Promise<void> {
    const page = await this.#cast.page('reviewer')
    await visit(page, `${PAGE}/decide`)
    await page.getByText(/Anh\/chị đã soát xét bản này nên không tự ký được/).waitFor()
    assert.equal(await button(page, 'Ký báo cáo').count(), 0)
    await shoot(page, 'decide-own')
    // And the server refuses whoever asks it directly.
    const { approver } = this.#cast.reported.staff
    const { sha256 } = await approver.well('GET', `/api/v1/months/${MONTH}/report`)
    const own = await approver.post(`/api/v1/months/${MONTH}/report/sign`, { sha256 })
    assert.deepEqual([own.status, own.body.code], [403, 'ownApproval'])
    const editor = await this.#cast.page('editor')
    await visit(editor, `${PAGE}/decide`)
    await editor.getByText('Vai trò của anh/chị không ký').waitFor()
  }

  async sendBack(): Promise<void> {
    const signer = await this.#cast.page('signer')
    await visit(signer, `${PAGE}/decide`)
    await button(signer, 'Trả lại báo cáo').click()
    await signer.getByRole('alert').getByText('Ghi lý do trả lại.').waitFor()
    await signer.getByLabel('Hoặc trả lại, lý do').fill('Thiếu phương hướng về 5G')
    await button(signer, 'Trả lại báo cáo').click()
    await signer.getByText('ky.duyet đã trả lại báo cáo').waitFor()
    await lookAgain(signer, 'month-sent-back')
    const page = await this.#cast.page('reviewer')
    await page.goto(PAGE)
    await page.getByText('Thiếu phương hướng về 5G').first().waitFor()
    await link(page, 'Soát xét…').click()
    assert.equal(await page.getByLabel('Số, ký hiệu').inputValue(), '12/BC-BTTTT', 'as it was')
    await page.getByText(/^Ký bản có mã/).waitFor()
    await tickDoubts(page)
    await lookAgain(page, 'review-signed')
    await button(page, 'Soát xét và chốt số liệu').click()
    await page.getByText('Đã soát xét, chờ ký').waitFor()
    await page.getByText('Bản số 2', { exact: true }).waitFor()
    await page.getByText(/^phe\.duyet ký bằng khóa trong trình duyệt/).waitFor()
    await page.getByText(/^Soát xét, chốt số liệu, ký bằng khóa trong trình duyệt/).waitFor()
  }

  async sign(): Promise<void> {
    const page = await this.#cast.page('signer')
    await visit(page, PAGE)
    await link(page, 'Ký hoặc trả lại…').click()
    const field = page.getByLabel('Gõ số thuê bao của đợt lớn nhất')
    await button(page, 'Ký báo cáo').click()
    await page
      .getByRole('alert')
      .getByText(/^Chưa gõ để xác nhận/)
      .waitFor()
    await field.fill('198')
    await button(page, 'Ký báo cáo').click()
    await page
      .getByRole('alert')
      .getByText(/Đã gõ "198", báo cáo ghi 1\.980/)
      .waitFor()
    await look(page, 'decide-sign-faults')
    // The document stands on the page, and a month that goes on is ticked.
    await heading(page, /^I\. Truyền thông qua tin nhắn SMS/).waitFor()
    await field.fill('1 980')
    await button(page, 'Ký báo cáo').click()
    await page
      .getByRole('alert')
      .getByText(/đánh dấu từng điểm/)
      .first()
      .waitFor()
    await tickDoubts(page)
    await button(page, 'Ký báo cáo').click()
    await page.getByText('Đã ký, chờ công bố').waitFor()
    await page.getByText(/^ky\.duyet ký bằng khóa trong trình duyệt/).waitFor()
  }

  async publish(): Promise<void> {
    const page = await this.#cast.page('editor')
    await visit(page, PAGE)
    await link(page, 'Công bố…').click()
    await lookAgain(page, 'decide-publish')
    await page.getByText(/^Tháng chưa hết/).waitFor()
    await tickDoubts(page)
    await page.getByLabel('Gõ số thuê bao của đợt lớn nhất').fill('1980')
    await button(page, 'Công bố báo cáo').click()
    await page.getByText('Đã công bố', { exact: true }).waitFor()
    await shoot(page, 'month-published')
    // Whoever works by keys goes on at the first of the rows that the button brought.
    const earlier = button(page, /^Xem \d+ việc trước đó$/)
    await earlier.focus()
    await page.keyboard.press('Enter')
    await earlier.waitFor({ state: 'detached' })
    const focused = page.locator('tbody tr:focus')
    assert.equal(await focused.evaluate(row => (row as HTMLTableRowElement).sectionRowIndex), 10)
    // What is entered now goes into the next edition, and says so.
    await visit(page, `${PAGE}/items`)
    await page.getByText('Bản số 2 đã chốt: thay đổi từ nay vào bản tiếp theo').waitFor()
    await visit(page, '/reports')
    await page.getByText('Đã công bố', { exact: true }).waitFor()
  }

  async download(): Promise<void> {
    const page = await this.#cast.page('auditor')
    await visit(page, PAGE)
    const take = async (name: string) => {
      const [got] = await Promise.all([page.waitForEvent('download'), button(page, name).click()])
      return { file: got.suggestedFilename(), octets: readFileSync(await got.path()) }
    }
    const docx = await take('Tải DOCX')
    assert.equal(docx.file, `${MONTH}-published.docx`)
    assert.match(strFromU8(unzipSync(docx.octets)['word/document.xml']), /12\/BC-BTTTT/)
    const pdf = await take('Tải PDF')
    assert.equal(pdf.octets.subarray(0, 5).toString(), '%PDF-')
    const html = await take('Tải HTML của bản số 2')
    assert.match(html.octets.toString(), /^<!doctype html>/)
    assert.doesNotMatch(html.octets.toString(), /<img/)
    const json = await take('Tải JSON của bản số 2')
    assert.equal(json.file, `${MONTH}-2.json`)
    const { heading, signatures } = JSON.parse(json.octets.toString())
    assert.equal(heading.symbol, '12/BC-BTTTT')
    const { submitted, approved, roster } = signatures
    assert.deepEqual([submitted.name, approved.name, roster.number], ['phe.duyet', 'ky.duyet', 1])
    assert.equal(approved.statement.sha256, submitted.statement.sha256)

    // A document that cannot be had is a sentence, not a file.
    await page.route('**/report/pdf?*', route => route.abort())
    await button(page, 'Tải PDF').click()
    await page
      .getByRole('alert')
      .getByText(/Không kết nối được với máy chủ/)
      .waitFor()
    await page.unroute('**/report/pdf?*')
  }

  async account(): Promise<void> {
    const page = await this.#cast.page('auditor')
    await visit(page, '/trail?action=month')
    const entries = page.getByRole('list', { name: 'Nhật ký' })
    await entries.getByText('công bố báo cáo tháng').waitFor()
    for (const told of [
      'soát xét, chốt số liệu báo cáo tháng',
      'ký báo cáo tháng',
      'trả lại báo cáo tháng',
      'thêm đầu việc trong tháng',
      ...(isMore ? ['sửa đầu việc trong tháng'] : []),
      'xóa đầu việc trong tháng',
    ])
      assert.ok((await entries.getByText(told).count()) > 0, told)
    await shoot(page, 'trail')
    await link(page, `báo cáo tháng ${SHOWN}`).first().click()
    await heading(page, `Báo cáo tháng ${SHOWN}`).waitFor()
  }

  async inspect(): Promise<void> {
    const { staff, names } = this.#cast.reported
    const items = await staff.editor.well('GET', `/api/v1/months/${MONTH}/items`)
    const { id } = items[0]
    // A chart breaks the titles of rounds into rows.
    const rows = ROUNDS.flatMap(title => [title.slice(0, 23).trim(), title.slice(23).trim()])
    const all = [...names, ...rows, ENTERED, LATE.title, 'Họp trực tuyến', 'Thiếu phương hướng về 5G']
    const said = items.flatMap((item: { content: Record<string, unknown> }) =>
      [item.content, item.content.english ?? {}].flatMap(Object.values).filter(value => typeof value === 'string'),
    )
    const heading = [
      'Bộ Thông tin và Truyền thông',
      'Ministry of Information and Communications',
      'Thủ tướng Chính phủ (để báo cáo)',
      'The Prime Minister (to report)',
    ]
    const paths: readonly [string, string, Who][] = [
      ['months', '/reports', 'editor'],
      ['items', `${PAGE}/items`, 'editor'],
      ['items-none', '/reports/2021-03/items', 'editor'],
      ['item', `${PAGE}/items/${id}`, 'editor'],
      ['item-missing', `${PAGE}/items/0190a1b2-0000-7000-8000-000000000001`, 'editor'],
      ['month-silent', '/reports/2021-03', 'editor'],
      ['review', '/reports/2021-03/review', 'editor'],
      ['month', PAGE, 'signer'],
      ['decide', `${PAGE}/decide`, 'signer'],
      ['item-reading', `${PAGE}/items/${id}`, 'auditor'],
      ['figure', `${PAGE}?figure=sms.accepted`, 'auditor'],
    ]
    const { server } = this.#cast.reported
    const viewersIn = (manner: Manner) =>
      new Viewers<Who>(
        this.#cast.browser,
        server.url,
        manner,
        async (who, context) => await context.addCookies(this.#cast.cookiesOf(who)),
      )
    const wide = viewersIn({})
    for (const [name, path, who] of paths.filter(([shown]) => isMore || !ALIKE.has(shown))) {
      const { page, faults } = await wide.open(who, path)
      if (path.includes('figure=')) await page.getByRole('dialog').waitFor()
      const seen = { name, names: [...all, ...said, ...heading], shots: SCREENSHOTS }
      await lookWide(page, seen)
      if (FEW.has(name)) await lookInTheDark(page, seen)
      await lookOnPhone(page, seen)
      assert.deepEqual(faults, [], `${name}: what the browser complains of`)
      wide.release()
    }
    await wide.close()
    const phone = viewersIn({ size: PHONE, language: 'en' })
    for (const [name, path, who] of paths.filter(([shown]) => isMore && FEW.has(shown))) {
      const what = `phone-en-${name}`
      const { page, faults } = await phone.open(who, path)
      if (path.includes('figure=')) await page.getByRole('dialog').waitFor()
      await shoot(page, what)
      await assertFits(page, what)
      await assertTouchable(page, what)
      await assertSpeaks(page, 'en', { names: [...all, ...said, ...heading], what })
      await assertNamed(page, what)
      await page.setViewportSize(NARROW)
      await untilFits(page)
      await assertFits(page, `${what} at 320 pixels`)
      await page.setViewportSize(PHONE)
      assert.deepEqual(faults, [], `${what}: what the browser complains of`)
      phone.release()
    }
    await phone.close()
  }
}
