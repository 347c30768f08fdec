/**
 * The whole story, as people at browsers live it, against an authority, nodes and centres as processes: from the first link
 * to the signing out. Each has a browser of their own. What they see on the way is left in screenshots/.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { Children } from '../../src/app/children/children.ts'
import { split } from '../../src/text/split.ts'
import { unaccented } from '../../src/text/vietnamese.ts'
import { grouped } from '../../src/web/numbers.ts'
import { TownHost } from '../../town/host.ts'
import { LIST_HEADER, listPieces, numbersOf } from '../../town/lists.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { isMore } from '../parts.ts'
import { SERVER } from '../town/town.ts'
import { hasChromium, type Manner, type Visitor, visitor } from './chromium.ts'
import { assertSpeaks } from './inspection.ts'
import { pressByKeyboard, tabTo } from './keyboard.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots')

const OPERATORS: readonly DemoOperator[] = [
  { id: 'viettel', name: 'Viettel', subscribers: 600, length: 9, prefixes: ['32', '98'] },
  { id: 'vinaphone', name: 'VinaPhone', subscribers: 400, length: 9, prefixes: ['91'] },
]
const SUBSCRIBERS = OPERATORS.reduce((sum, { subscribers }) => sum + subscribers, 0)
/** Segments a second: slow enough to be watched. */
const PACE = 120
const PASSWORD = 'một câu dài, dễ nhớ'
const NEXT_PASSWORD = 'một câu khác, cũng dài'

const CAMPAIGN = 'Phòng, chống dịch, tháng 2/2020'
const TITLE = 'Khuyến cáo phòng, chống dịch'
const FIRST = 'Bo Y te: rua tay thuong xuyen bang xa phong.'
const TEXT =
  'Bộ Y tế khuyến cáo: thường xuyên rửa tay bằng xà phòng, đeo khẩu trang nơi đông người, khai báo y tế khi sốt, ho. Gọi miễn phí 19009095.'
/** Of the other one who wrote. */
const OTHER = `${TEXT} Trang tin: ncov.moh.gov.vn`
/** So many segments that it is stopped long before its end, also where the browser gets hardly any of the machine. */
const SECOND = Array.from(
  { length: 5 },
  (_, at) => `${at + 1}. ${TEXT} Lịch tiêm chủng: hỏi trạm y tế nơi cư trú; mang theo sổ tiêm và giấy tờ tùy thân.`,
).join(' ')

const NAMES = {
  administrator: 'Quản trị viên A',
  editor: 'Người soạn B',
  author: 'Người duyệt C',
  approver: 'Người duyệt D',
  auditor: 'Kiểm toán viên E',
} as const
type Who = keyof typeof NAMES
const SIGNERS = ['administrator', 'editor', 'author', 'approver'] as const
const COMPUTER = 'Máy tính cơ quan'
const emailOf = (who: Who) => `${who}@loa.example`

test('people go at browsers from the first link to the signing out', async t => {
  if (!hasChromium(t)) return
  const directory = await mkdtemp(join(tmpdir(), 'loa-story-'))
  t.after(async () => await rm(directory, { recursive: true, force: true }))
  const host = new TownHost({
    directory,
    listen: `127.0.0.1:${await freePort()}`,
    children: new Children(),
    accounts: [],
    server: SERVER,
    media: false,
  })
  t.after(async () => await host.end())
  const setupLink = await host.startAuthority()
  const browser = await browserFor(t)
  const cast = new Cast(browser, host)
  const story = new Story(host, cast)

  const tell = async (what: string, act: () => Promise<void> | void) =>
    await t.test(what, async () => {
      try {
        await act()
      } catch (error) {
        await cast.shootAll()
        throw error
      }
    })
  await tell('the first link makes the administrator', () => story.setUp(setupLink))
  await tell('people come by their invitations', () => story.invite())
  await tell('each makes a signing key in a browser of their own', () => story.makeKeys())
  await tell('the administrator signs the roster that has them', () => story.signRoster())
  await tell('operators are added by hand, and their nodes connect', () => story.addOperators())
  await tell('a round is written, and what it takes is seen as it is typed', () => story.write())
  await tell('two who change one round’s draft lose nothing', () => story.writeTogether())
  await tell('a round is checked and submitted', () => story.submit())
  await tell('who wrote a round may not approve it', () => story.refuseOwn())
  await tell('another approves the round by the number of subscribers', () => story.approve())
  await tell('a round is exercised on the test numbers first', () => story.exercise())
  await tell('a round runs, is paused, goes on and adds up', () => story.run())
  if (isMore) {
    await tell('a round is written in English, without a mouse', () => story.writeByKeyboard())
    await tell('a server that is away is said, and comes back', () => story.loseServer())
    await tell('another round is stopped, which takes a reason and a word', () => story.stop())
    await tell('returns are seen with the operators, and the trail is whole', () => story.account())
    await tell('a session that has ended leads back to where it was', () => story.endSession())
  }
  await tell('who signs out leaves nothing behind', () => story.signOut())
  await tell('no browser complained', () => cast.assertNoFaults())
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Everyone's browser. */
class Cast {
  readonly #browser: Browser
  readonly #host: TownHost
  readonly #visitors = new Map<string, Visitor>()
  #shots = 0

  constructor(browser: Browser, host: TownHost) {
    this.#browser = browser
    this.#host = host
  }

  async enter(name: string, manner: Manner = {}): Promise<Page> {
    const made = await visitor(this.#browser, this.#host.url, manner)
    this.#visitors.set(name, made)
    return made.page
  }

  of(name: string): Visitor {
    const known = this.#visitors.get(name)
    assert.ok(known !== undefined, name)
    return known
  }

  page(name: Who): Page {
    return this.of(name).page
  }

  async shoot(page: Page, name: string): Promise<void> {
    this.#shots++
    await SCREENSHOTS.take(page, `story-${String(this.#shots).padStart(2, '0')}-${name}`)
  }

  /** Where everyone was when something went wrong. */
  async shootAll(): Promise<void> {
    for (const [name, { page }] of this.#visitors) await SCREENSHOTS.takeFailed(page, `story-${name}`)
  }

  /**
   * Beside what was asked for: a server that ends (503) or is away, a network that is away, a page that was left before the code of a link that was
   * pointed at had come, a session that has ended, a draft that was saved before.
   */
  assertNoFaults(): void {
    const unasked = [...this.#visitors].flatMap(([name, { faults }]) =>
      faults
        .filter(
          fault =>
            !/ERR_(CONNECTION|INTERNET|INCOMPLETE|EMPTY)|cannot be reached|status of (401|409|503)|Failed to fetch dynamically/.test(
              fault,
            ),
        )
        .map(fault => `${name}: ${fault}`),
    )
    assert.deepEqual(unasked, [])
  }
}

const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const badge = (page: Page, state: string) => page.locator('main').getByText(state, { exact: true }).first()

class Story {
  readonly #host: TownHost
  readonly #cast: Cast
  /** Paths of the rounds, in the order in which they were written. */
  readonly #rounds: string[] = []

  constructor(host: TownHost, cast: Cast) {
    this.#host = host
    this.#cast = cast
  }

  async setUp(link: string): Promise<void> {
    const page = await this.#cast.enter('administrator')
    await page.goto('/')
    await heading(page, 'Chưa có quản trị viên').waitFor()
    await page.goto(link)
    await page.getByLabel('Họ và tên').fill(NAMES.administrator)
    await page.getByLabel('Thư điện tử').fill(emailOf('administrator'))
    await page.getByLabel('Mật khẩu', { exact: true }).fill('ngan')
    await button(page, 'Tạo quản trị viên').click()
    const faults = page.getByRole('alert')
    await faults.getByText('Mật khẩu quá ngắn.').waitFor()
    await this.#cast.shoot(page, 'setup-faults')
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
    await button(page, 'Tạo quản trị viên').click()
    await heading(page, 'Thiết lập').waitFor()
    await this.#cast.shoot(page, 'set-up')
  }

  async makeKeys(): Promise<void> {
    for (const who of SIGNERS) {
      const page = this.#cast.page(who)
      await visit(page, '/account')
      const keys = page.getByRole('region', { name: 'Khóa ký' })
      await keys.getByText('Chưa có khóa ký nào.').waitFor()
      await keys.getByLabel('Tên khóa ký mới').fill(COMPUTER)
      await button(keys, 'Tạo khóa trong trình duyệt này').click()
      await keys.getByRole('row', { name: COMPUTER }).getByText('Chưa có').waitFor()
      assert.equal(await button(keys, 'Tạo khóa trong trình duyệt này').count(), 0)
    }
    await this.#cast.shoot(this.#cast.page('editor'), 'account-key')
  }

  async signRoster(): Promise<void> {
    const page = this.#cast.page('administrator')
    await visit(page, '/people')
    await page.getByText('Tiếp theo: Quản trị viên thứ hai').waitFor()
    await visit(page, '/signers')
    await button(page, 'Lập danh sách mới').click()
    await heading(page, 'Danh sách số 1, đang chờ').waitFor()
    for (const who of SIGNERS)
      await page.getByRole('row', { name: NAMES[who] }).getByText('Thêm', { exact: true }).waitFor()
    await page.getByText(/^Ký bản có mã/).waitFor()
    await this.#cast.shoot(page, 'roster-waits')
    await button(page, 'Ký danh sách này').click()
    await heading(page, 'Danh sách số 1, đang có hiệu lực').waitFor()
    await page.getByText('Chỉ một quản trị viên quyết định ai được ký').waitFor()
    await this.#cast.shoot(page, 'roster-in-force')
    // The pages of the others have heard of it by themselves.
    for (const who of SIGNERS.filter(one => one !== 'administrator')) {
      const own = this.#cast.page(who)
      await own.getByRole('row', { name: COMPUTER }).getByText('Đã có').waitFor()
      // The approver waits for what comes.
      await visit(own, who === 'approver' ? '/' : '/rounds')
    }
    await this.#cast.page('editor').getByText('Chưa có đợt nhắn tin nào').waitFor()
    await this.#cast.shoot(this.#cast.page('editor'), 'rounds-none')
  }

  async addOperators(): Promise<void> {
    const page = this.#cast.page('administrator')
    await this.#host.startRehearsal()
    for (const operator of OPERATORS) {
      await page.getByRole('link', { name: 'Nhà mạng', exact: true }).first().click()
      await button(page, 'Thêm nhà mạng').click()
      const form = page.getByRole('dialog')
      await form.getByLabel('Tên nhà mạng').fill(operator.name)
      await form.getByLabel('Tên ngắn').fill(operator.id)
      await button(form, 'Thêm nhà mạng').click()
      await heading(page, operator.name).waitFor()
      await button(page, 'Tạo mã đăng ký').click()
      const code = await page.getByLabel('Mã', { exact: true }).inputValue()
      await this.#startNode(operator, code)
      await button(page, 'Đã gửi mã').click()
    }
    await page.getByRole('link', { name: 'Nhà mạng', exact: true }).first().click()
    for (const { name } of OPERATORS) await page.getByRole('row', { name }).getByText('Đã kết nối').waitFor()
  }

  /** What the operator's engineer does on a machine of their own. */
  async #startNode(operator: DemoOperator, code: string): Promise<void> {
    const host = this.#host
    await host.enrol(operator, code)
    const list = [LIST_HEADER, ...listPieces(operator)].join('')
    await writeFile(host.audience(operator), list)
    const staff = [...numbersOf(operator)].slice(0, 3)
    await writeFile(host.staff(operator), staff.join('\n'))
    const centre = { 'receipt-delay': '200ms' }
    await host.startCentre(operator, { mishap: 'none', centre })
    host.startNode(operator, PACE)
  }

  async invite(): Promise<void> {
    const admin = this.#cast.page('administrator')
    await admin.getByRole('link', { name: 'Người dùng' }).click()
    for (const [who, role] of [
      ['editor', 'Người soạn'],
      ['author', 'Người duyệt'],
      ['approver', 'Người duyệt'],
      ['auditor', 'Kiểm toán'],
    ] as const) {
      await button(admin, 'Mời người dùng').click()
      const form = admin.getByRole('dialog')
      await form.getByLabel('Họ và tên').fill(NAMES[who])
      await form.getByLabel('Thư điện tử').fill(emailOf(who))
      await form.getByRole('radio', { name: role, exact: true }).check()
      await button(form, 'Mời và tạo liên kết').click()
      const link = await admin.getByLabel('Liên kết một lần').inputValue()
      await button(admin, 'Đã gửi liên kết').click()
      const page = await this.#cast.enter(who)
      await page.goto(link)
      await page.getByLabel('Mật khẩu mới').fill(PASSWORD)
      await button(page, 'Đặt mật khẩu và đăng nhập').click()
      await heading(page, who === 'auditor' ? 'Chờ tôi xử lý' : 'Khóa ký').waitFor()
    }
    await admin.getByRole('row', { name: NAMES.auditor }).getByText('Đang dùng').waitFor()
  }

  async write(): Promise<void> {
    const page = this.#cast.page('editor')
    await page.getByRole('link', { name: 'Chiến dịch', exact: true }).click()
    await button(page, 'Bắt đầu chiến dịch').first().click()
    await page.getByLabel('Tên chiến dịch', { exact: true }).fill(CAMPAIGN)
    await button(page.getByRole('dialog'), 'Bắt đầu chiến dịch').click()
    await heading(page, CAMPAIGN).waitFor()
    await button(page, 'Soạn đợt mới').first().click()
    await page.getByLabel('Tên đợt').fill(TITLE)
    await page.getByLabel('Tên người gửi').fill('BOYTE')
    await button(page, 'Tạo dự thảo và soạn tin').click()
    await heading(page, 'Soạn tin').waitFor()
    this.#rounds.push(roundPath(page))

    const text = page.getByLabel('Nội dung tin nhắn')
    for (const typed of [FIRST, TEXT]) {
      await text.fill(typed)
      await this.#assertPreview(page, typed)
    }
    // A Cyrillic letter that looks like ours, as it comes along with pasted text.
    await text.fill(TEXT.replace('khai báo', 'kh\u0430i báo'))
    const marks = page.getByRole('region', { name: 'Ký tự cần xem lại' })
    await marks.getByText('Chữ giống chữ Việt').waitFor()
    await this.#cast.shoot(page, 'compose-marks')
    await marks.getByRole('button', { name: /^Thay bằng a/ }).click()
    assert.equal(await text.inputValue(), TEXT)
    await marks.waitFor({ state: 'detached' })

    await page.getByRole('radio', { name: 'Cả ngày đêm' }).check()
    await page.getByText(/^Đã lưu lúc /).waitFor()
  }

  /** Encoding, segments, what is left; the phone; what it would be without accents, for everyone. */
  async #assertPreview(page: Page, typed: string): Promise<void> {
    const { encoding, segments, unitsLeft } = split(typed)
    const plain = split(unaccented(typed))
    const figures = page.locator('dl').first()
    await figures.getByText(encoding === 'gsm7' ? 'GSM-7' : 'UCS-2').waitFor()
    await figures.getByText(`${segments} bản tin`, { exact: true }).waitFor()
    await figures.getByText(`${unitsLeft} ký tự`, { exact: true }).waitFor()
    await page.locator('figure').getByText(typed).waitFor()
    const whole = page.getByRole('row', { name: 'Cả đợt' })
    const all = (each: number) => `${grouped(each * SUBSCRIBERS, 'vi')} bản tin`
    await whole.getByText(all(segments)).first().waitFor()
    if (plain.segments === segments) return
    await whole.getByText(all(plain.segments)).waitFor()
    const saving = page.getByRole('row', { name: 'Tiết kiệm' })
    await saving.getByText(all(segments - plain.segments)).waitFor()
  }

  async writeTogether(): Promise<void> {
    const { page, context } = this.#cast.of('editor')
    const other = this.#cast.page('author')
    const mine = `${TEXT} Xin cảm ơn.`
    await visit(other, `${this.#rounds[0]}/compose`)
    await other.getByLabel('Nội dung tin nhắn').waitFor()
    await context.setOffline(true)
    await page
      .getByText(/^Máy này đang mất mạng/)
      .first()
      .waitFor()
    await page.getByLabel('Nội dung tin nhắn').fill(mine)
    await page.getByText(/^Chưa lưu được; nội dung vẫn được giữ/).waitFor()
    await this.#cast.shoot(page, 'compose-offline')
    await other.getByLabel('Nội dung tin nhắn').fill(OTHER)
    await button(other, 'Lưu dự thảo').click()
    await other.getByText(/^Đã lưu lúc .*bản \d+$/).waitFor()
    await context.setOffline(false)

    const conflict = page.getByRole('alert').filter({ hasText: 'Hai người cùng sửa dự thảo này' })
    await conflict.waitFor()
    for (const written of [mine, OTHER])
      await conflict.locator('[lang]').getByText(written, { exact: true }).first().waitFor()
    await this.#cast.shoot(page, 'compose-conflict')
    await button(conflict, 'Giữ bản của tôi').click()
    await conflict.waitFor({ state: 'detached' })
    await page.getByText(/^Đã lưu lúc /).waitFor()
    assert.equal(await page.getByLabel('Nội dung tin nhắn').inputValue(), mine)
    await other.locator('figure').getByText(mine).waitFor()
    const versions = await other.request.get(`/api/v1${this.#rounds[0]}/versions`)
    const texts = ((await versions.json()) as { content: object }[]).map(one => JSON.stringify(one))
    assert.ok(
      texts.some(text => text.includes(OTHER)),
      'what the other wrote is among the versions',
    )
  }

  async submit(): Promise<void> {
    const page = this.#cast.page('editor')
    await button(page, 'Trình duyệt…').click()
    await heading(page, 'Kiểm tra trước khi trình').waitFor()
    await this.#cast.shoot(page, 'compose-check')
    await button(page, 'Trình duyệt').click()
    await badge(page, 'Chờ duyệt').waitFor()
  }

  async refuseOwn(): Promise<void> {
    const page = this.#cast.page('author')
    await visit(page, `${this.#rounds[0]}/approve`)
    await page.getByText('Người soạn không được duyệt bản của mình').waitFor()
    assert.equal(await page.getByLabel('Gõ số thuê bao').count(), 0)
    await this.#cast.shoot(page, 'approve-own')
  }

  async approve(): Promise<void> {
    const page = this.#cast.page('approver')
    // It came by itself onto the page where one lands, and the tab counts it.
    const waiting = page.getByRole('region', { name: 'Chờ tôi xử lý' })
    await waiting.getByText('Chờ duyệt').waitFor()
    await page.waitForFunction(() => document.title === '(1) Tổng quan – Loa')
    await this.#cast.shoot(page, 'overview-waits')
    // It leads to where one decides.
    await waiting.getByRole('link', { name: TITLE }).click()
    await page.getByText(/^Ký bản có mã .* bằng khóa của trình duyệt này\.$/).waitFor()
    const count = page.getByLabel('Gõ số thuê bao sẽ nhận tin')
    await count.fill(String(SUBSCRIBERS - 1))
    await button(page, 'Phê duyệt đợt nhắn tin').click()
    await page
      .getByRole('alert')
      .getByText(/^Số đã gõ là /)
      .waitFor()
    await count.fill(grouped(SUBSCRIBERS, 'vi'))
    await button(page, 'Phê duyệt đợt nhắn tin').click()
    await badge(page, 'Đã duyệt').waitFor()
  }

  async exercise(): Promise<void> {
    // The editor's page has heard of the approval by itself.
    const page = this.#cast.page('editor')
    await page.getByText('Phải diễn tập đạt trước khi gửi thật.').waitFor()
    await button(page, 'Bắt đầu diễn tập').click()
    await badge(page, 'Đạt').waitFor()
    await this.#cast.shoot(page, 'exercised')
  }

  async #schedule(page: Page, round: string): Promise<void> {
    await visit(page, round)
    await button(page, 'Ban hành lệnh gửi thật').click()
    const dialog = page.getByRole('dialog')
    await button(dialog, 'Ban hành lệnh gửi thật').click()
    await dialog.getByText(/^Chưa khớp/).waitFor()
    await dialog.getByRole('textbox').fill(String(SUBSCRIBERS))
    await button(dialog, 'Ban hành lệnh gửi thật').click()
    await page.getByRole('link', { name: 'Theo dõi đợt đang chạy' }).click()
  }

  async run(): Promise<void> {
    const page = this.#cast.page('approver')
    const auditor = this.#cast.page('auditor')
    await this.#schedule(page, this.#rounds[0])
    await visit(auditor, `${this.#rounds[0]}/live`)
    await badge(page, 'Đang gửi').waitFor()
    await progressBeyond(page, 0)
    await button(page, 'Tạm dừng').click()
    await page.getByText('Lệnh tạm dừng: 2/2 nhà mạng đã tạm dừng').waitFor()
    await badge(auditor, 'Tạm dừng').waitFor()
    const paused = await progressOf(page)
    assert.ok(paused < 100, 'it was paused before its end')
    await this.#cast.shoot(page, 'live-paused')
    await button(page, 'Tiếp tục').click()
    await progressBeyond(page, paused)
    await this.#cast.shoot(page, 'live-running')
    await badge(page, 'Hoàn thành').waitFor()
    for (const each of [page, auditor]) {
      await each.getByText('2/2 nhà mạng đã báo cáo, số liệu khớp').waitFor()
      assert.equal(await progressOf(each), 100)
    }
    const whole = page.getByRole('row', { name: /^Cả đợt/ })
    await whole.getByText(grouped(SUBSCRIBERS, 'vi'), { exact: true }).waitFor()
    assert.equal(await button(auditor, 'Dừng…').count(), 0)
    await this.#cast.shoot(page, 'live-finished')
  }

  async writeByKeyboard(): Promise<void> {
    const page = this.#cast.page('editor')
    await page.getByRole('button', { name: 'English' }).click()
    await page.goto('/rounds')
    await heading(page, 'Rounds').waitFor()
    const speaks = async (what: string) => {
      const names = [...Object.values(NAMES), CAMPAIGN, TITLE, SECOND, this.#authorityName]
      await assertSpeaks(page, 'en', { names, what })
    }
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('Tab')
    await this.#cast.shoot(page, 'skip-link')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
    await speaks('rounds')
    await page.evaluate(() => document.querySelector<HTMLElement>('.loa-skip')?.focus())
    await pressByKeyboard(page, page.getByRole('link', { name: 'Campaigns', exact: true }))
    await heading(page, 'Campaigns').waitFor()
    await speaks('campaigns')
    await pressByKeyboard(page, page.getByRole('link', { name: CAMPAIGN }))
    await heading(page, CAMPAIGN).waitFor()
    await speaks('campaign')
    await pressByKeyboard(page, button(page, 'Write a new round'))
    await page.getByRole('dialog').waitFor()
    await page.locator('input:focus').waitFor()
    await page.keyboard.type('Vaccination')
    await tabTo(page, page.getByLabel('Sender'))
    assert.equal(await page.getByLabel('Sender').inputValue(), 'BOYTE', 'as in the last round')
    await speaks('new round')
    await page.keyboard.press('Enter')
    await heading(page, 'Write the messages').waitFor()
    this.#rounds.push(roundPath(page))
    await tabTo(page, page.getByLabel('Text of the message'))
    await page.keyboard.insertText(SECOND)
    await tabTo(page, page.getByRole('radio', { name: '7 am to 9 pm' }))
    for (let down = 0; down < 3; down++) await page.keyboard.press('ArrowDown')
    assert.ok(await page.getByRole('radio', { name: 'Day and night' }).isChecked())
    await tabTo(page, page.getByRole('checkbox', { name: 'Exercise first' }))
    await page.keyboard.press('Space')
    await speaks('compose')
    await pressByKeyboard(page, button(page, 'Submit…'))
    await heading(page, 'Check before you submit').waitFor()
    await speaks('check')
    await pressByKeyboard(page, button(page, 'Submit for approval'))
    await badge(page, 'Submitted').waitFor()
    await speaks('round')
    await this.#cast.shoot(page, 'round-english')
    await page.getByRole('button', { name: /Việt$/ }).click()
    await badge(page, 'Chờ duyệt').waitFor()
  }

  async loseServer(): Promise<void> {
    const page = this.#cast.page('auditor')
    await this.#host.killAuthority()
    await page.getByText(/^Số liệu cũ: liên lạc gần nhất lúc /).waitFor()
    await page.getByText(/^Mất kết nối trực tiếp với máy chủ/).waitFor()
    assert.equal(await progressOf(page), 100, 'what was known is still shown')
    await this.#cast.shoot(page, 'live-stale')
    // A page that was not open cannot be had.
    await page.getByRole('link', { name: 'Chiến dịch', exact: true }).click()
    await page.getByText('Không kết nối được với máy chủ.').waitFor()
    await this.#cast.shoot(page, 'campaigns-away')
    // However often it was tried meanwhile.
    await page.getByText(/^Mất kết nối trực tiếp với máy chủ/).waitFor()
    await this.#host.restartAuthority()
    await button(page, 'Thử lại').first().click()
    await page.getByRole('link', { name: CAMPAIGN }).waitFor()
    await page.getByText(/^Mất kết nối trực tiếp với máy chủ/).waitFor({ state: 'detached' })
  }

  async stop(): Promise<void> {
    const page = this.#cast.page('author')
    const round = this.#rounds[1]
    await visit(page, `${round}/approve`)
    await page.getByLabel('Gõ số thuê bao sẽ nhận tin').fill(String(SUBSCRIBERS))
    await button(page, 'Phê duyệt đợt nhắn tin').click()
    await badge(page, 'Đã duyệt').waitFor()
    await this.#schedule(page, round)
    await progressBeyond(page, 0)
    await button(page, 'Dừng…').click()
    const dialog = page.getByRole('dialog')
    await button(dialog, 'Dừng đợt nhắn tin').click()
    await dialog.getByText('Gõ DỪNG để xác nhận.').first().waitFor()
    await this.#cast.shoot(page, 'live-stop-faults')
    await dialog.getByLabel('Lý do dừng').fill('Lịch tiêm đã thay đổi')
    await dialog.getByLabel('Để xác nhận, gõ DỪNG').fill('dừng')
    await button(dialog, 'Dừng đợt nhắn tin').click()
    await page.getByText('Lệnh dừng: 2/2 nhà mạng đã dừng').waitFor()
    await badge(page, 'Đã dừng').waitFor()
    assert.ok((await progressOf(page)) < 100, 'it was stopped before its end')
    await this.#cast.shoot(page, 'live-stopped')
  }

  async account(): Promise<void> {
    const page = this.#cast.page('auditor')
    await page.getByRole('link', { name: 'Nhà mạng', exact: true }).click()
    for (const { name } of OPERATORS) {
      const row = page.getByRole('row', { name })
      await row.getByText('không có').waitFor()
      assert.equal(await row.locator('time').count(), 2, 'since when, and the last return')
    }
    await page.getByRole('link', { name: 'Nhật ký' }).click()
    await button(page, 'Kiểm tra nhật ký').click()
    await page.getByText(/^Nguyên vẹn: cả \d+ dòng khớp mã băm/).waitFor()
    for (const sentence of [
      `${NAMES.author}: dừng đợt`,
      `${NAMES.approver}: phê duyệt đợt`,
      `${NAMES.editor}: cho diễn tập đợt`,
    ])
      await page.getByRole('listitem').filter({ hasText: sentence }).first().waitFor()
    await this.#cast.shoot(page, 'trail-whole')
  }

  async endSession(): Promise<void> {
    const page = this.#cast.page('editor')
    await page.getByRole('link', { name: 'Chiến dịch', exact: true }).click()
    await page.getByRole('link', { name: CAMPAIGN }).click()
    await button(page, 'Soạn đợt mới').click()
    await page.getByLabel('Tên đợt').fill('Dự thảo dở dang')
    await page.getByLabel('Tên người gửi').fill('BOYTE')
    await button(page, 'Tạo dự thảo và soạn tin').click()
    await heading(page, 'Soạn tin').waitFor()
    const round = roundPath(page)
    // At home the same person changes the password; here it is not known yet.
    const home = await this.#cast.enter('home')
    await home.goto('/account')
    await home.getByLabel('Thư điện tử').fill(emailOf('editor'))
    await home.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
    await button(home, 'Đăng nhập').click()
    await heading(home, 'Tài khoản').waitFor()
    await page.getByLabel('Nội dung tin nhắn').fill(FIRST)
    await home.getByLabel('Mật khẩu hiện tại').fill(PASSWORD)
    await home.getByLabel('Mật khẩu mới').fill(NEXT_PASSWORD)
    await button(home, 'Đổi mật khẩu').click()
    await home.getByText(/^Đã đổi mật khẩu\./).waitFor()

    await page.getByText('Phiên làm việc đã hết.').waitFor()
    await this.#cast.shoot(page, 'session-ended')
    await page.getByLabel('Thư điện tử').fill(emailOf('editor'))
    await page.getByLabel('Mật khẩu', { exact: true }).fill(NEXT_PASSWORD)
    await button(page, 'Đăng nhập').click()
    await heading(page, 'Soạn tin').waitFor()
    assert.equal(roundPath(page), round)
    assert.equal(await page.getByLabel('Nội dung tin nhắn').inputValue(), FIRST)
  }

  async signOut(): Promise<void> {
    const page = this.#cast.page('auditor')
    await button(page, 'Đăng xuất').click()
    await heading(page, 'Đăng nhập').waitFor()
    await page.goBack()
    await heading(page, 'Đăng nhập').waitFor()
    assert.equal(await page.getByText(NAMES.auditor).count(), 0)
    await this.#cast.shoot(page, 'signed-out')
  }

  get #authorityName(): string {
    return 'Bộ Thông tin và Truyền thông (bản chạy thử)'
  }
}

/** Of the page that is shown: `/rounds/…`. */
function roundPath(page: Page): string {
  const found = /\/rounds\/[0-9a-f-]+/.exec(page.url())
  assert.ok(found !== null, page.url())
  return found[0]
}

/** Percent. */
async function progressOf(page: Page): Promise<number> {
  return Number(await page.getByRole('progressbar').getAttribute('aria-valuenow'))
}

const PROGRESS_POLL_MS = 100

/** Waits until it has moved; where it is then. */
async function progressBeyond(page: Page, before: number): Promise<number> {
  await page.waitForFunction(
    from => Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) > from,
    before,
    { polling: PROGRESS_POLL_MS },
  )
  return await progressOf(page)
}
