/**
 * The first hour of an authority, by its console alone: from `loa serve` on an empty directory to the first live round, by four people and
 * an operator's engineer, with every press counted; then the first bulletin and the first briefing. And the same with a wrong turn at each
 * step, none of which keeps a round from going out or makes a node that refuses everything. What they see is left in screenshots-first-hour/.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { Children, type Running } from '../../src/app/children/children.ts'
import { startCentreProcess } from '../../tools/smsc/process.ts'
import { LIST_HEADER, listPieces, numbersOf } from '../../town/lists.ts'
import { totp } from '../authority/totp.ts'
import { SERVER } from '../town/town.ts'
import { hasChromium, PHONE, type Visitor, visitor, WIDE } from './chromium.ts'
import { assertAccessible, assertFits } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-first-hour')

/** No more than these, and no wait but for people. */
const ROUND_PRESSES_MAX = 45
const BULLETIN_PRESSES_MAX = 20
const BRIEFING_PRESSES_MAX = 12

const NAME = 'Bộ Y tế'
const PASSWORD = 'một câu dài, dễ nhớ'
const COMPUTER = 'Máy tính cơ quan'
const OPERATOR = { id: 'viettel', name: 'Viettel', subscribers: 300, length: 9, prefixes: ['32'] }
const TITLE = 'Khuyến cáo rửa tay'
const TEXT = 'Bộ Y tế khuyến cáo: thường xuyên rửa tay bằng xà phòng.'

const PEOPLE = { first: 'Quản trị A', second: 'Quản trị B', editor: 'Người soạn C', approver: 'Người duyệt D' } as const
type Who = keyof typeof PEOPLE
const ROLES = { second: 'Quản trị viên', editor: 'Người soạn', approver: 'Người duyệt' } as const

const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('link', { name, exact: typeof name === 'string' })

/** Four people, each at a browser of their own, whose presses are counted; and the machines. */
class Hour {
  presses = 0
  url = ''
  readonly #visitors = new Map<Who, Visitor>()
  readonly #directory: string
  readonly #children = new Children()
  readonly #browser: Browser
  #node: Running | null = null
  #shots = 0

  private constructor(browser: Browser, directory: string) {
    this.#browser = browser
    this.#directory = directory
  }

  /** With the link that `loa serve` prints on an empty directory. */
  static async begin(
    t: TestContext,
    flags: readonly string[] = [],
  ): Promise<{ readonly hour: Hour; readonly setupLink: string }> {
    const directory = await mkdtemp(join(tmpdir(), 'loa-first-hour-'))
    const hour = new Hour(await browserFor(t), directory)
    t.after(async () => {
      for (const { context } of hour.#visitors.values()) await context.close()
      for (const centre of hour.#centres) await centre.close()
      await hour.#children.endAll()
      await rm(directory, { recursive: true, force: true })
    })
    const server = hour.#children.loa(
      ['serve', '--data', join(directory, 'authority'), '--listen', '127.0.0.1:0', '--json'].concat(flags),
      {},
      SERVER,
    )
    const line = await server.line()
    assert.ok(line !== null, server.said())
    const { url, setupLink } = JSON.parse(line) as { url: string; setupLink: string }
    hour.url = url
    return { hour, setupLink }
  }

  async enter(who: Who): Promise<Page> {
    const made = await visitor(this.#browser, this.url)
    this.#visitors.set(who, made)
    return made.page
  }

  page(who: Who): Page {
    const known = this.#visitors.get(who)
    assert.ok(known !== undefined, who)
    return known.page
  }

  async press(what: Locator): Promise<void> {
    await what.click()
    this.presses++
  }

  async shoot(page: Page, name: string): Promise<void> {
    this.#shots++
    const called = `${String(this.#shots).padStart(2, '0')}-${name}`
    await SCREENSHOTS.take(page, called)
    await page.setViewportSize(PHONE)
    await SCREENSHOTS.take(page, `${called}-phone`)
    await page.setViewportSize(WIDE)
  }

  /** What everybody had before them where it went wrong. */
  async tell(act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      for (const [who, { page }] of this.#visitors) await SCREENSHOTS.takeFailed(page, who)
      throw error
    }
  }

  assertNoFaults(): void {
    const faults = [...this.#visitors].flatMap(([who, { faults }]) => faults.map(fault => `${who}: ${fault}`))
    assert.deepEqual(faults, [])
  }

  /** Where one goes on, as the page that did the step before says it. */
  async next(page: Page, what: string): Promise<void> {
    const said = page.getByRole('status').filter({ hasText: `Tiếp theo: ${what}` })
    await this.press(link(said, what))
  }

  async setUp(setupLink: string): Promise<void> {
    const page = await this.enter('first')
    await page.goto(setupLink)
    await page.getByLabel('Họ và tên').fill(PEOPLE.first)
    await page.getByLabel('Thư điện tử').fill('a@bo.example')
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
    await this.press(button(page, 'Tạo quản trị viên'))
    await this.secondFactor(page)
  }

  /** Its QR code is there as soon as the password was chosen. */
  async secondFactor(page: Page): Promise<void> {
    const panel = page.getByRole('region', { name: 'Xác thực hai bước' })
    const secret = (await panel.locator('.loa-mono').textContent()) ?? ''
    await panel.getByLabel('Mã 6 chữ số').fill(totp(secret.replace(/\s/g, '')))
    await this.press(button(panel, 'Bật xác thực hai bước'))
    await this.press(button(panel, 'Đã lưu các mã'))
    await panel.getByText('Tiếp theo: Khóa ký của anh/chị').waitFor()
  }

  async makeKey(page: Page): Promise<void> {
    const keys = page.getByRole('region', { name: 'Khóa ký', exact: true })
    await keys.getByLabel('Tên khóa ký mới').fill(COMPUTER)
    await this.press(button(keys, 'Tạo khóa trong trình duyệt này'))
    await keys.getByRole('row', { name: COMPUTER }).waitFor()
  }

  /** In the dialogue that is open. What the link of the invitation is. */
  async invite(who: keyof typeof ROLES): Promise<string> {
    const page = this.page('first')
    const form = page.getByRole('dialog', { name: 'Mời người dùng' })
    await form.getByLabel('Họ và tên').fill(PEOPLE[who])
    await form.getByLabel('Thư điện tử').fill(`${who}@bo.example`)
    const role = form.getByRole('radio', { name: ROLES[who], exact: true })
    if (!(await role.isChecked())) await this.press(role)
    await this.press(button(form, 'Mời và tạo liên kết'))
    const invitation = await page.getByLabel('Liên kết một lần').inputValue()
    await this.press(button(page, 'Đã gửi liên kết'))
    return invitation
  }

  async come(who: keyof typeof ROLES, invitation: string): Promise<void> {
    const page = await this.enter(who)
    await page.goto(invitation)
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD)
    await this.press(button(page, 'Đặt mật khẩu và đăng nhập'))
    if (who !== 'editor') await this.secondFactor(page)
    await this.makeKey(page)
  }

  async signRoster(page: Page): Promise<void> {
    await page.getByText(/^Ký bản có mã/).waitFor()
    await this.press(button(page, 'Ký danh sách này'))
  }

  /** In the dialogue that is open. */
  async addOperator(page: Page): Promise<void> {
    const form = page.getByRole('dialog', { name: 'Thêm nhà mạng' })
    await form.getByLabel('Tên nhà mạng').fill(OPERATOR.name)
    await form.getByLabel('Tên ngắn').fill(OPERATOR.id)
    await this.press(button(form, 'Thêm nhà mạng'))
    await page.getByRole('heading', { name: OPERATOR.name, level: 1 }).waitFor()
  }

  /** The code is there with the press that asks for it. What the engineer does with it is no press. */
  async enrol(page: Page, { hasExercise = true } = {}): Promise<void> {
    await this.press(button(page, 'Tạo mã đăng ký'))
    const code = await page.getByLabel('Mã', { exact: true }).inputValue()
    await this.#startNode(code, hasExercise)
    await this.press(button(page, 'Đã gửi mã'))
  }

  /** As an engineer does it on the operator's machine. */
  async #startNode(code: string, hasExercise: boolean): Promise<void> {
    const at = (name: string) => join(this.#directory, name)
    const key = at('node.key')
    const enrolment = this.#children.loa([
      ...['operator', 'enrol', '--authority', this.url, '--code', code, '--key', key],
    ])
    const { code: exit, stderr } = await enrolment.exit
    assert.equal(exit, 0, stderr)
    await writeFile(at('all.loa'), [LIST_HEADER, ...listPieces(OPERATOR)].join(''))
    await writeFile(at('staff.txt'), [...numbersOf(OPERATOR)].slice(0, 3).join('\n'))
    const centre = await startCentreProcess({ password: 'secret', 'receipt-delay': '100ms' })
    const smsc = `smpp://${OPERATOR.id}:secret@127.0.0.1:${centre.port}`
    this.#centres.push(centre)
    this.#node = this.#children.loa(
      [
        ...['operator', '--authority', this.url, '--key', key, '--data', at('node')],
        ...['--audience', at('all.loa'), '--tps', '250'],
        ...(hasExercise ? ['--exercise-audience', at('staff.txt')] : []),
      ],
      { LOA_SMSC: smsc, ...(hasExercise && { LOA_EXERCISE_SMSC: smsc }) },
    )
  }

  readonly #centres: Awaited<ReturnType<typeof startCentreProcess>>[] = []

  /** What the node has told its engineer. */
  get nodeSaid(): string {
    return this.#node?.said() ?? ''
  }

  /** From the page where the editor is; to the first letter at most two presses. */
  async write({ isExercised }: { readonly isExercised: boolean }): Promise<void> {
    const page = this.page('editor')
    await this.press(link(page, /^Tổng quan/))
    const before = this.presses
    await this.press(link(page.getByRole('main'), 'Đợt mới'))
    await page.getByLabel('Tên đợt').fill(TITLE)
    await page.getByLabel('Tên người gửi').fill('BOYTE')
    await this.press(button(page, 'Tạo dự thảo và soạn tin'))
    const text = page.getByLabel('Nội dung tin nhắn')
    await text.fill(TEXT)
    assert.ok(this.presses - before <= 2, 'a title is enough')
    const first = page.getByRole('checkbox', { name: 'Diễn tập trước khi gửi thật' })
    assert.equal(await first.isChecked(), isExercised, 'an exercise where one can be held')
    await this.press(page.getByRole('radio', { name: 'Cả ngày đêm' }))
    await this.press(button(page, 'Trình duyệt…'))
    await this.press(button(page, 'Trình duyệt'))
    await page.getByText('Chờ duyệt', { exact: true }).first().waitFor()
  }

  async approveAndIssue({ isExercised }: { readonly isExercised: boolean }): Promise<void> {
    const page = this.page('approver')
    await this.press(link(page, /^Tổng quan/))
    await this.press(link(page.getByRole('region', { name: 'Chờ tôi xử lý' }), new RegExp(TITLE)))
    await page.getByLabel('Gõ số thuê bao sẽ nhận tin').fill(String(OPERATOR.subscribers))
    await this.press(button(page, 'Phê duyệt đợt nhắn tin'))
    await page.getByText('Đã duyệt', { exact: true }).first().waitFor()
    if (isExercised) {
      await this.press(button(page, 'Bắt đầu diễn tập'))
      await page.getByText('Đạt', { exact: true }).first().waitFor()
    }
    await this.press(button(page, 'Ban hành lệnh gửi thật'))
    const dialogue = page.getByRole('dialog')
    await dialogue.getByRole('textbox').fill(String(OPERATOR.subscribers))
    await this.press(button(dialogue, 'Ban hành lệnh gửi thật'))
    const live = await link(page, 'Theo dõi đợt đang chạy').getAttribute('href')
    await page.goto(live ?? assert.fail())
    await page.getByText('Hoàn thành', { exact: true }).first().waitFor()
  }

  /** On the public page, with the correction that would take it back. */
  async publish(): Promise<void> {
    const page = this.page('editor')
    await this.press(link(page, 'Bản tin'))
    await this.press(link(page.getByRole('main'), 'Soạn bản tin').first())
    for (const [part, title, text] of [
      ['renditions', TITLE, TEXT],
      ['correction', 'Đính chính', 'Nội dung trước không còn đúng.'],
    ]) {
      await page.locator(`#${part}-page-0-title`).fill(title)
      await page.locator(`#${part}-page-0-text`).fill(text)
    }
    await this.press(button(page, 'Lưu dự thảo').first())
    await this.press(button(page, 'Trình duyệt'))
    await this.press(button(page.getByRole('dialog'), 'Trình duyệt'))
    await page.getByText('Chờ duyệt').first().waitFor()
    const approver = this.page('approver')
    await this.press(link(approver, /^Tổng quan/))
    const waiting = approver.getByRole('region', { name: 'Chờ tôi xử lý' })
    await this.press(link(waiting, new RegExp(TITLE)))
    await approver.getByLabel('Gõ "phát thật" để phê duyệt').fill('phát thật')
    await this.press(button(approver, 'Phê duyệt và phát'))
    await approver.getByText('Đang phát', { exact: true }).first().waitFor()
  }

  /** Of two sites, until each has its link. */
  async prepareBriefing(): Promise<void> {
    const page = this.page('editor')
    await this.press(link(page, 'Giao ban'))
    await this.press(link(page.getByRole('main'), 'Danh sách điểm cầu'))
    for (const [site, short] of [
      [NAME, 'BYT'],
      ['Bệnh viện Bạch Mai', 'BM'],
    ]) {
      await this.press(button(page, 'Thêm điểm cầu'))
      await page.getByLabel('Tên điểm cầu').fill(site)
      await page.getByLabel('Tên ngắn').fill(short)
      await page.getByLabel('Họ tên người phụ trách').fill('Nguyễn Văn L')
      await this.press(button(page, 'Lưu điểm cầu'))
      await page.getByRole('cell', { name: `${site} ${short}` }).waitFor()
    }
    await this.press(link(page.getByRole('main'), 'Chuẩn bị buổi giao ban'))
    await page.getByLabel('Tên buổi giao ban').fill('Giao ban, buổi 1')
    await page.getByLabel('Bắt đầu', { exact: true }).fill('2030-01-02T07:30')
    await this.press(button(page, 'Mời tất cả 2 điểm cầu'))
    await this.press(button(page, 'Lưu buổi giao ban'))
    await this.press(link(page, 'Liên kết vào phòng'))
    await this.press(button(page, 'Cấp liên kết cho 2 điểm cầu'))
    const first = page.getByLabel(NAME, { exact: true })
    assert.match(await first.inputValue(), /\/briefing#\S{20,}$/)
  }
}

test('from an empty directory to the first live round by the console alone: four people, few presses, no wait', async t => {
  if (!hasChromium(t)) return
  const { hour, setupLink } = await Hour.begin(t, ['--name', NAME])
  const counted = async (what: string, max: number, act: () => Promise<void>) => {
    const before = hour.presses
    await hour.tell(act)
    const presses = hour.presses - before
    t.diagnostic(`presses to ${what}: ${presses}`)
    assert.ok(presses <= max, `${what}: ${presses} presses`)
  }
  await counted('the first live round', ROUND_PRESSES_MAX, () => straight(hour, setupLink))
  await counted('the first bulletin', BULLETIN_PRESSES_MAX, () => hour.publish())
  await counted('the first briefing', BRIEFING_PRESSES_MAX, () => hour.prepareBriefing())
  hour.assertNoFaults()
})

test('a wrong turn at each step of the first hour keeps no round from going out and makes no node that refuses everything: a roster of one alone, an operator before anybody, the second administrator last, no exercise lanes, no name', async t => {
  if (!hasChromium(t)) return
  const { hour, setupLink } = await Hour.begin(t)
  await hour.tell(async () => await crooked(hour, setupLink))
  assert.match(hour.nodeSaid, /roster in use/)
  hour.assertNoFaults()
})

async function crooked(hour: Hour, setupLink: string): Promise<void> {
  await hour.setUp(setupLink)
  const admin = hour.page('first')
  const lineOf = (name: string) => admin.getByRole('listitem').filter({ hasText: name })
  // Without a name: it is said who has to act, and nothing waits for it.
  await visit(admin, '/')
  await lineOf('Tên cơ quan chủ quản').getByText('Người thực hiện: Người vận hành máy chủ').waitFor()
  await hour.shoot(admin, 'set-up')
  await assertAccessible(admin, 'set-up')
  await assertFits(admin, 'set-up')
  assert.equal(await admin.getByText('Mọi việc đang bình thường.').count(), 0)

  // An operator before anybody else: it is added, and no code is made before there is a roster.
  await visit(admin, '/operators#add')
  await hour.addOperator(admin)
  await button(admin, 'Tạo mã đăng ký').click()
  await admin.getByText('Hãy ký danh sách người ký trước').waitFor()
  await admin.keyboard.press('Escape')

  // A roster of one alone, at once.
  await visit(admin, '/account')
  await hour.makeKey(admin)
  await visit(admin, '/signers')
  await button(admin, 'Lập danh sách mới').click()
  await hour.signRoster(admin)
  await admin.getByRole('heading', { name: 'Danh sách số 1, đang có hiệu lực' }).waitFor()
  // By it a node is enrolled, which holds it and no exercise lanes.
  await visit(admin, `/operators/${OPERATOR.id}`)
  await hour.enrol(admin, { hasExercise: false })
  await admin.getByText('Đã kết nối').first().waitFor()
  await visit(admin, '/')
  await lineOf('Kênh diễn tập của nhà mạng').getByText('Chưa xong', { exact: true }).waitFor()
  await hour.shoot(admin, 'set-up-crooked')

  const invitations = new Map<keyof typeof ROLES, string>()
  for (const who of ['editor', 'approver', 'second'] as const) {
    await visit(admin, '/people')
    await button(admin, 'Mời người dùng').click()
    invitations.set(who, await hour.invite(who))
  }
  // The next one is prepared too early, then once more: who signed is asked about first.
  await hour.come('editor', invitations.get('editor') ?? assert.fail())
  await visit(admin, '/signers')
  await button(admin, 'Lập danh sách mới').click()
  await admin.getByRole('heading', { name: 'Danh sách số 2, đang chờ' }).waitFor()
  await hour.signRoster(admin)
  // Nobody approves by the one before it: it waits for no day.
  await admin.getByRole('heading', { name: 'Danh sách số 2, đang có hiệu lực' }).waitFor()
  await hour.come('approver', invitations.get('approver') ?? assert.fail())
  await visit(admin, '/signers')
  await button(admin, 'Lập danh sách mới').click()
  await admin.getByRole('heading', { name: 'Danh sách số 3, đang chờ' }).waitFor()
  await hour.signRoster(admin)
  await admin.getByRole('heading', { name: 'Danh sách số 3, đang có hiệu lực' }).waitFor()
  // The second administrator last: the one that has them waits a day, by the one in force rounds go out meanwhile.
  await hour.come('second', invitations.get('second') ?? assert.fail())
  await visit(admin, '/signers')
  await button(admin, 'Lập danh sách mới').click()
  await admin.getByRole('heading', { name: 'Danh sách số 4, đang chờ' }).waitFor()
  await hour.signRoster(admin)
  await admin.getByText('Đã ký, đang chờ', { exact: true }).waitFor()
  await visit(admin, '/')
  await lineOf('Danh sách người ký').getByText('Người thực hiện: Không ai, đến giờ tự có hiệu lực').waitFor()

  // What need not be is put aside, by name.
  await visit(admin, '/')
  await button(admin, 'Tạm hoãn: Thông báo qua thư điện tử').click()
  await lineOf('Thông báo qua thư điện tử').getByText(`${PEOPLE.first} đã tạm hoãn.`).waitFor()

  await hour.write({ isExercised: false })
  await hour.approveAndIssue({ isExercised: false })
  // The overview is there again, and says that all is well where a live round could go out.
  await visit(admin, '/')
  await admin.getByRole('heading', { name: 'Tổng quan', level: 1 }).waitFor()
  await admin.getByText('Mọi việc đang bình thường.').waitFor()
  await hour.shoot(admin, 'overview')
}

/** This server sends neither mail nor push: nothing is offered that does nothing, and whom to ask is said. */
async function assertNoDeadChoices(page: Page): Promise<void> {
  const notices = page.getByRole('region', { name: 'Thông báo công việc' })
  await notices.getByText('Đề nghị người vận hành máy chủ', { exact: false }).waitFor()
  assert.equal(await notices.getByRole('checkbox').count(), 0)
}

async function straight(hour: Hour, setupLink: string): Promise<void> {
  await hour.setUp(setupLink)
  const admin = hour.page('first')
  await hour.shoot(admin, 'account')
  await hour.makeKey(admin)
  await hour.next(admin, 'Quản trị viên thứ hai')
  const invitations = new Map<keyof typeof ROLES, string>()
  invitations.set('second', await hour.invite('second'))
  await hour.next(admin, 'Người soạn có khóa ký')
  invitations.set('editor', await hour.invite('editor'))
  await hour.next(admin, 'Người duyệt có khóa ký')
  invitations.set('approver', await hour.invite('approver'))
  await admin.getByText(`Chờ: ${PEOPLE.second}`).waitFor()
  await hour.shoot(admin, 'people')
  await visit(admin, '/')
  await admin.getByRole('heading', { name: 'Thiết lập', level: 1 }).waitFor()
  await hour.shoot(admin, 'set-up')
  await assertAccessible(admin, 'set-up')
  await assertFits(admin, 'set-up')
  await visit(admin, '/people')
  for (const [who, invitation] of invitations) await hour.come(who, invitation)
  await hour.shoot(hour.page('editor'), 'editor-came')
  // It was heard of without a reload.
  await hour.next(admin, 'Danh sách người ký')
  await hour.press(button(admin, 'Lập danh sách mới'))
  await hour.signRoster(admin)
  await admin.getByText(`Chờ: ${PEOPLE.second}`).waitFor()
  const second = hour.page('second')
  await hour.next(second, 'Danh sách người ký')
  await hour.signRoster(second)
  await second.getByText('Danh sách có hiệu lực từ bây giờ').first().waitFor()
  await hour.next(admin, 'Nhà mạng sẵn sàng gửi')
  await hour.addOperator(admin)
  await hour.enrol(admin)
  await admin.getByText('Đã thiết lập xong những việc bắt buộc.').waitFor()
  await assertNoDeadChoices(hour.page('editor'))
  await hour.shoot(admin, 'operator')
  await hour.write({ isExercised: true })
  await hour.approveAndIssue({ isExercised: true })
}
