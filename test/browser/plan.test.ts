/**
 * The communication plan in a real browser: its pages wide and on a phone; then from a file of data over what it proposes to a change of
 * level, what that does, the second person, and what came of it. What it looks like is left in screenshots-plan/.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Browser, Locator, Page } from 'playwright-core'
import type { ClusterCode, Play } from '../../src/areas/loudspeakers/model.ts'
import type { Overview } from '../../src/areas/overview/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import { systemClock } from '../../src/base/clock.ts'
import { readJournal } from '../../src/base/journal.ts'
import { seeded } from '../../src/base/random.ts'
import type { AgendaBody } from '../../src/speaker/agenda.ts'
import { SpeakerDevice } from '../../src/speaker/device.ts'
import { enrol } from '../../src/speaker/enrolment.ts'
import { readKeyFile } from '../../src/speaker/key-file.ts'
import { sinkOf } from '../../src/speaker/sinks.ts'
import { type Controller, Controllers } from '../../town/controllers.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { untilThere } from '../../town/waiting.ts'
import { isMore } from '../parts.ts'
import { type Town, TWO_OPERATORS } from '../town/town.ts'
import { hasChromium, visitor } from './chromium.ts'
import { lookAtEveryPage, opening, type Shown } from './every-page.ts'
import { type FirefoxVisitor, firefoxVisitor, hasFirefox } from './firefox.ts'
import {
  casesWithFaults,
  decided,
  type FurnishedPlan,
  openPlan,
  PLAN,
  released,
  submittedChange,
} from './furnished-plan.ts'
import { assertAccessible } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { type Cookies, signedIn } from './signed-in.ts'
import { visit } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-plan')
SCREENSHOTS.clear()

const PAGES = ({ changes, proposal }: FurnishedPlan): readonly Shown[] => [
  { name: 'situation', path: '/plan', as: 'editor' },
  { name: 'levels', path: `/plan/${PLAN}/levels`, as: 'editor' },
  { name: 'data', path: `/plan/${PLAN}/data`, as: 'editor' },
  { name: 'tasks', path: `/plan/${PLAN}/tasks`, as: 'editor' },
  { name: 'proposal', path: `/plan/${PLAN}/proposals/${proposal.id}`, as: 'editor' },
  { name: 'suggest', path: `/plan/${PLAN}`, as: 'editor', act: opening(/^Đề xuất cấp độ…/) },
  { name: 'propose', path: `/plan/${PLAN}/propose`, as: 'editor' },
  { name: 'exercise', path: `/plan/${PLAN}/changes/${changes.exercise}`, as: 'editor' },
  { name: 'decide', path: `/plan/${PLAN}/changes/${changes.submitted}`, as: 'approver' },
  { name: 'carried-out', path: `/plan/${PLAN}/changes/${changes.approved}`, as: 'auditor' },
  { name: 'left', path: `/plan/${PLAN}/changes/${changes.approved}`, as: 'editor' },
  { name: 'texts', path: `/plan/${PLAN}/changes/${changes.submitted}`, as: 'approver', act: opening(/^Xem nội dung/) },
]

const ALIKE = new Set(['exercise', 'suggest', 'texts', 'left'])

/** Also looked at in English, and in the dark. */
const FEW = new Set(['situation', 'decide'])
const DARK = new Set([...FEW, 'proposal'])

test('the communication plan in a real browser', async t => {
  if (!hasChromium(t) || (isMore && !hasFirefox(t))) return
  const browser = await browserFor(t)
  const folder = await mkdtemp(join(tmpdir(), 'loa-plan-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const operators = TWO_OPERATORS.slice(1)
  const controllers = await Controllers.open(folder, operators)
  t.after(async () => await controllers.close())
  const node = (operator: DemoOperator) => ({ flags: controllers.flags(operator) })
  const furnished = await openPlan({ operators, node })
  const { town, names } = furnished
  t.after(async () => await town.close())
  const cookies = await signedIn(browser, town)
  await lookAtEveryPage(t, {
    browser,
    cookies,
    town,
    names,
    pages: PAGES(furnished),
    whose: 'plans',
    manners: { dark: DARK, english: ({ name }) => FEW.has(name) },
    alike: ALIKE,
    screenshots: SCREENSHOTS,
  })
  await t.test(
    'data is brought, proposes a level, and a second person decides the change, which is carried out before one’s eyes',
    async () => await story({ browser, furnished, cookiesOf: (who: Role) => cookies.get(who) ?? [] }),
  )
  if (isMore)
    await t.test(
      'from a signed change of level three presses make the page, feeds, cells, loudspeakers and drafts of short messages right',
      async t => {
        const scene = { browser, furnished, cookiesOf: (who: Role) => cookies.get(who) ?? [] }
        await followed(t, scene, { folder, cells: controllers.of(operators[0]) })
      },
    )
})

/** What the public has on its page: titles in force, those that made way, those that were withdrawn. */
async function publicList(browser: Browser, url: string): Promise<Record<string, string[]>> {
  const { context, page } = await visitor(browser, url)
  await page.goto('/bulletins')
  const sections = await page.locator('main > section').all()
  const found: Record<string, string[]> = {}
  for (const section of sections) {
    const head = ((await section.locator('h2').textContent()) ?? '').replace(/ \(\d+\)$/, '')
    found[head] = await section.locator('h3').allInnerTexts()
  }
  await SCREENSHOTS.take(page, `public-${Object.keys(found).length}`)
  await context.close()
  return found
}

/** The same in a browser of another maker. */
async function publicListInFirefox({ page }: FirefoxVisitor, url: string): Promise<Record<string, string[]>> {
  await page.goto(`${url}/bulletins`)
  return await page.$$eval('main > section', sections =>
    Object.fromEntries(
      sections.map(section => [
        (section.querySelector('h2')?.textContent ?? '').replace(/ \(\d+\)$/, ''),
        [...section.querySelectorAll('h3')].map(({ textContent }) => (textContent ?? '').trim()),
      ]),
    ),
  )
}

const HAIPHONG = 'Hải Phòng'

interface FarEnds {
  /** For what devices keep. */
  readonly folder: string
  readonly cells: readonly Controller[]
}

/** From the signature under a change of level to what the public reads, phones show and loudspeakers say. */
async function followed(
  t: TestContext,
  { browser, furnished, cookiesOf }: Scene,
  { folder, cells }: FarEnds,
): Promise<void> {
  const { town } = furnished
  const { url } = town
  // Hải Phòng's cells are what the demo's operators have outside of its capital.
  const shown = () =>
    cells.flatMap(({ bsc, cells: { outside } }) => outside.map(cell => bsc.onAir(cell).map(({ text }) => text)))
  /** In both languages, and nothing else. */
  const isShown = (vi: string, en: string) =>
    shown().every(
      texts =>
        texts.length === 2 &&
        texts.some(text => text.startsWith(`${HAIPHONG}: ${vi} từ `)) &&
        texts.some(text => text.startsWith(`${HAIPHONG}: ${en} from `)),
    )
  const before31 = await loudspeaker(t, town, folder, '31')
  const after48 = await loudspeaker(t, town, folder, '48')
  const raised = [{ area: '31.2025', level: 'alert' }]
  const first = await decided(town, 'live', null, 'Số ca tăng', raised)
  assert.equal((await released(town, first)).length, 2)
  await untilThere('the first level at every far end', async () =>
    isShown('báo động', 'alert') && (await before31.plays()).length > 0 ? true : null,
  )
  const change = await submittedChange(town, 'live', null, 'Số ca tăng gấp đôi', [
    { area: '31.2025', level: 'emergency' },
    { area: '48.2025', level: 'alert' },
  ])
  const path = `/plan/${PLAN}/changes/${change.id}`
  const [approver, editor] = [await visitor(browser, url), await visitor(browser, url)]
  await approver.context.addCookies(cookiesOf('approver'))
  await editor.context.addCookies(cookiesOf('editor'))
  await visit(approver.page, path)
  // Before it is signed it says what will fail, and the default time is not called late.
  await approver.page.getByText('Chưa thực hiện được trong điều kiện hiện nay').waitFor()
  await approver.page.getByText('Giao ban với tỉnh: khẩn cấp').first().waitFor()
  await approver.page.getByRole('link', { name: 'Đến danh sách điểm cầu' }).waitFor()
  assert.equal(await approver.page.getByText('Thời điểm bắt đầu đã qua').count(), 0)
  await SCREENSHOTS.take(approver.page, 'follow-before')
  const label = await approver.page.getByText(/^Gõ "\d+ thật" để phê duyệt$/).textContent()
  const [, word = ''] = label?.split('"') ?? []
  await approver.page.getByLabel(/^Gõ "\d+ thật"/).fill(word)
  await button(approver.page, 'Phê duyệt và thực hiện').click()

  const before = await publicList(browser, url)
  const firefox = isMore ? await firefoxVisitor(t, () => {}) : null
  if (firefox !== null) assert.deepEqual(await publicListInFirefox(firefox, url), before)
  const presses: string[] = []
  const press = async (page: Page | Locator, who: string, name: RegExp) => {
    const at = button(page, name)
    await at.waitFor()
    presses.push(`${who}: ${await at.textContent()}`)
    await at.click()
  }
  await visit(editor.page, path)
  await press(editor.page, 'editor', /^Trình tất cả \(4\)…$/)
  await SCREENSHOTS.take(editor.page, 'follow-submit')
  await press(editor.page.getByRole('dialog'), 'editor', /^Ký và trình \(4\)$/)
  const typed = approver.page.getByLabel('Gõ "3 thật" để phê duyệt')
  await typed.waitFor()
  await SCREENSHOTS.take(approver.page, 'follow-approve')
  await assertAccessible(approver.page, 'follow-approve')
  await typed.fill('2 thật')
  await button(approver.page, 'Phê duyệt 3 bản tin và thu hồi 2 bản tin cũ').click()
  await approver.page.getByRole('alert').getByText('Gõ đúng: 3 thật').first().waitFor()
  await typed.fill('3 thật')
  const since = performance.now()
  await press(approver.page, 'approver', /^Phê duyệt 3 bản tin và thu hồi 2 bản tin cũ$/)
  const right = async (what: string, isRight: () => Promise<boolean>) => {
    await untilThere(what, async () => ((await isRight()) ? true : null))
    return `${what} ${Math.round(performance.now() - since)} ms`
  }
  const feedOf = async () => {
    const feed = await (await fetch(`${url}/bulletins.json`)).json()
    const titles = (feed as { items: readonly { title: string }[] }).items.map(each => each.title)
    return titles.filter(title => title.includes(HAIPHONG))
  }
  const roundsOf = async (role: Role) => {
    const { waits } = await town.client(role).get<Overview>('/api/v1/me/overview')
    return waits.items.filter(({ page }) => page.startsWith('/rounds/')).map(({ name }) => name)
  }
  const drafts = async () => (await roundsOf('editor')).filter(name => name?.includes(': áp dụng '))
  const times = await Promise.all([
    right('feed', async () => (await feedOf()).some(title => title.includes('khẩn cấp'))),
    right('cells', async () => isShown('khẩn cấp', 'emergency')),
    right('loudspeakers', async () => {
      const [silenced, playing] = [await before31.wanted(), await after48.plays()]
      return silenced === 0 && playing.length > 0
    }),
    right('drafts of short messages', async () => {
      const said = (await drafts()).map(name => name?.replace(/ từ .*$/, '')).toSorted()
      return said.join('; ') === `${HAIPHONG}: áp dụng khẩn cấp; Đà Nẵng: áp dụng báo động`
    }),
  ])
  await approver.page.getByText('Đã phê duyệt 3 bản tin, đã thu hồi 2 bản tin cũ').first().waitFor()
  const after = await publicList(browser, url)
  const took = Math.round(performance.now() - since)
  if (firefox !== null) {
    // It had the page, and may keep it for some seconds: docs/how-to/keep-public-pages-standing.md.
    const inFirefox = await right('page of a browser that had it already', async () =>
      isDeepStrictEqual(await publicListInFirefox(firefox, url), after),
    )
    t.diagnostic(inFirefox)
  }

  const titles = (list: Record<string, string[]>, head: string) =>
    (list[head] ?? []).filter(title => title.includes(HAIPHONG))
  t.diagnostic(`right since the last press: ${times.join(', ')}`)
  t.diagnostic(`presses after the signature: ${presses.length} (${presses.join('; ')})`)
  t.diagnostic(`public page before: ${JSON.stringify(before)}`)
  t.diagnostic(`public page ${took} ms after the last press: ${JSON.stringify(after)}`)
  assert.equal(presses.length, 3)
  const IN_FORCE = 'Đang có hiệu lực'
  assert.ok(titles(before, IN_FORCE).some(title => title.includes('báo động')))
  const [now, ...others] = titles(after, IN_FORCE)
  assert.match(now, /khẩn cấp/)
  assert.deepEqual(others, [])
  // The old one leads to the new one; the other, in whose place nothing came, is withdrawn.
  assert.deepEqual(after['Đã được thay thế bằng bản tin mới hơn'], titles(before, IN_FORCE))
  assert.deepEqual(after['Đã thu hồi'], ['Loa truyền thanh hằng ngày'])
  const html = await (await fetch(`${url}/bulletins`)).text()
  assert.match(html, /Bản tin thay thế: <a href="\/bulletins\/[^"]+"><bdi>Hải Phòng: áp dụng khẩn cấp/)
  const inFeed = await feedOf()
  const replaced = titles(before, IN_FORCE).map(title => `Đã có bản tin mới: ${title}`)
  assert.deepEqual(inFeed.toSorted(), [now, ...replaced].toSorted())
  // The short messages of the new bulletins wait as drafts, and none of the old.
  const entered = (after[IN_FORCE] ?? []).filter(title => title.includes(': áp dụng '))
  assert.deepEqual((await drafts()).toSorted(), entered.toSorted())
  // The plan's own round is submitted with the bulletins; that of an earlier change is a draft still.
  const own = async (role: Role) => (await roundsOf(role)).filter(name => name === 'Tin nhắn khi khẩn cấp').length
  assert.deepEqual([await own('editor'), await own('approver')], [1, 2])
  await visit(editor.page, '/rounds')
  await editor.page.getByText(now, { exact: false }).first().waitFor()
  await visit(editor.page, path)
  await editor.page.getByRole('heading', { name: 'Thực hiện' }).waitFor()
  assert.equal(await editor.page.getByRole('heading', { name: 'Việc còn lại' }).count(), 0)
  assert.deepEqual([editor.faults, approver.faults], [[], []])
  await editor.context.close()
  await approver.context.close()
}

interface Loudspeaker {
  /** As its device has told. */
  plays(): Promise<readonly Play[]>
  /** Bulletins that its device holds to be played. */
  wanted(): Promise<number>
}

/** A cluster of a commune in that province, and its device in this process. */
async function loudspeaker(t: TestContext, town: Town, folder: string, province: string): Promise<Loudspeaker> {
  const admin = town.client('administrator')
  const [commune, cluster] = [`9${province}01`, `9${province}01-1`]
  const name = `Xã ${province} (giả định)`
  const places = [{ code: province, from: '2025-07-01', until: null }]
  const path = '/api/v1/loudspeakers'
  await admin.put(`${path}/communes`, { communes: [{ code: commune, name, places, windows: null }] })
  await admin.post(`${path}/clusters`, { clusters: [{ cluster, commune, name, purpose: 'live' }] })
  const { code } = await admin.post<ClusterCode>(`${path}/clusters/${cluster}/code`)
  const file = join(folder, `${cluster}.key`)
  await enrol({ url: town.url, code, file, clock: systemClock })
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const device = await SpeakerDevice.start({
    directory: join(folder, cluster),
    url: town.url,
    decodes: ['wav'],
    version: '0.2.0',
    clock: systemClock,
    random: seeded(1),
    log: silent,
    sink: sinkOf(`wav:${join(folder, `${cluster}-heard`)}`, systemClock),
    keys: readKeyFile(file),
  })
  t.after(async () => await device.close())
  return {
    plays: async () => await admin.get<readonly Play[]>(`${path}/clusters/${cluster}/plays`),
    wanted: async () => {
      const kept = await readJournal(join(folder, cluster, 'journal.jsonl'))
      const jws = kept.flatMap(entry => ('jws' in entry ? [String(entry.jws)] : [])).at(-1) ?? ''
      const [, payload = ''] = jws.split('.')
      const { content } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as AgendaBody
      return content.items.length
    },
  }
}

interface Scene {
  readonly browser: Browser
  readonly furnished: FurnishedPlan
  readonly cookiesOf: (who: Role) => Cookies
}

/** A table that is saved has the name of each row, also where it is pressed. */
async function saveNames(page: Page): Promise<void> {
  const table = page.locator('table').filter({ has: page.locator('button[data-name]') })
  await table.first().waitFor()
  const save = table
    .first()
    .locator('..')
    .getByRole('button', { name: /^Tải bảng về/ })
  const [saved] = await Promise.all([page.waitForEvent('download'), save.click()])
  const [, ...rows] = readFileSync(await saved.path(), 'utf8')
    .trim()
    .split('\r\n')
  // What is below the first screen is drawn a moment later.
  const titles = table.first().locator('tbody td[data-kind=title]')
  await titles.nth(rows.length - 1).waitFor()
  const names = await titles.allInnerTexts()
  assert.ok(names.length > 1)
  assert.deepEqual(
    rows.map(row => row.split(';')[0]),
    names.map(name => name.trim()),
  )
}

const CITY = 'Thành phố Hồ Chí Minh'

async function story({ browser, furnished, cookiesOf }: Scene): Promise<void> {
  const { url } = furnished.town
  const editor = await visitor(browser, url)
  await editor.context.addCookies(cookiesOf('editor'))
  const { page } = editor

  await visit(page, `/plan/${PLAN}/data`)
  await page.getByRole('button', { name: 'Chọn tệp CSV hoặc JSON' }).waitFor()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'ca.csv', mimeType: 'text/csv', buffer: Buffer.from(casesWithFaults()) })
  await page.getByText('Đã nhận 16/20 dòng.').first().waitFor()
  const rejected = page.getByRole('table', { name: 'Dòng không nhận: 4' })
  assert.equal(await rejected.locator('tbody tr').count(), 4)
  await SCREENSHOTS.take(page, 'story-rejected')
  await assertAccessible(page, 'story-rejected')

  await page.getByRole('link', { name: 'Đề xuất chờ quyết định' }).click()
  await page.getByRole('link', { name: CITY, exact: true }).click()
  await page.getByRole('link', { name: 'Lập chuyển cấp độ từ đề xuất' }).click()
  assert.ok(await page.getByRole('checkbox', { name: new RegExp(CITY) }).isChecked())
  await button(page, 'Xem các việc sẽ thực hiện').click()
  await page.getByRole('alert').getByText('Ghi lý do.').waitFor()
  await page.getByLabel('Lý do').fill('Số ca vượt ngưỡng')
  await button(page, 'Xem các việc sẽ thực hiện').click()
  await page.getByRole('heading', { name: 'Cần biết trước khi phê duyệt' }).waitFor()
  await SCREENSHOTS.take(page, 'story-diff')
  await button(page, 'Trình duyệt…').click()
  await button(page.getByRole('dialog'), 'Trình duyệt').click()
  await page.getByText('Chờ duyệt', { exact: true }).first().waitFor()
  const path = new URL(page.url()).pathname

  const approver = await visitor(browser, url)
  await approver.context.addCookies(cookiesOf('approver'))
  await visit(approver.page, path)
  const typed = approver.page.getByLabel(/^Gõ "\d+ thật" để phê duyệt$/)
  await typed.fill('1 diễn tập')
  await button(approver.page, 'Phê duyệt và thực hiện').click()
  const said = await approver.page
    .getByRole('alert')
    .getByText(/^Gõ đúng: \d+ thật$/)
    .textContent()
  await typed.fill((said ?? '').replace('Gõ đúng: ', ''))
  await button(approver.page, 'Phê duyệt và thực hiện').click()
  await approver.page.getByRole('heading', { name: 'Thực hiện' }).waitFor()

  // Who proposed it sees it carried out without loading the page anew, and goes from an effect to what it became.
  await page.getByRole('heading', { name: 'Thực hiện' }).waitFor()
  await page.getByRole('link', { name: 'bản tin', exact: true }).first().waitFor()
  await SCREENSHOTS.take(page, 'story-carried-out')
  await page.getByRole('link', { name: 'bản tin', exact: true }).first().click()
  await page.waitForURL(/\/desk\//)
  await visit(page, '/plan')
  await saveNames(page)
  await button(page, 'Đề xuất cấp độ…').click()
  const dialogue = page.getByRole('dialog')
  await button(dialogue, 'Gửi đề xuất').click()
  await dialogue.getByRole('alert').getByText('Chọn địa bàn.').waitFor()
  await dialogue.getByRole('combobox', { name: 'Địa bàn' }).fill('hai ph')
  await page.getByRole('option', { name: 'Hải Phòng', exact: true }).click()
  await dialogue.getByLabel('Cấp độ đề xuất').selectOption('alert')
  await dialogue.getByLabel('Lý do').fill('Sở Y tế báo một chùm ca')
  await button(dialogue, 'Gửi đề xuất').click()
  await page.waitForURL(/\/proposals\//)
  await page.getByText('Sở Y tế báo một chùm ca').waitFor()
  await SCREENSHOTS.take(page, 'story-suggested')
  await visit(page, '/plan')
  await page.getByRole('button', { name: /^TP\. Hồ Chí Minh .*quyết định riêng/ }).click()
  await page.getByRole('status').getByText('quyết định riêng').waitFor()

  // Time is moved by keyboard: before the first change nobody has decided anything.
  const slider = page.getByRole('slider', { name: 'Thời điểm' })
  await slider.focus()
  await page.keyboard.press('Home')
  await page.getByRole('heading', { name: /^Cấp độ dịch lúc / }).waitFor()
  // Before provinces were joined it is the list of that day that is drawn.
  await page.getByLabel('Cuối ngày').fill('2025-06-30')
  await page.getByText('Danh mục 63 địa bàn').waitFor()
  await SCREENSHOTS.take(page, 'story-63-provinces')
  assert.deepEqual([editor.faults, approver.faults], [[], []])
  await editor.context.close()
  await approver.context.close()
}

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
