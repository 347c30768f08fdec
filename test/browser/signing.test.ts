/**
 * Signing in the console: passkeys in Chromium's virtual authenticator sign what a real node then sends; whoever cannot sign
 * is told what to do; a roster comes into force by the administrators of the one before. What they see is left in
 * screenshots-signing/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Campaign, RoundDetail } from '../../src/areas/rounds/model.ts'
import type { SignersView } from '../../src/areas/signers/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import { roster } from '../../src/web/words/roster.ts'
import { signing } from '../../src/web/words/signing.ts'
import { AuthorityClient } from '../../town/authority-client.ts'
import { submitBy } from '../../town/deeds.ts'
import { tokenOf } from '../../town/links.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { contentOf } from '../../town/story.ts'
import { isMore, testMore } from '../parts.ts'
import { Town } from '../town/town.ts'
import { Authenticator } from './authenticator.ts'
import { hasChromium, type Visitor, visitor } from './chromium.ts'
import { settled } from './inspection.ts'
import { lookInEnglish, lookInTheDark, lookOnPhone, lookWide } from './manners.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-signing')
const OPERATOR: DemoOperator = { id: 'viettel', name: 'Viettel', subscribers: 300, length: 9, prefixes: ['98'] }
const PASSWORD = 'một câu dài, dễ nhớ'

const NAMES = {
  secure: 'Người duyệt có khóa truy cập',
  keyless: 'Người duyệt chưa có khóa',
  second: 'Quản trị viên thứ hai',
} as const
type Newcomer = keyof typeof NAMES

const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { name })
const keysOf = (page: Page) => page.getByRole('region', { name: 'Khóa ký' })

/** Everyone's browser, at one town. */
class Cast {
  readonly #browser: Browser
  readonly #town: Town
  readonly #visitors: Visitor[] = []

  constructor(browser: Browser, town: Town) {
    this.#browser = browser
    this.#town = town
  }

  /** Of the demo, whose browser signs with the key that it is given. */
  async enter(role: Role): Promise<Page> {
    return await this.#enter(this.#town.account(role))
  }

  /** By an invitation. */
  async invite(who: Newcomer, role: Role): Promise<Page> {
    const email = `${who}@loa.example`
    const { link } = await this.#town
      .client('administrator')
      .post<{ link: string }>('/api/v1/people', { name: NAMES[who], email, role })
    await new AuthorityClient(this.#town.url).post('/api/v1/invitations/accept', {
      token: tokenOf(link),
      password: PASSWORD,
    })
    return await this.#enter({ email, password: PASSWORD })
  }

  async #enter(who: { readonly email: string; readonly password: string }): Promise<Page> {
    const { url } = this.#town
    const made = await visitor(this.#browser, url)
    this.#visitors.push(made)
    const { email, password } = who
    const answer = await made.context.request.post('/api/auth/sign-in/email', {
      headers: { origin: url },
      data: { email, password },
    })
    assert.ok(answer.ok(), await answer.text())
    return made.page
  }

  /** Where everyone was when something went wrong. */
  async shootAll(): Promise<void> {
    for (const [at, { page }] of this.#visitors.entries()) await SCREENSHOTS.takeFailed(page, String(at))
  }

  /** The browser itself tells of answers that refuse, which are asked for here. */
  assertNoFaults(): void {
    const faults = this.#visitors.flatMap(each => each.faults)
    assert.deepEqual(
      faults.filter(fault => !/status of (409|422)|ERR_CONNECTION/.test(fault)),
      [],
    )
  }
}

/** As it looks wide and on a phone, light and dark, in both languages: read, heard and pressed. */
async function look(page: Page, name: string, names: readonly string[]): Promise<void> {
  // What is pointed at is of another colour.
  await page.mouse.move(0, 0)
  await settled(page)
  const seen = { name, names, shots: SCREENSHOTS }
  await lookWide(page, seen)
  await lookInEnglish(page, seen)
  await lookInTheDark(page, seen)
  await lookOnPhone(page, seen)
}

/** A page that was looked at, in one more state. */
async function lookAgain(page: Page, name: string, names: readonly string[]): Promise<void> {
  if (isMore) await look(page, name, names)
}

async function shoot(page: Page, name: string): Promise<void> {
  await SCREENSHOTS.take(page, name)
}

async function makeKey(page: Page, name: string): Promise<void> {
  await visit(page, '/account')
  await keysOf(page).getByLabel('Tên khóa ký mới').fill(name)
  await button(keysOf(page), 'Tạo khóa trong trình duyệt này').click()
  await keysOf(page).getByRole('row', { name }).getByText('Chưa có').waitFor()
}

async function removeKey(page: Page, name: string): Promise<void> {
  await button(keysOf(page), `Bỏ khóa: ${name}`).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(name)
  await button(dialog, 'Bỏ khóa').click()
  await keysOf(page).getByRole('row', { name }).waitFor({ state: 'detached' })
}

async function prepareRoster(page: Page, number: number): Promise<void> {
  await visit(page, '/signers')
  await button(page, 'Lập danh sách mới').click()
  await heading(page, `Danh sách số ${number}, đang chờ`).waitFor()
}

async function signRoster(page: Page, number: number): Promise<void> {
  await button(page, 'Ký danh sách này').click()
  await heading(page, `Danh sách số ${number}, đang có hiệu lực`).waitFor()
}

/** Types what is asked for and presses; what comes of it is the caller's to see. */
async function approve(page: Page, round: string): Promise<void> {
  await visit(page, `/rounds/${round}/approve`)
  await page.getByLabel('Gõ số thuê bao sẽ nhận tin').fill(String(OPERATOR.subscribers))
  await button(page, 'Phê duyệt đợt nhắn tin').click()
}

function sentence(key: keyof typeof signing | keyof typeof roster): string {
  return { ...signing, ...roster }[key].vi
}

async function submittedRound(town: Town): Promise<string> {
  const editor = town.client('editor')
  const { id } = await editor.post<Campaign>('/api/v1/campaigns', { title: 'Phòng, chống dịch', note: '' })
  const content = { ...contentOf(5, [OPERATOR]), exerciseFirst: false }
  const round = await editor.post<RoundDetail>(`/api/v1/campaigns/${id}/rounds`, { content })
  await submitBy(editor, round.id)
  return round.id
}

function namesOf(town: Town): readonly string[] {
  return [
    ...Object.values(NAMES),
    ...town.accounts.flatMap(({ name, email }) => [name, email]),
    ...[OPERATOR.name, 'Demo', 'Điện thoại của tôi', 'Máy tính cơ quan', 'Máy tính mới', 'Phòng, chống dịch'],
    'Bộ Thông tin và Truyền thông (bản chạy thử)',
  ]
}

test('a node sends what an approver has approved and scheduled with a passkey, and whoever cannot sign is told what to do', async t => {
  if (!hasChromium(t)) return
  SCREENSHOTS.clear()
  const browser = await browserFor(t)
  let story: Passkeys | null = null
  const tell = async (what: string, act: (story: Passkeys) => Promise<void> | void) =>
    await t.test(what, async () => {
      assert.ok(story !== null)
      try {
        await act(story)
      } catch (error) {
        await story.cast.shootAll()
        throw error
      }
    })
  const town = await Town.open({
    operators: [OPERATOR],
    pace: 500,
    isHere: true,
    centre: { 'receipt-delay': '100ms' },
    arrived: async arrived => {
      story = new Passkeys(arrived, new Cast(browser, arrived))
      await tell('a passkey made for signing in is a signing key', one => one.makePasskey())
      await tell('the administrator is told that a roster is due, and signs it', one => one.sign())
    },
  })
  t.after(async () => await town.close())
  await tell('who has no key is told to make one', one => one.refuseKeyless())
  await tell('who has a key that is on no roster is told whom to ask', one => one.refuseUnlisted())
  await tell('a passkey signs nothing without the person verified', one => one.refuseUnverified())
  await tell('a passkey approves with one touch, also when the answer is lost once', one => one.approve())
  await tell('a passkey schedules with one touch, and the node sends', one => one.send())
  await tell('a key in another browser signs nothing here', one => one.refuseElsewhere())
  await tell('what one administrator signs alone waits a day, seen by everybody', one => one.wait())
  await tell('no browser complained', one => one.cast.assertNoFaults())
})

class Passkeys {
  readonly cast: Cast
  readonly #town: Town
  readonly #pages = new Map<Newcomer | 'administrator', Page>()
  #device: Authenticator | null = null
  #round = ''

  constructor(town: Town, cast: Cast) {
    this.#town = town
    this.cast = cast
  }

  async makePasskey(): Promise<void> {
    const page = await this.cast.invite('secure', 'approver')
    this.#pages.set('secure', page)
    this.#device = await Authenticator.of(page)
    await visit(page, '/account')
    await page.getByLabel('Tên khóa truy cập mới').fill('Điện thoại của tôi')
    await button(page, 'Thêm khóa truy cập').click()
    const own = keysOf(page).getByRole('row', { name: 'Điện thoại của tôi' })
    await own.getByText('Khóa truy cập (passkey)').waitFor()
    await own.getByText('Chưa có').waitFor()
    // Said aloud in one language, it is not on the page in the other.
    await page.getByRole('status').getByText('Đã thêm khóa truy cập.').waitFor()
    await look(page, 'account-unlisted', namesOf(this.#town))
  }

  async refuseKeyless(): Promise<void> {
    this.#round = await submittedRound(this.#town)
    const page = await this.cast.invite('keyless', 'approver')
    this.#pages.set('keyless', page)
    await approve(page, this.#round)
    await page.getByRole('alert').getByText(sentence('missing.keyless')).waitFor()
    await page.reload()
    await page.getByText('Chưa ký được ở đây').waitFor()
    await look(page, 'approve-keyless', [...namesOf(this.#town), ...(await this.#titles())])
    await page.getByRole('link', { name: 'Đến trang Tài khoản' }).click()
    await keysOf(page).getByText('Chưa có khóa ký nào.').waitFor()
    await lookAgain(page, 'account-keyless', namesOf(this.#town))
  }

  async refuseUnlisted(): Promise<void> {
    const page = this.#page('keyless')
    await makeKey(page, 'Máy tính cơ quan')
    await approve(page, this.#round)
    await page.getByRole('alert').getByText(sentence('missing.unlisted')).waitFor()
    await shoot(page, 'approve-unlisted')
    assert.equal((await this.#detail()).state, 'submitted')
  }

  async sign(): Promise<void> {
    const page = await this.cast.enter('administrator')
    this.#pages.set('administrator', page)
    await visit(page, '/people')
    await page.getByText(sentence('news.due')).waitFor()
    await look(page, 'people-due', namesOf(this.#town))
    await page.getByRole('link', { name: 'Mở trang Người ký' }).click()
    await button(page, 'Lập danh sách mới').waitFor()
    await lookAgain(page, 'signers-due', namesOf(this.#town))
    await prepareRoster(page, 2)
    const row = page.getByRole('row', { name: NAMES.secure })
    await row.getByText(/^thêm khóa: Khóa truy cập \(passkey\)/).waitFor()
    await look(page, 'signers-draft', namesOf(this.#town))
    await signRoster(page, 2)
    await lookAgain(page, 'signers-in-force', namesOf(this.#town))
  }

  async refuseUnverified(): Promise<void> {
    const page = this.#page('secure')
    await this.#authenticator.verifies(false)
    await approve(page, this.#round)
    await page.getByRole('alert').getByText(sentence('passkey.notSigned')).waitFor()
    await shoot(page, 'approve-unverified')
    await this.#authenticator.verifies(true)
    assert.equal((await this.#detail()).state, 'submitted')
  }

  async approve(): Promise<void> {
    const page = this.#page('secure')
    const before = await this.#authenticator.signatures()
    await visit(page, `/rounds/${this.#round}/approve`)
    await page.getByText(/^Ký bản có mã .* bằng khóa truy cập \(passkey\)/).waitFor()
    await lookAgain(page, 'approve-passkey', [...namesOf(this.#town), ...(await this.#titles())])
    // What is sent again after a lost answer is the same: nobody is asked for another touch.
    const answers = /\/api\/v1\/rounds\/[^/]+\/approve$/
    await page.route(answers, async route => await route.abort('connectionrefused'), { times: 1 })
    await approve(page, this.#round)
    await page
      .getByRole('alert')
      .getByText(/^Không kết nối được với máy chủ/)
      .waitFor()
    await button(page, 'Phê duyệt đợt nhắn tin').click()
    await page.getByText('Đã duyệt', { exact: true }).first().waitFor()
    assert.equal((await this.#detail()).state, 'approved')
    assert.equal((await this.#authenticator.signatures()) - before, 1)
  }

  async send(): Promise<void> {
    const page = this.#page('secure')
    const before = await this.#authenticator.signatures()
    await button(page, 'Ban hành lệnh gửi thật').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/^Ký bản có mã/).waitFor()
    await shoot(page, 'schedule-passkey')
    await dialog.getByRole('textbox').fill(String(OPERATOR.subscribers))
    await button(dialog, 'Ban hành lệnh gửi thật').click()
    await page.getByRole('link', { name: 'Theo dõi đợt đang chạy' }).click()
    await page.locator('main').getByText('Hoàn thành', { exact: true }).first().waitFor()
    await page.getByText('1/1 nhà mạng đã báo cáo, số liệu khớp').waitFor()
    assert.equal((await this.#authenticator.signatures()) - before, 1)
  }

  async refuseElsewhere(): Promise<void> {
    // The same person at a browser that has none of the keys, and no passkeys at all.
    const page = this.#page('secure')
    await page.context().addInitScript(() => {
      Object.defineProperty(globalThis, 'PublicKeyCredential', { value: undefined })
    })
    await page.reload()
    const round = await submittedRound(this.#town)
    await approve(page, round)
    await page.getByRole('alert').getByText(sentence('missing.elsewhere')).waitFor()
    await shoot(page, 'approve-elsewhere')
  }

  async wait(): Promise<void> {
    const page = this.#page('administrator')
    await prepareRoster(page, 3)
    await button(page, 'Ký danh sách này').click()
    await page.getByText('Đã ký, đang chờ').waitFor()
    await lookAgain(page, 'signers-waits', namesOf(this.#town))
    const { current, draft } = await this.#town.client('auditor').get<SignersView>('/api/v1/roster')
    assert.equal(current?.number, 2)
    assert.notEqual(draft?.notBefore ?? null, null)
    const other = this.#page('keyless')
    await visit(other, '/rounds')
    await other.getByText(sentence('news.waits')).waitFor()
    await look(other, 'rounds-roster-waits', [...namesOf(this.#town), ...(await this.#titles())])
  }

  #page(who: Newcomer | 'administrator'): Page {
    const page = this.#pages.get(who)
    assert.ok(page !== undefined, who)
    return page
  }

  get #authenticator(): Authenticator {
    assert.ok(this.#device !== null)
    return this.#device
  }

  async #detail(): Promise<RoundDetail> {
    return await this.#town.client('auditor').get(`/api/v1/rounds/${this.#round}`)
  }

  async #titles(): Promise<readonly string[]> {
    const { title, content } = await this.#detail()
    return [title, ...content.messages.flatMap(({ variants }) => variants.map(({ text }) => text))]
  }
}

testMore('once there are two administrators on the roster, the next one needs the signatures of both', async t => {
  if (!hasChromium(t)) return
  const browser = await browserFor(t)
  const town = await Town.open({ operators: [], pace: 500, isHere: true })
  t.after(async () => await town.close())
  const cast = new Cast(browser, town)
  try {
    const first = await cast.enter('administrator')
    const second = await cast.invite('second', 'administrator')
    await makeKey(second, 'Máy tính cơ quan')
    await prepareRoster(first, 2)
    await first.getByText('0/1 cần có').waitFor()
    await first.getByText('Chỉ một quản trị viên quyết định ai được ký').waitFor()
    await visit(second, '/signers')
    await button(second, 'Ký danh sách này').click()
    await second.getByRole('alert').getByText(sentence('missing.unlisted')).waitFor()
    await signRoster(first, 2)
    await first.getByText('Chỉ một quản trị viên quyết định ai được ký').waitFor({ state: 'detached' })

    const editor = await cast.invite('keyless', 'editor')
    await makeKey(editor, 'Máy tính cơ quan')
    await prepareRoster(first, 3)
    await button(first, 'Ký danh sách này').click()
    await first.getByText('1/2 cần có').waitFor()
    assert.equal(await button(first, 'Ký danh sách này').count(), 0)
    await lookAgain(first, 'signers-one-of-two', namesOf(town))
    await visit(second, '/people')
    await second.getByText(sentence('news.sign')).waitFor()
    await second.getByRole('link', { name: 'Mở trang Người ký' }).click()
    await second.getByText('1/2 cần có').waitFor()
    await lookAgain(second, 'signers-second', namesOf(town))
    await signRoster(second, 3)
    // The other's page has heard of it by itself.
    await heading(first, 'Danh sách số 3, đang có hiệu lực').waitFor()
    await keysOf(editor).getByRole('row', { name: 'Máy tính cơ quan' }).getByText('Đã có').waitFor()
    const { current } = await town.client('auditor').get<SignersView>('/api/v1/roster')
    assert.equal(current?.signedBy.length, 2)

    await removeKey(editor, 'Máy tính cơ quan')
    await keysOf(editor).getByText('Chưa có khóa ký nào.').waitFor()
    // Whoever makes a new key in place of an old one still signs with the old one, until a roster leaves it out.
    await visit(second, '/account')
    await removeKey(second, 'Máy tính cơ quan')
    await makeKey(second, 'Máy tính mới')
    await prepareRoster(first, 4)
    const row = first.getByRole('row', { name: NAMES.keyless })
    await row.getByText(/^bỏ khóa: Khóa của trình duyệt/).waitFor()
    await lookAgain(first, 'signers-removed', namesOf(town))
    await visit(second, '/signers')
    await button(second, 'Ký danh sách này').click()
    await second.getByText('1/2 cần có').waitFor()
    await signRoster(first, 4)
    await visit(second, '/account')
    await keysOf(second).getByRole('row', { name: 'Máy tính mới' }).getByText('Đã có').waitFor()
    cast.assertNoFaults()
  } catch (error) {
    await cast.shootAll()
    throw error
  }
})
