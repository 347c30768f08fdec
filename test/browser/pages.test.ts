/**
 * Every page of the console, wide and on a phone, light and dark, in both languages, of a town in which everything has
 * happened; and what each main view shows while it has nothing to show. What it looks like is left in screenshots/.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import type { LaneCourse } from '../../src/areas/rounds/model.ts'
import { message } from '../../src/areas/rounds/words-message.ts'
import type { Role } from '../../src/authority/actor.ts'
import { sendingTerms } from '../../src/directive/documents.ts'
import type { Language } from '../../src/web/words/both.ts'
import { isMore } from '../parts.ts'
import { hasChromium, type Manner, PHONE, type Visitor, visitor } from './chromium.ts'
import { assertFieldsSeen, descriptionOf } from './fields.ts'
import { type Furnished, openFurnished } from './furnished.ts'
import {
  assertAccessible,
  assertContrast,
  assertFits,
  assertKept,
  assertNamed,
  assertSpeaks,
  assertStill,
  assertTouchable,
  settled,
} from './inspection.ts'
import { atNarrowest, inEnglish, inTheDark, onPaper, onPhone } from './manners.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { signedIn } from './signed-in.ts'
import { byPerson, Viewers, visit } from './viewers.ts'
import { decideByKeyboard, submitByKeyboard } from './without-mouse.ts'

const SCREENSHOTS = new Screenshots('screenshots')
const CONSOLE = join(import.meta.dirname, '../../dist/web')

interface Shown {
  readonly name: string
  readonly path: (town: Furnished) => string
  /** Null: nobody is signed in. */
  readonly as: Role | null
  /** What is done there before it is looked at. */
  readonly act?: (page: Page) => Promise<void>
}

/** Pages that others are in another state, or for another role: of `npm run test:more`. */
const ALIKE = new Set([
  ...['overview-engineer', 'rounds-archived', 'round-submitted', 'round-returned', 'round-finished'],
  ...['campaign-empty', 'compose-returned', 'approve-role', 'live-canary', 'live-stopped', 'live-none'],
  ...['live-engineer', 'operator-lanes', 'forbidden-trail', 'account-auditor', 'sign-in'],
  ...['round-copy', 'round-delete', 'round-template', 'templates-drop', 'campaigns-not-found'],
  ...['campaign-begin', 'compose-check', 'approve-faults', 'live-stop', 'operator-code', 'people-invite'],
  ...['trail-verified', 'search-dialogue', 'keys-make', 'signers-digest'],
])

/** Whoever looks at pages in a manner. */
type Viewing = Viewers<Role | null>

const ofRound =
  (which: keyof Furnished['rounds'], room = '') =>
  ({ rounds }: Furnished) =>
    `/rounds/${rounds[which]}${room}`

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click()

/** Presses what opens a dialogue, whose code may still be on its way. */
const open = (name: string) => async (page: Page) => {
  await press(name)(page)
  await page.getByRole('dialog').waitFor()
}

/** The same of a record: it is called by that too. */
const openOf = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}

/** A sending of ten minutes by two centres, the second throttled from the middle on: this town's was too short to be drawn. */
async function lengthen(page: Page): Promise<void> {
  await page.route('**/api/v1/directives/*/lanes', async route => {
    const answer = await route.fetch()
    const course = (await answer.json()) as LaneCourse
    await route.fulfill({ json: { ...course, points: lengthened(course) } })
  })
  await page.reload()
  await page.locator('main figure canvas').nth(3).waitFor()
  await page.unroute('**/api/v1/directives/*/lanes')
}

const POINTS = 40

function lengthened({ directive }: LaneCourse): LaneCourse['points'] {
  const end = Date.parse(directive.issuedAt)
  return Array.from({ length: POINTS }, (_, n) => {
    const late = Math.max(0, n - POINTS / 2)
    const each = { lanes: 1, bound: 1, rebinds: 0, pace: null }
    return {
      at: new Date(end - (POINTS - 1 - n) * 15_000).toISOString(),
      lanes: [
        { ...each, centre: 1, submitted: 3000 * n, throttled: 0, window: 1000 },
        { ...each, centre: 2, submitted: 2000 * n - 1200 * late, throttled: 40 * late, window: late > 0 ? 200 : 1000 },
      ],
      statuses: late > 0 ? { ESME_RTHROTTLED: 40 * late } : {},
    }
  })
}

const PAGES: readonly Shown[] = [
  { name: 'sign-in', path: () => '/sign-in', as: null },
  { name: 'sign-in-faults', path: () => '/sign-in', as: null, act: press('Đăng nhập') },
  { name: 'setup-done', path: () => '/setup#token=x', as: null },
  { name: 'invitation', path: ({ invitation }) => invitation, as: null },
  { name: 'overview-approver', path: () => '/', as: 'approver' },
  { name: 'overview-engineer', path: () => '/', as: 'engineer' },
  { name: 'calendar', path: () => '/calendar', as: 'editor' },
  { name: 'rounds', path: () => '/rounds', as: 'editor' },
  { name: 'rounds-archived', path: () => '/rounds?show=away', as: 'editor' },
  { name: 'round-new', path: ({ campaign }) => `/rounds/new?campaign=${campaign}`, as: 'editor' },
  { name: 'round-copy', path: ofRound('finished'), as: 'editor', act: open('Nhân bản') },
  { name: 'round-delete', path: ofRound('blank'), as: 'editor', act: open('Xóa dự thảo') },
  { name: 'round-template', path: ofRound('approved'), as: 'editor', act: open('Lưu làm mẫu') },
  {
    name: 'compose-template',
    path: ofRound('draft', '/compose'),
    as: 'editor',
    act: async page => {
      await page.getByRole('button', { name: 'Chèn nội dung đã duyệt' }).first().click()
      await page.getByRole('dialog').getByText('Khuyến cáo đã duyệt').waitFor()
    },
  },
  { name: 'templates', path: () => '/templates', as: 'auditor' },
  { name: 'templates-drop', path: () => '/templates', as: 'editor', act: openOf(/^Bỏ mẫu/) },
  { name: 'campaigns', path: () => '/campaigns', as: 'editor' },
  {
    name: 'campaigns-not-found',
    path: () => '/campaigns',
    as: 'editor',
    act: async page => {
      await page.getByLabel('Tìm chiến dịch theo tên').fill('Bầu cử')
      await page.getByText('Không có chiến dịch nào').waitFor()
    },
  },
  { name: 'campaign-begin', path: () => '/campaigns', as: 'editor', act: open('Bắt đầu chiến dịch') },
  { name: 'campaign', path: ({ campaign }) => `/campaigns/${campaign}`, as: 'editor' },
  { name: 'campaign-empty', path: town => `/campaigns/${town.emptyCampaign}`, as: 'editor' },
  { name: 'round-draft', path: ofRound('draft'), as: 'editor' },
  { name: 'round-submitted', path: ofRound('submitted'), as: 'editor' },
  { name: 'round-returned', path: ofRound('returned'), as: 'editor' },
  { name: 'round-approved', path: ofRound('approved'), as: 'approver' },
  { name: 'round-schedule', path: ofRound('approved'), as: 'approver', act: open('Ban hành lệnh gửi thật') },
  { name: 'round-finished', path: ofRound('finished'), as: 'auditor' },
  { name: 'compose', path: ofRound('draft', '/compose'), as: 'editor' },
  { name: 'compose-returned', path: ofRound('returned', '/compose'), as: 'editor' },
  {
    name: 'compose-faults',
    path: ofRound('blank', '/compose'),
    as: 'editor',
    act: async page => {
      await press('Trình duyệt…')(page)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'compose-check',
    path: ofRound('returned', '/compose'),
    as: 'editor',
    act: async page => {
      await press('Trình duyệt…')(page)
      await page.getByRole('heading', { name: 'Kiểm tra trước khi trình' }).waitFor()
    },
  },
  { name: 'approve', path: ofRound('submitted', '/approve'), as: 'approver' },
  {
    name: 'approve-faults',
    path: ofRound('submitted', '/approve'),
    as: 'approver',
    act: async page => {
      await page.getByLabel('Gõ số thuê bao sẽ nhận tin').fill('23400')
      await press('Phê duyệt đợt nhắn tin')(page)
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'approve-role', path: ofRound('submitted', '/approve'), as: 'editor' },
  { name: 'live-running', path: ofRound('running', '/live'), as: 'approver' },
  { name: 'live-stop', path: ofRound('running', '/live'), as: 'approver', act: open('Dừng…') },
  { name: 'live-canary', path: ofRound('canary', '/live'), as: 'approver' },
  { name: 'live-finished', path: ofRound('finished', '/live'), as: 'auditor' },
  { name: 'live-stopped', path: ofRound('stopped', '/live'), as: 'auditor' },
  { name: 'live-engineer', path: ofRound('running', '/live'), as: 'engineer' },
  { name: 'live-none', path: ofRound('draft', '/live'), as: 'editor' },
  { name: 'operators', path: () => '/operators', as: 'administrator' },
  { name: 'operator', path: () => '/operators/viettel', as: 'administrator' },
  { name: 'operator-lanes', path: ({ lanes }) => lanes, as: 'engineer' },
  { name: 'operator-lanes-course', path: ({ lanes }) => lanes, as: 'engineer', act: lengthen },
  { name: 'operator-new', path: () => '/operators/itel', as: 'administrator' },
  {
    name: 'operator-code',
    path: () => '/operators/itel',
    as: 'administrator',
    act: async page => {
      await page.getByRole('button', { name: /^Tạo mã đăng ký/ }).click()
      // The first one is there by itself; of one that has a code another takes its place.
      const another = page.getByRole('dialog').getByRole('button', { name: 'Tạo mã đăng ký' })
      const code = page.getByLabel('Mã', { exact: true })
      await another.or(code).first().waitFor()
      if (await another.isVisible()) await another.click()
      await code.waitFor()
    },
  },
  { name: 'people', path: () => '/people', as: 'administrator' },
  { name: 'people-invite', path: () => '/people', as: 'administrator', act: open('Mời người dùng') },
  { name: 'trail', path: () => '/trail', as: 'auditor' },
  { name: 'sessions', path: () => '/sessions', as: 'auditor' },
  {
    name: 'trail-verified',
    path: () => '/trail?action=campaign',
    as: 'auditor',
    act: async page => {
      await press('Kiểm tra nhật ký')(page)
      await page.getByText('Mã băm của dòng cuối').waitFor()
      await page.getByText('Chi tiết').first().click()
    },
  },
  { name: 'search', path: () => '/search?q=phong%20chong', as: 'auditor' },
  {
    name: 'search-dialogue',
    path: () => '/campaigns',
    as: 'editor',
    act: async page => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Từ cần tìm' }).pressSequentially('phong chong')
      await page
        .getByRole('option', { name: /^Phòng, chống dịch/ })
        .first()
        .waitFor()
      await page.keyboard.press('ArrowDown')
      await page.getByRole('option', { selected: true }).waitFor()
    },
  },
  { name: 'keys-none', path: () => '/keys', as: 'administrator' },
  { name: 'keys-make', path: () => '/keys', as: 'administrator', act: open('Tạo mã API') },
  { name: 'signers', path: () => '/signers', as: 'administrator' },
  {
    name: 'signers-digest',
    path: () => '/signers',
    as: 'auditor',
    act: async page => {
      await page.getByRole('button', { name: /^Cả mã băm/ }).click()
      await page.getByRole('dialog').getByLabel('SHA-256').waitFor()
    },
  },
  { name: 'account', path: () => '/account', as: 'editor' },
  { name: 'account-auditor', path: () => '/account', as: 'auditor' },
  { name: 'help', path: () => '/help', as: 'approver' },
  { name: 'help-words', path: () => '/help/words', as: 'editor' },
  { name: 'missing', path: () => '/khong-co', as: 'editor' },
  { name: 'forbidden', path: () => '/people', as: 'editor' },
  // Refused by the page itself: the server is asked for nothing that it would refuse.
  { name: 'forbidden-trail', path: () => '/trail', as: 'editor' },
]

/** Also looked at in the dark, and on a phone in English. */
const FEW = new Set([
  'overview-approver',
  'calendar',
  'rounds',
  'compose',
  'approve',
  'live-running',
  'operators',
  'templates',
  'trail',
  'signers',
  'account',
])

/** On a machine that does much else besides. */
const LONGEST_MS = 900_000

test('every page of the console can be read, heard, pressed and spoken, its fields seen, at 320 pixels too', {
  timeout: LONGEST_MS,
}, async t => {
  if (!hasChromium(t)) return
  SCREENSHOTS.clear()
  const browser = await browserFor(t)
  const town = await openFurnished()
  t.after(async () => await town.town.close())
  const cookies = await signedIn(browser, town.town)
  await t.test('the first page of the console is small', async () => await measure(t, browser, town))
  const comeAs = async (role: Role, manner: Manner = {}): Promise<Visitor> => {
    const made = await visitor(browser, town.town.url, manner)
    await made.context.addCookies(cookies.get(role) ?? [])
    return made
  }
  const viewersIn = (manner: Manner): Viewing =>
    new Viewers(browser, town.town.url, manner, async (role, context) => {
      if (role !== null) await context.addCookies(cookies.get(role) ?? [])
    })
  const wide = viewersIn({})
  for (const shown of byPerson(PAGES.filter(({ name }) => isMore || !ALIKE.has(name))))
    await t.test(
      `the page ${shown.name} can be read, heard and pressed, wide and on a phone`,
      async () => await look(town, wide, shown),
    )
  await wide.close()
  const phone = viewersIn({ size: PHONE, language: 'en' })
  for (const shown of byPerson(PAGES).filter(({ name }) => isMore && FEW.has(name)))
    await t.test(
      `the page ${shown.name} can be read, heard and pressed in English, opened on a phone`,
      async () => await lookInEnglish(town, phone, shown),
    )
  await phone.close()
  const onPhoneToo = await comeAs('approver', { size: PHONE })
  await t.test(
    'on a phone the sum comes before its parts, a pause stays at hand, and the number to type stands at its field',
    async () => await readOnPhone(onPhoneToo, town),
  )
  await t.test(
    'the menu of a phone can be read, heard and pressed, and speaks both languages',
    async () => await lookAtMenu(onPhoneToo, town),
  )
  await onPhoneToo.context.close()
  // They change the town: after all who look at it.
  const approver = await comeAs('approver')
  await t.test('who approves a round sees how it is sent and who wrote it', async () => {
    await readSending(approver, town)
  })
  if (isMore)
    await t.test(
      'what approvers do with a round they do by keys alone, and hear where they are',
      async () => await decideByKeyboard(approver.page, town),
    )
  assert.deepEqual(approver.faults, [], 'what the browser complains of')
  await approver.context.close()
  const editor = await comeAs('editor')
  if (isMore)
    await t.test(
      'what editors do with a round they do by keys alone, and hear where they are',
      async () => await submitByKeyboard(editor.page, town),
    )
  assert.deepEqual(editor.faults, [], 'what the browser complains of')
  await t.test(
    'what was written and not saved is gone from the browser after signing out',
    async () => await signOut(editor, town),
  )
  await editor.context.close()
})

/** Of all JavaScript of the first page, compressed. */
const FIRST_PAGE_MAX = 170_000

/** From an empty browser to the overview, as somebody comes who has never been here. */
async function measure(t: TestContext, browser: Browser, { town }: Furnished): Promise<void> {
  const { page, context } = await visitor(browser, town.url)
  const scripts = new Set<string>()
  page.on('request', request => {
    if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname)
  })
  await page.goto('/')
  await page.getByRole('button', { name: /^Vào với vai Người soạn/ }).click()
  await page.getByRole('heading', { name: 'Chờ tôi xử lý' }).waitFor()
  await settled(page)
  await context.close()
  let octets = 0
  for (const path of scripts) octets += gzipSync(await readFile(join(CONSOLE, path))).length
  t.diagnostic(`sign-in and overview: ${octets} octets of JavaScript, ${scripts.size} files`)
  assert.ok(octets < FIRST_PAGE_MAX, `${octets} octets`)
}

async function readOnPhone({ page }: Visitor, { rounds }: Furnished): Promise<void> {
  await page.goto(`/rounds/${rounds.running}/live`)
  await settled(page)
  const placeOf = async (what: string) =>
    (await page.locator('main').getByText(what).first().boundingBox())?.y ?? Number.NaN
  const places = [await placeOf('2\u202f340'), await placeOf('Cả đợt'), await placeOf('Viettel')]
  assert.ok(places[0] < places[1] && places[1] < places[2], places.join(', '))
  for (const end of [0, 1e6]) {
    await page.evaluate(top => scrollTo(0, top), end)
    const box = await page.getByRole('button', { name: 'Tạm dừng' }).boundingBox()
    assert.ok(box !== null && box.y >= 0 && box.y + box.height <= PHONE.height, `${box?.y}`)
  }
  await visit(page, `/rounds/${rounds.submitted}/approve`)
  await settled(page)
  const field = page.getByLabel('Gõ số thuê bao sẽ nhận tin')
  assert.match((await descriptionOf(field)).replace(/\s/g, ''), /2340thuêbao/)
}

/** Each term of sending by its name, with the value beside it. */
async function readSending({ page }: Visitor, { rounds }: Furnished): Promise<void> {
  await page.goto(`/rounds/${rounds.submitted}/approve`)
  await settled(page)
  const facts = new Map(
    await page
      .locator('dl > div')
      .evaluateAll(all => all.map(one => ['dt', 'dd'].map(part => one.querySelector(part)?.textContent ?? '')))
      .then(pairs => pairs.map(([name, value]) => [name, value] as const)),
  )
  for (const term of Object.keys(sendingTerms.shape) as (keyof typeof sendingTerms.shape)[])
    assert.ok(facts.get(message[`field.sending.${term}`].vi), term)
  assert.match(facts.get('Khi chưa rõ kết quả') ?? '', /^Không gửi lại\./)
  assert.ok(facts.get('Người soạn'))
}

/** The last that this browser does: what the server does of it is not looked at. */
async function signOut({ page }: Visitor, { rounds }: Furnished): Promise<void> {
  await page.route('**/sign-out', async route => await route.fulfill({ status: 200, json: {} }))
  await visit(page, `/rounds/${rounds.draft}/compose`)
  await settled(page)
  await page.evaluate(() => localStorage.setItem('loa-draft-of-another-round', '{}'))
  page.on('dialog', async dialog => await dialog.accept())
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  // The page may be on its way to the door meanwhile.
  await page.waitForFunction(() => !Object.keys(localStorage).some(key => key.includes('draft')))
}

async function look(town: Furnished, viewers: Viewing, shown: Shown): Promise<void> {
  const { page, faults } = await viewers.open(shown.as, shown.path(town), shown.act)
  const what = `wide-${shown.name}`
  await inspect(page, town, what)
  await assertAccessible(page, what)
  await assertKept(page, what)
  if (isMore) await lookInEveryManner(page, town, shown)
  assert.deepEqual(faults, [], `${what}: what the browser complains of`)
  viewers.release()
}

async function lookInEveryManner(page: Page, town: Furnished, shown: Shown): Promise<void> {
  const what = `wide-${shown.name}`
  // What was done on a page was done in Vietnamese: it stays as it is.
  if (shown.act === undefined)
    await inEnglish(page, async () => {
      if (FEW.has(shown.name)) await shoot(page, `${what}-en`)
      await assertFits(page, `${what} in English`)
      await assertSpeaks(page, 'en', { names: town.names, what })
    })
  if (FEW.has(shown.name))
    await inTheDark(page, async () => {
      await shoot(page, `${what}-dark`)
      await assertContrast(page, `${what} in the dark`)
      await assertFieldsSeen(page, `${what} in the dark`)
    })
  await onPhone(page, async () => {
    const narrow = `phone-${shown.name}`
    await inspect(page, town, narrow)
    await assertTouchable(page, narrow)
    await assertNamed(page, narrow)
    if (shown.act === undefined) {
      await atNarrowest(page, narrow)
      await onPaper(page, { name: shown.name, shots: SCREENSHOTS })
    }
  })
}

/** As a phone shows what it opens: nothing was wide before. */
async function lookInEnglish(town: Furnished, viewers: Viewing, shown: Shown): Promise<void> {
  const { page, faults } = await viewers.open(shown.as, shown.path(town))
  const what = `phone-en-${shown.name}`
  await inspect(page, town, what, 'en')
  await assertTouchable(page, what)
  await assertNamed(page, what)
  await atNarrowest(page, what)
  assert.deepEqual(faults, [], `${what}: what the browser complains of`)
  viewers.release()
}

/** It holds the languages too, and asks for nothing anew. */
async function lookAtMenu({ page, faults }: Visitor, town: Furnished): Promise<void> {
  await visit(page, '/account')
  await settled(page)
  const menu = page.getByRole('dialog')
  const open = async () => await page.getByRole('button', { name: /^(Mở trình đơn|Open the menu)$/ }).click()
  await open()
  await menu.getByRole('button', { name: /Việt$/ }).click()
  await inspect(page, town, 'phone-account-menu')
  await assertTouchable(page, 'phone-account-menu')
  await assertAccessible(page, 'phone-account-menu')
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'hidden' })
  await inspect(page, town, 'phone-account')
  await open()
  await menu.getByRole('button', { name: 'English' }).click()
  await assertSpeaks(page, 'en', { names: town.names, what: 'phone-account-menu' })
  assert.deepEqual(faults, [], 'phone-account-menu: what the browser complains of')
}

async function inspect(page: Page, town: Furnished, what: string, language: Language = 'vi'): Promise<void> {
  await shoot(page, what)
  await assertFits(page, what)
  await assertStill(page, what)
  await assertSpeaks(page, language, { names: town.names, what })
  await assertFieldsSeen(page, what)
}

async function shoot(page: Page, name: string): Promise<void> {
  await SCREENSHOTS.take(page, name)
}
