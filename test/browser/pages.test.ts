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
import { message } from '../../src/areas/rounds/words-message.ts'
import type { Role } from '../../src/authority/actor.ts'
import { sendingTerms } from '../../src/directive/documents.ts'
import { hasChromium, launch, type Manner, NARROW, PHONE, visitor } from './chromium.ts'
import { assertFieldsSeen } from './fields.ts'
import { type Furnished, openFurnished } from './furnished.ts'
import {
  assertAccessible,
  assertContrast,
  assertFits,
  assertSpeaks,
  assertStill,
  assertTouchable,
  settled,
} from './inspection.ts'
import { Screenshots } from './screenshots.ts'
import { signedIn } from './signed-in.ts'
import { byPerson, Viewers } from './viewers.ts'

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

const ofRound =
  (which: keyof Furnished['rounds'], room = '') =>
  ({ rounds }: Furnished) =>
    `/rounds/${rounds[which]}${room}`

const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).click()

/** Presses what opens a dialogue, whose code may still be on its way. */
const open = (name: string) => async (page: Page) => {
  await press(name)(page)
  await page.getByRole('dialog').waitFor()
}

const PAGES: readonly Shown[] = [
  { name: 'sign-in', path: () => '/sign-in', as: null },
  { name: 'sign-in-faults', path: () => '/sign-in', as: null, act: press('Đăng nhập') },
  { name: 'setup-done', path: () => '/setup#token=x', as: null },
  { name: 'invitation', path: () => '/invitation#token=x', as: null },
  { name: 'rounds', path: () => '/rounds', as: 'editor' },
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
  {
    name: 'campaign-begin',
    path: () => '/campaigns',
    as: 'editor',
    act: open('Bắt đầu chiến dịch'),
  },
  { name: 'campaign', path: ({ campaign }) => `/campaigns/${campaign}`, as: 'editor' },
  { name: 'campaign-empty', path: town => `/campaigns/${town.emptyCampaign}`, as: 'editor' },
  { name: 'round-draft', path: ofRound('draft'), as: 'editor' },
  { name: 'round-submitted', path: ofRound('submitted'), as: 'editor' },
  { name: 'round-returned', path: ofRound('returned'), as: 'editor' },
  { name: 'round-approved', path: ofRound('approved'), as: 'approver' },
  {
    name: 'round-schedule',
    path: ofRound('approved'),
    as: 'approver',
    act: open('Ban hành lệnh gửi thật'),
  },
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
  { name: 'operator-new', path: () => '/operators/itel', as: 'administrator' },
  {
    name: 'operator-code',
    path: () => '/operators/itel',
    as: 'administrator',
    act: async page => {
      await page.getByRole('button', { name: /^Tạo mã đăng ký/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Tạo mã đăng ký' }).click()
      await page.getByLabel('Mã', { exact: true }).waitFor()
    },
  },
  { name: 'people', path: () => '/people', as: 'administrator' },
  {
    name: 'people-invite',
    path: () => '/people',
    as: 'administrator',
    act: open('Mời người dùng'),
  },
  { name: 'trail', path: () => '/trail', as: 'auditor' },
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
  { name: 'keys-none', path: () => '/keys', as: 'administrator' },
  { name: 'keys-make', path: () => '/keys', as: 'administrator', act: open('Tạo khóa API') },
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
  {
    name: 'account-menu',
    path: () => '/account',
    as: 'editor',
    act: async page => {
      const menu = page.getByRole('button', { name: 'Mở trình đơn' })
      if (!(await menu.isVisible())) return
      await menu.click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'missing', path: () => '/khong-co', as: 'editor' },
  { name: 'forbidden', path: () => '/people', as: 'editor' },
]

/** Also looked at in the dark, and on a phone in English. */
const FEW = new Set([
  'rounds',
  'compose',
  'approve',
  'live-running',
  'operators',
  'trail',
  'signers',
  'account',
])

interface Round extends Manner {
  readonly name: string
}

const ROUNDS: readonly Round[] = [{ name: 'wide' }, { name: 'phone', size: PHONE }]

/** On a machine that does much else besides. */
const LONGEST_MS = 900_000

test('C3: every page of the console can be read, heard, pressed and spoken, its fields seen, at 320 pixels too', {
  timeout: LONGEST_MS,
}, async t => {
  if (!hasChromium(t)) return
  SCREENSHOTS.clear()
  const browser = await launch()
  t.after(async () => await browser.close())
  const town = await openFurnished()
  t.after(async () => await town.town.close())
  const cookies = await signedIn(browser, town.town)
  await t.test(
    'the first page of the console is small',
    async () => await measure(t, browser, town),
  )
  await t.test(
    'T6: who approves a round sees how it is sent and who wrote it',
    async () => await readSending(browser, town, cookies),
  )
  await t.test(
    'S20: what was written and not saved is gone from the browser after signing out',
    async () => await signOut(browser, town, cookies),
  )
  for (const round of ROUNDS) {
    const viewers = new Viewers<Role | null>(
      browser,
      town.town.url,
      round,
      async (role, context) => {
        if (role !== null) await context.addCookies(cookies.get(role) ?? [])
      },
    )
    for (const shown of byPerson(PAGES)) {
      const name = `the page ${shown.name} can be read, heard and pressed, ${round.name}`
      const seen = { town, round, viewers }
      await t.test(name, async () => await look(seen, shown))
      if (round.size === PHONE && FEW.has(shown.name))
        await t.test(`${name}-en`, async () => await lookInEnglish(seen, shown))
    }
    await viewers.close()
  }
})

/** Of all JavaScript of the first page, compressed. */
const FIRST_PAGE_MAX = 200_000

/** From an empty browser to the list of rounds, as somebody comes who has never been here. */
async function measure(t: TestContext, browser: Browser, { town }: Furnished): Promise<void> {
  const { page, context } = await visitor(browser, town.url)
  const scripts = new Set<string>()
  page.on('request', request => {
    if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname)
  })
  await page.goto('/')
  await page.getByRole('button', { name: /^Vào với vai Người soạn/ }).click()
  await page.getByRole('heading', { name: 'Đợt nhắn tin' }).waitFor()
  await settled(page)
  await context.close()
  let octets = 0
  for (const path of scripts) octets += gzipSync(await readFile(join(CONSOLE, path))).length
  t.diagnostic(`sign-in and list of rounds: ${octets} octets of JavaScript, ${scripts.size} files`)
  assert.ok(octets < FIRST_PAGE_MAX, `${octets} octets`)
}

/** Each term of sending by its name, with the value beside it. */
async function readSending(
  browser: Browser,
  { town, rounds }: Furnished,
  cookies: Awaited<ReturnType<typeof signedIn>>,
): Promise<void> {
  const { page, context } = await visitor(browser, town.url)
  await context.addCookies(cookies.get('approver') ?? [])
  await page.goto(`/rounds/${rounds.submitted}/approve`)
  await settled(page)
  const facts = new Map(
    await page
      .locator('dl > div')
      .evaluateAll(all =>
        all.map(one => ['dt', 'dd'].map(part => one.querySelector(part)?.textContent ?? '')),
      )
      .then(pairs => pairs.map(([name, value]) => [name, value] as const)),
  )
  await context.close()
  for (const term of Object.keys(sendingTerms.shape) as (keyof typeof sendingTerms.shape)[])
    assert.ok(facts.get(message[`field.sending.${term}`].vi), term)
  assert.match(facts.get('Khi chưa rõ kết quả') ?? '', /^Không gửi lại\./)
  assert.ok(facts.get('Người soạn'))
}

/** By somebody of their own: a session that ends is not one of those that are used further on. */
async function signOut(
  browser: Browser,
  { town, rounds }: Furnished,
  cookies: Awaited<ReturnType<typeof signedIn>>,
): Promise<void> {
  const { page, context } = await visitor(browser, town.url)
  await context.addCookies(cookies.get('editor') ?? [])
  // The session goes on for the pages after this: only this browser's part of the signing out is looked at.
  await page.route('**/sign-out', async route => await route.fulfill({ status: 200, json: {} }))
  await page.goto(`/rounds/${rounds.draft}/compose`)
  await settled(page)
  await page.evaluate(() => localStorage.setItem('loa-draft-of-another-round', '{}'))
  page.on('dialog', async dialog => await dialog.accept())
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  // The page may be on its way to the door meanwhile.
  await page.waitForFunction(() => !Object.keys(localStorage).some(key => key.includes('draft')))
  await context.close()
}

interface Seen {
  readonly town: Furnished
  readonly round: Round
  readonly viewers: Viewers<Role | null>
}

async function look({ town, round, viewers }: Seen, shown: Shown): Promise<void> {
  const { page, faults } = await viewers.open(shown.as, shown.path(town), shown.act)
  const what = `${round.name}-${shown.name}`
  await inspect(page, town, { what, round })
  if (round.size === undefined) {
    // What was done on a page was done in Vietnamese: it stays as it is.
    if (shown.act === undefined) await inEnglish(page, town, shown.name)
    if (FEW.has(shown.name)) await inTheDark(page, what)
  } else if (shown.act === undefined) await atNarrowest(page, what)
  assert.deepEqual(faults, [], `${what}: what the browser complains of`)
  if (shown.act === undefined) viewers.release()
}

/** On a phone the language is in the menu. The same page is asked for, and stays as it is. */
async function lookInEnglish({ town, round, viewers }: Seen, shown: Shown): Promise<void> {
  const { page, faults } = await viewers.open(shown.as, shown.path(town))
  const what = `${round.name}-en-${shown.name}`
  await speakByMenu(page, 'English')
  await inspect(page, town, { what, round: { ...round, language: 'en' } })
  await atNarrowest(page, what)
  await speakByMenu(page, /Việt$/)
  assert.deepEqual(faults, [], `${what}: what the browser complains of`)
  viewers.release()
}

async function speakByMenu(page: Page, language: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^(Mở trình đơn|Open the menu)$/ }).click()
  const menu = page.getByRole('dialog')
  await menu.getByRole('button', { name: language }).click()
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'hidden' })
  await settled(page)
}

async function inspect(
  page: Page,
  town: Furnished,
  { what, round }: { what: string; round: Round },
): Promise<void> {
  await shoot(page, what)
  await assertFits(page, what)
  await assertStill(page, what)
  if (round.size === PHONE) await assertTouchable(page, what)
  await assertSpeaks(page, round.language ?? 'vi', { names: town.names, what })
  // In English it is the same page with other words: it was looked at whole before.
  if (round.language !== 'en') await assertAccessible(page, what)
  await assertFieldsSeen(page, what)
}

const REDRAWN_MS = 20_000

/** WCAG 2.2, 1.4.10: as wide as 1280 pixels at 400 %. */
async function atNarrowest(page: Page, what: string): Promise<void> {
  await page.setViewportSize(NARROW)
  // Charts are drawn anew once they have seen that the page is narrower.
  await page
    .waitForFunction(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      null,
      { timeout: REDRAWN_MS },
    )
    .catch(() => {})
  await assertFits(page, `${what} at 320 pixels`)
  await assertStill(page, `${what} at 320 pixels`)
  await page.setViewportSize(PHONE)
}

/** The same page: what is said changes, nothing is asked again. */
async function inEnglish(page: Page, town: Furnished, name: string): Promise<void> {
  const what = `wide-${name}`
  const language = (spoken: string | RegExp) =>
    page.getByRole('banner').getByRole('button', { name: spoken }).click()
  await language('English')
  if (FEW.has(name)) await shoot(page, `${what}-en`)
  await assertFits(page, `${what} in English`)
  await assertSpeaks(page, 'en', { names: town.names, what })
  await language(/Việt$/)
}

async function inTheDark(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Chuyển sang nền tối' }).click()
  await page.mouse.move(0, 0)
  await shoot(page, `${what}-dark`)
  await assertContrast(page, `${what} in the dark`)
  await assertFieldsSeen(page, `${what} in the dark`)
  await page.getByRole('button', { name: 'Chuyển sang nền sáng' }).click()
}

async function shoot(page: Page, name: string): Promise<void> {
  await SCREENSHOTS.take(page, name)
}
