/**
 * The signing page on an origin of its own: people make their signing passkeys there, and sign a roster, a round that a real node sends, and
 * a bulletin. What differs from what its text says is refused, and what somebody gives by signing in counts for nothing. What they see is
 * left in screenshots-signing-page/.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { decodeAttestationObject, parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import type { Browser, Locator, Page } from 'playwright-core'
import { writeSigningPage } from '../../src/app/signing-page.ts'
import type { Bulletin } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import type { Campaign, RoundDetail } from '../../src/areas/rounds/model.ts'
import type { SignersView, Signing } from '../../src/areas/signers/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import type { GivenSignature } from '../../src/authority/said.ts'
import type { Failure } from '../../src/base/failure.ts'
import { challengeOf, readRoster } from '../../src/directive/attest.ts'
import { checkApproved } from '../../src/directive/proof.ts'
import type { Roster } from '../../src/directive/roster.ts'
import { page as words } from '../../src/web/signing-page/words.ts'
import { signing } from '../../src/web/words/signing.ts'
import { AuthorityClient } from '../../town/authority-client.ts'
import { tokenOf } from '../../town/links.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { contentOf } from '../../town/story.ts'
import { Town } from '../town/town.ts'
import { Device } from './authenticator.ts'
import { hasChromium, NARROW, PHONE, type Visitor, visitor, WIDE } from './chromium.ts'
import { plainOf } from './furnished-bulletins.ts'
import {
  assertAccessible,
  assertContrast,
  assertFits,
  assertKept,
  assertSpeaks,
  assertTouchable,
} from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-signing-page')
const OPERATOR: DemoOperator = { id: 'viettel', name: 'Viettel', subscribers: 300, length: 9, prefixes: ['98'] }
const AUTHORITY = 'Bộ Thông tin và Truyền thông (bản chạy thử)'
const PASSWORD = 'một câu dài, dễ nhớ'
const NAMES = { writer: 'Người soạn có khóa ký', approver: 'Người duyệt có khóa ký' } as const
type Newcomer = keyof typeof NAMES
type Who = Newcomer | 'administrator'
const KEY = 'Điện thoại cơ quan'

const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })
const keysOf = (page: Page) => page.getByRole('region', { name: 'Khóa ký' })

/** As another machine serves them: the files alone, with the headers of the guide. */
class Served {
  readonly directory: string
  readonly #server: Server
  readonly asked: string[] = []

  private constructor(directory: string) {
    this.directory = directory
    this.#server = createServer(async ({ url = '/' }, answer) => {
      this.asked.push(url)
      const name = url === '/' ? 'index.html' : url.slice(1)
      const octets = await readFile(join(directory, name)).catch(() => null)
      answer.writeHead(octets === null ? 404 : 200, {
        'content-type': TYPES[extname(name)] ?? 'text/plain',
        'content-security-policy': "frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      })
      answer.end(octets)
    })
  }

  static async of(t: TestContext): Promise<Served> {
    const made = new Served(await mkdtemp(join(tmpdir(), 'loa-signing-page-')))
    made.#server.listen(0, '127.0.0.1')
    await once(made.#server, 'listening')
    t.after(async () => {
      made.#server.closeAllConnections()
      made.#server.close()
      await rm(made.directory, { recursive: true, force: true })
    })
    return made
  }

  get origin(): string {
    const address = this.#server.address()
    assert.ok(address !== null && typeof address === 'object')
    return `http://ky.localhost:${address.port}`
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
}

interface Person {
  readonly id: string
  readonly page: Page
  readonly device: Device
  readonly visitor: Visitor
}

test('people sign on a page of another origin, which shows the whole text; a node sends what comes of it, and a sign-in signs nothing', async t => {
  if (!hasChromium(t)) return
  SCREENSHOTS.clear()
  const browser = await browserFor(t)
  const served = await Served.of(t)
  let story: Story | null = null
  const tell = async (what: string, act: (story: Story) => Promise<void> | void) =>
    await t.test(what, async () => {
      assert.ok(story !== null)
      try {
        await act(story)
      } catch (error) {
        await story.shootAll()
        throw error
      }
    })
  const town = await Town.open({
    operators: [OPERATOR],
    pace: 500,
    isHere: true,
    signingUrl: served.origin,
    centre: { 'receipt-delay': '100ms' },
    arrived: async arrived => {
      await writeSigningPage(served.directory, { name: AUTHORITY, consoles: [arrived.url] })
      story = new Story({ browser, town: arrived, served })
      await story.enter()
      await tell('a passkey that signs in is no signing key', one => one.makeSignInPasskey())
      await tell('each makes a signing passkey on the page', one => one.makeKeys())
      await tell('the next roster has those passkeys, and no key of the console’s own', one => one.signRoster())
    },
  })
  t.after(async () => await town.close())
  await tell('a roster is signed on the page', one => one.signNextRoster())
  await tell('a closed window is no signature', one => one.closeWindow())
  await tell('a round is submitted, approved and scheduled on the page, and the node sends', one => one.sendRound())
  await tell('a bulletin is submitted and approved on the page', one => one.releaseBulletin())
  await tell('a text that is not what is signed is refused, whoever sends it', one => one.tamper())
  await tell('what somebody gives by signing in counts as no signature', one => one.signIn())
  await tell('nobody but its own machine is asked, and no browser complained', one => one.end())
})

class Story {
  readonly #browser: Browser
  readonly #town: Town
  readonly #served: Served
  readonly #people = new Map<Who, Person>()
  #roster: Roster | null = null
  #signInKey: { readonly id: string; readonly publicKey: string } | null = null
  #bulletin: { id: string; version: number; sha256: string } | null = null
  readonly #windowFaults: string[] = []

  constructor(of: { browser: Browser; town: Town; served: Served }) {
    this.#browser = of.browser
    this.#town = of.town
    this.#served = of.served
  }

  async enter(): Promise<void> {
    await this.#enter('administrator', this.#town.account('administrator'))
    for (const [who, role] of [
      ['writer', 'editor'],
      ['approver', 'approver'],
    ] as const)
      await this.#enter(who, await this.#invited(who, role))
  }

  async makeSignInPasskey(): Promise<void> {
    const { page, device } = this.#person('writer')
    await device.at(page)
    await visit(page, '/account')
    await page.getByLabel('Tên khóa truy cập mới').fill('Để đăng nhập')
    const registering = page.waitForRequest(/passkey\/verify-registration/)
    await button(page, 'Thêm khóa truy cập').click()
    this.#signInKey = keyIn((await registering).postDataJSON())
    await page.getByRole('status').getByText('Đã thêm khóa truy cập.').waitFor()
    await keysOf(page).getByText('Chưa có khóa ký nào.').waitFor()
  }

  async makeKeys(): Promise<void> {
    for (const who of ['writer', 'approver', 'administrator'] as const) {
      const { page, device } = this.#person(who)
      await visit(page, '/account')
      await keysOf(page).getByLabel('Tên khóa ký mới').fill(KEY)
      const window = await this.#windowBy(page, async () => {
        await button(keysOf(page), 'Tạo khóa trên trang ký').click()
      })
      await window.getByRole('heading', { name: /^Tạo khóa ký cho / }).waitFor()
      if (who === 'writer') await this.#look(window, 'make')
      await device.at(window)
      await this.#press(window, words['make.do'].vi)
      await keysOf(page).getByRole('row', { name: KEY }).getByText('Chưa có').waitFor()
      assert.equal(device.countOf('ky.localhost'), 1)
      if (who === 'writer') await SCREENSHOTS.take(page, 'account')
    }
  }

  async signRoster(): Promise<void> {
    const { page } = this.#person('administrator')
    const text = await this.#prepare(page, 2)
    // Still with the key that the first roster has.
    await button(page, 'Ký danh sách này').click()
    await page.getByRole('heading', { name: 'Danh sách số 2, đang có hiệu lực' }).waitFor()
    this.#roster = readRoster(text)
    const { people, relyingParty } = this.#roster.body
    assert.deepEqual(relyingParty, { id: 'ky.localhost', origins: [this.#served.origin] })
    for (const who of ['writer', 'approver', 'administrator'] as const) {
      const own = people.find(({ id }) => id === this.#person(who).id)
      assert.deepEqual(
        own?.keys.map(({ is }) => is),
        ['passkey'],
        who,
      )
      assert.ok(!own?.keys.some(({ id }) => id === this.#signInKey?.id))
    }
  }

  async signNextRoster(): Promise<void> {
    await this.#invited('late', 'editor')
    const { page } = this.#person('administrator')
    // Who has come has no key, so somebody's second one makes it due.
    const other = this.#person('writer')
    await visit(other.page, '/account')
    await keysOf(other.page).getByLabel('Tên khóa ký mới').fill('Máy tính cơ quan')
    const making = await this.#windowBy(other.page, async () => {
      await button(keysOf(other.page), 'Tạo khóa trên trang ký').click()
    })
    await making.getByRole('heading', { name: /^Tạo khóa ký cho / }).waitFor()
    await new Device().at(making)
    await this.#press(making, words['make.do'].vi)
    await keysOf(other.page).getByRole('row', { name: 'Máy tính cơ quan' }).waitFor()
    const text = await this.#prepare(page, 3)
    const window = await this.#windowBy(page, async () => {
      await button(page, 'Ký danh sách này').click()
    })
    await window.getByRole('heading', { name: 'Phê duyệt danh sách người ký mới' }).waitFor()
    await this.#look(window, 'roster')
    await this.#sign(window, 'administrator')
    await page.getByText('Đã ký, đang chờ').waitFor()
    assert.equal(readRoster(text).body.number, 3)
  }

  async closeWindow(): Promise<void> {
    const { page } = this.#person('writer')
    const round = await this.#round()
    await visit(page, `/rounds/${round}/compose`)
    await button(page, 'Trình duyệt…').click()
    const window = await this.#windowBy(page, async () => {
      await button(page, 'Trình duyệt').click()
    })
    await this.#press(window, words['sign.not'].vi)
    await page.getByRole('alert').getByText(signing['page.closed'].vi).waitFor()
    assert.equal((await this.#detail(round)).state, 'draft')
  }

  async sendRound(): Promise<void> {
    const round = await this.#round()
    const { page: writer } = this.#person('writer')
    await visit(writer, `/rounds/${round}/compose`)
    await button(writer, 'Trình duyệt…').click()
    const submitting = await this.#windowBy(writer, async () => {
      await button(writer, 'Trình duyệt').click()
    })
    await submitting.getByRole('heading', { name: 'Trình đợt nhắn tin' }).waitFor()
    // People read words, and none of them is left out.
    const { content, title } = await this.#detail(round)
    const shown = await submitting.locator('#outline').textContent()
    for (const text of [title, ...content.messages.flatMap(({ variants }) => variants)])
      assert.ok(shown?.includes(typeof text === 'string' ? text : text.text))
    await this.#look(submitting, 'round')
    await this.#sign(submitting, 'writer')
    await writer.getByText('Chờ duyệt').first().waitFor()

    const { page } = this.#person('approver')
    await visit(page, `/rounds/${round}/approve`)
    await page.getByText(signing['line.with.page'].vi).waitFor()
    await page.getByLabel('Gõ số thuê bao sẽ nhận tin').fill(String(OPERATOR.subscribers))
    const approving = await this.#windowBy(page, async () => {
      await button(page, 'Phê duyệt đợt nhắn tin').click()
    })
    await approving.getByRole('heading', { name: 'Phê duyệt đợt nhắn tin' }).waitFor()
    await this.#sign(approving, 'approver')
    await page.getByText('Đã duyệt', { exact: true }).first().waitFor()

    await button(page, 'Ban hành lệnh gửi thật').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(String(OPERATOR.subscribers))
    const scheduling = await this.#windowBy(page, async () => {
      await button(dialog, 'Ban hành lệnh gửi thật').click()
    })
    await this.#sign(scheduling, 'approver')
    await page.getByRole('link', { name: 'Theo dõi đợt đang chạy' }).click()
    await page.locator('main').getByText('Hoàn thành', { exact: true }).first().waitFor()
    await page.getByText('1/1 nhà mạng đã báo cáo, số liệu khớp').waitFor()
  }

  async releaseBulletin(): Promise<void> {
    const editor = this.#town.client('editor')
    const draft = plainOf('Rửa tay thường xuyên')
    const { id, version, sha256 } = await editor.post<Bulletin>('/api/v1/bulletins', { draft })
    assert.ok(sha256 !== null)
    this.#bulletin = { id, version, sha256 }
    const { page: writer } = this.#person('writer')
    await visit(writer, `/desk/${id}`)
    await button(writer, 'Trình duyệt').click()
    const submitted = this.#signatureIn(writer, /\/submit$/)
    const submitting = await this.#windowBy(writer, async () => {
      await button(writer.getByRole('dialog'), 'Trình duyệt').click()
    })
    await submitting.getByRole('heading', { name: 'Trình bản tin' }).waitFor()
    await this.#look(submitting, 'bulletin')
    await this.#sign(submitting, 'writer')
    await writer.getByText('Chờ duyệt').first().waitFor()

    const { page } = this.#person('approver')
    await visit(page, `/desk/${id}`)
    await page.getByLabel('Gõ "phát thật" để phê duyệt').fill('phát thật')
    const approved = this.#signatureIn(page, /\/approve$/)
    const approving = await this.#windowBy(page, async () => {
      await button(page, 'Phê duyệt và phát').click()
    })
    await this.#sign(approving, 'approver')
    await page.getByText('Đang phát', { exact: true }).first().waitFor()

    // What a far end asks that holds the roster, and nothing of the server.
    await this.#proved({ submitted: await submitted, approved: await approved })
  }

  async tamper(): Promise<void> {
    const { page } = this.#person('writer')
    const { origin } = this.#served
    const { sha256 } = this.#bulletin ?? { sha256: '' }
    const said = { does: 'approve', of: 'bulletin', subject: 'b', version: 1, sha256, sequence: null }
    const ask = { is: 'sign', language: 'vi', said, messages: [], keys: ['AA'], aheadMs: 0 }
    const window = await this.#windowBy(page, async () => {
      await page.evaluate(
        ({ to, what }) => {
          const opened = open(`${to}/#${encodeURIComponent(location.origin)}`)
          addEventListener('message', ({ data, source }) => {
            if (source === opened && data.is === 'ready') opened?.postMessage(what, to)
          })
        },
        { to: origin, what: { ...ask, text: '{"title":"Chỉ là một bản tin vô hại"}' } },
      )
    })
    await window.getByRole('alert').getByText(words['refused.digest'].vi).waitFor()
    await this.#look(window, 'refused')
    assert.equal(await button(window, words['sign.do'].vi).count(), 0)
    await button(window, words.close.vi).click()

    const stranger = await visitor(this.#browser, origin)
    await stranger.page.goto('/consoles.json')
    const opened = async (as: string) => {
      const opening = stranger.context.waitForEvent('page')
      await stranger.page.evaluate(
        url => Object.assign(globalThis, { opened: open(url) }),
        `${origin}/#${encodeURIComponent(as)}`,
      )
      return await opening
    }
    const theirs = await opened(origin)
    await theirs
      .getByRole('alert')
      .getByText(/^Trang này không nhận yêu cầu từ /)
      .waitFor()
    // In the console's name, too: what comes from elsewhere is not heard.
    const forged = await opened(this.#town.url)
    await forged.getByText(/^Đang chờ bảng điều khiển /).waitFor()
    await forged.evaluate(() => {
      const heard = new Promise(resolve => addEventListener('message', resolve))
      Object.assign(globalThis, { heard })
    })
    await stranger.page.evaluate(
      ({ to, what }) => {
        ;(globalThis as unknown as { opened: Window }).opened.postMessage(what, to)
      },
      { to: origin, what: { ...ask, text: '{}' } },
    )
    await forged.evaluate(async () => {
      await (globalThis as unknown as { heard: Promise<unknown> }).heard
    })
    assert.equal(await forged.locator('#fault').textContent(), '')
    assert.equal(await forged.getByRole('heading', { name: words['alone.title'].vi }).count(), 1)
    assert.equal(await button(forged, words.close.vi).count(), 0)
    await stranger.context.close()
  }

  async signIn(): Promise<void> {
    const { page, id: person } = this.#person('writer')
    const draft = plainOf('Một bản tin khác')
    const { id, version, sha256 } = await this.#town.client('editor').post<Bulletin>('/api/v1/bulletins', { draft })
    assert.ok(sha256 !== null)
    const { names } = (await (await page.request.get('/api/v1/signing')).json()) as Signing
    const at = new Date().toISOString()
    const statement = { ...saidOf({ id, version, sha256 }, 'submit'), at, ...names }
    // A taken server gives the statement's digest as the challenge of its sign-in, and the person touches the key.
    const signature = await signInWith(page, challengeOf(statement))
    assert.equal(signature.key, this.signInKey.id)
    const given = { person, statement, signature }
    const why = async (roster: Roster) =>
      await checkApproved(
        { of: 'bulletin', subject: id, version, sha256 },
        { submitted: given, approved: given },
        roster,
      ).then(
        () => null,
        (error: Failure) => [error.details.does, error.details.why],
      )
    assert.deepEqual(await why(this.roster), ['submit', 'key'])
    // Nor would it if a roster had the key itself.
    const keys = [{ is: 'passkey', ...this.signInKey }] as const
    const people = this.roster.body.people.map(each => (each.id === person ? { ...each, keys: [...keys] } : each))
    const body = { ...this.roster.body, people }
    assert.deepEqual(await why({ ...this.roster, body }), ['submit', 'key'])
    // Where people sign in the console it does submit: that the relying party is another is what keeps it from counting.
    const relyingParty = { id: 'localhost', origins: [this.#town.url] }
    const inConsole = { ...this.roster, body: { ...body, relyingParty } }
    assert.deepEqual(await why(inConsole), ['approve', 'other'])

    const answer = await page.request.post(`/api/v1/bulletins/${id}/submit`, {
      headers: { origin: this.#town.url },
      data: { version, sha256, signature: { at, signature } },
    })
    assert.deepEqual(((await answer.json()) as { code: string }).code, 'notOnRoster')
  }

  end(): void {
    const known = new Set(['/', '/signing.js', '/signing.css', '/consoles.json'])
    assert.deepEqual(
      this.#served.asked.filter(path => !known.has(path)),
      [],
    )
    const faults = [...this.#people.values()].flatMap(({ visitor: { faults } }) => faults)
    assert.deepEqual([...faults, ...this.#windowFaults], [])
  }

  async shootAll(): Promise<void> {
    for (const [who, { visitor: one }] of this.#people)
      for (const [at, page] of one.context.pages().entries()) await SCREENSHOTS.takeFailed(page, `${who}-${at}`)
  }

  get roster(): Roster {
    assert.ok(this.#roster !== null)
    return this.#roster
  }

  get signInKey() {
    assert.ok(this.#signInKey !== null)
    return this.#signInKey
  }

  async #proved(given: { submitted: GivenSignature; approved: GivenSignature }): Promise<void> {
    assert.ok(this.#bulletin !== null)
    const { id, version, sha256 } = this.#bulletin
    const { body, sha256: digest } = this.roster
    const names = { authority: body.names?.authority, roster: { number: body.number, sha256: digest } }
    const attested = (who: Who, does: 'submit' | 'approve', { at, signature }: GivenSignature) => ({
      person: this.#person(who).id,
      statement: { ...saidOf({ id, version, sha256 }, does), at, ...names },
      signature,
    })
    await checkApproved(
      { of: 'bulletin', subject: id, version, sha256 },
      {
        submitted: attested('writer', 'submit', given.submitted),
        approved: attested('approver', 'approve', given.approved),
      },
      this.roster,
    )
  }

  async #signatureIn(page: Page, route: RegExp): Promise<GivenSignature> {
    const request = await page.waitForRequest(route)
    return (request.postDataJSON() as { signature: GivenSignature }).signature
  }

  /** Its text. */
  async #prepare(page: Page, number: number): Promise<string> {
    await visit(page, '/signers')
    await button(page, 'Lập danh sách mới').click()
    await page.getByRole('heading', { name: `Danh sách số ${number}, đang chờ` }).waitFor()
    const { draft } = await this.#town.client('auditor').get<SignersView>('/api/v1/roster')
    assert.ok(draft !== null)
    return draft.text
  }

  /** The window that a press opens. */
  async #windowBy(page: Page, press: () => Promise<void>): Promise<Page> {
    const opening = page.context().waitForEvent('page')
    await press()
    const window = await opening
    window.on('pageerror', error => this.#windowFaults.push(error.message))
    window.on('console', message => {
      if (message.type() === 'error') this.#windowFaults.push(message.text())
    })
    await window.setViewportSize(WIDE)
    return window
  }

  async #sign(window: Page, who: Who): Promise<void> {
    await button(window, words['sign.do'].vi).waitFor()
    await this.#person(who).device.at(window)
    await this.#press(window, words['sign.do'].vi)
  }

  /** One press, upon which the window closes by itself: it may be gone before the press is over. */
  async #press(window: Page, name: string): Promise<void> {
    const press = button(window, name).click()
    await Promise.all([window.waitForEvent('close'), press.catch(() => undefined)])
  }

  /** Wide and on a phone, light and dark, in both languages: read, heard and pressed. */
  async #look(window: Page, name: string): Promise<void> {
    const names = [AUTHORITY, this.#town.url, ...NEITHER]
    await window.mouse.move(0, 0)
    await SCREENSHOTS.take(window, `wide-${name}`)
    await assertFits(window, name)
    await assertAccessible(window, name)
    await assertKept(window, name)
    await window.emulateMedia({ colorScheme: 'dark' })
    await SCREENSHOTS.take(window, `wide-dark-${name}`)
    await assertContrast(window, name)
    await window.setViewportSize(PHONE)
    await SCREENSHOTS.take(window, `phone-dark-${name}`)
    await window.emulateMedia({ colorScheme: 'light' })
    await SCREENSHOTS.take(window, `phone-${name}`)
    await assertFits(window, `phone ${name}`)
    await assertTouchable(window, `phone ${name}`)
    await window.setViewportSize(NARROW)
    await assertFits(window, `narrow ${name}`)
    await window.setViewportSize(WIDE)
    await button(window, 'English').click()
    await SCREENSHOTS.take(window, `wide-en-${name}`)
    if (name === 'make') await assertSpeaks(window, 'en', { names, what: name })
    await button(window, 'Tiếng Việt').click()
    await window.mouse.move(0, 0)
  }

  async #round(): Promise<string> {
    const editor = this.#town.client('editor')
    const { id } = await editor.post<Campaign>('/api/v1/campaigns', { title: 'Phòng, chống dịch', note: '' })
    const content = { ...contentOf(5, [OPERATOR]), exerciseFirst: false }
    return (await editor.post<RoundDetail>(`/api/v1/campaigns/${id}/rounds`, { content })).id
  }

  async #detail(round: string): Promise<RoundDetail> {
    return await this.#town.client('auditor').get(`/api/v1/rounds/${round}`)
  }

  #person(who: Who): Person {
    const person = this.#people.get(who)
    assert.ok(person !== undefined, who)
    return person
  }

  async #invited(who: string, role: Role) {
    const email = `${who}@loa.example`
    const name = who in NAMES ? NAMES[who as Newcomer] : who
    const { link } = await this.#town
      .client('administrator')
      .post<{ link: string }>('/api/v1/people', { name, email, role })
    await new AuthorityClient(this.#town.url).post('/api/v1/invitations/accept', {
      token: tokenOf(link),
      password: PASSWORD,
    })
    return { email, password: PASSWORD }
  }

  async #enter(who: Who, { email, password }: { email: string; password: string }): Promise<void> {
    const { url } = this.#town
    const made = await visitor(this.#browser, url)
    const answer = await made.context.request.post('/api/auth/sign-in/email', {
      headers: { origin: url },
      data: { email, password },
    })
    assert.ok(answer.ok(), await answer.text())
    const { id } = (await (await made.context.request.get('/api/v1/me')).json()) as { id: string }
    this.#people.set(who, { id, page: made.page, device: new Device(), visitor: made })
  }
}

/** Said alike in both languages. */
const NEITHER = ['ky.localhost', ...Object.values(NAMES)]

/** With any passkey of the console's own. */
async function signInWith(page: Page, challenge: string) {
  const assertion = await page.evaluate(async text => {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const given = await navigator.credentials.get({
      publicKey: { challenge: Uint8Array.from(binary, letter => letter.charCodeAt(0)), userVerification: 'required' },
    })
    return (given as unknown as { toJSON(): unknown }).toJSON()
  }, challenge)
  const { id: key, response } = assertion as {
    id: string
    response: { authenticatorData: string; clientDataJSON: string; signature: string }
  }
  const { authenticatorData, clientDataJSON: clientDataJson, signature } = response
  return { by: 'passkey', key, authenticatorData, clientDataJson, signature } as const
}

/** COSE, as better-auth keeps it. */
function keyIn(body: unknown): { readonly id: string; readonly publicKey: string } {
  const { response } = body as { response: { id: string; response: { attestationObject: string } } }
  const attested = decodeAttestationObject(
    new Uint8Array(Buffer.from(response.response.attestationObject, 'base64url')),
  )
  const { credentialPublicKey } = parseAuthenticatorData(attested.get('authData'))
  assert.ok(credentialPublicKey !== undefined)
  return { id: response.id, publicKey: Buffer.from(credentialPublicKey).toString('base64url') }
}
