/**
 * What secretaries do once about a briefing: put a site out of the room, cancel, close the minutes, take the conclusions along. Each
 * in the console of a furnished town, with the site's own page beside it where it is about a site.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Briefing, PlaceLink } from '../../src/areas/briefing/model.ts'
import { visitor } from './chromium.ts'
import type { FurnishedBriefings } from './furnished-briefing.ts'
import { assertAccessible } from './inspection.ts'
import { visit } from './viewers.ts'

interface Scene {
  readonly browser: Browser
  readonly town: FurnishedBriefings
  /** Of a secretary who is signed in. */
  readonly page: Page
}

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** A link is opened while the network changes, and the browser gives up a script of the page. */
export async function loadAgain({ browser, town }: Scene): Promise<void> {
  const { page, context } = await visitor(browser, town.town.url)
  let failing = 1
  await page.route('**/assets/*.js', async route => await (failing-- > 0 ? route.abort() : route.continue()))
  const times = async () => await page.evaluate(() => sessionStorage.getItem('loa-loaded-again'))
  await page.goto('/briefing#none')
  await page.getByText('Trang chưa tải xong, đang thử lại').waitFor()
  assert.equal(await times(), '1')
  await page.getByRole('heading', { name: 'Liên kết này không mở được phòng' }).waitFor()
  assert.equal(await times(), null, 'it begins to count again')
  await page.evaluate(() => sessionStorage.setItem('loa-loaded-again', '20'))
  failing = 1
  await page.reload()
  await page.getByText('Kiểm tra mạng rồi tải lại').waitFor()
  await context.close()
}

/** Whoever is there for a site that was put out learns it, and its link opens nothing. */
export async function putOut({ browser, town, page }: Scene): Promise<void> {
  const { town: host, planned, sites } = town
  const [, , , site] = sites
  const editor = host.client('editor')
  const { url } = await editor.post<PlaceLink>(`/api/v1/briefings/${planned}/places/${site.id}/link`, { mail: false })
  const hospital = await visitor(browser, host.url)
  await hospital.page.goto(url)
  await button(hospital.page, 'Vào phòng giao ban')
    .click()
    .catch(async (error: Error) => {
      const shown = await hospital.page.locator('body').textContent()
      throw new Error([error.message, 'The page shows:', shown, ...hospital.faults].join('\n'))
    })
  await button(hospital.page, 'Đăng ký phát biểu').waitFor()

  await visit(page, `/briefings/${planned}/live`)
  await button(page, `Đưa ra khỏi phòng: ${site.name}`).click()
  const dialog = page.getByRole('dialog')
  await button(dialog, 'Đưa ra khỏi phòng').click()
  await dialog.getByText('Ghi lý do.').first().waitFor()
  await dialog.getByLabel('Lý do').fill('Máy lạ vào thay.')
  await assertAccessible(page, 'put-out')
  await button(dialog, 'Đưa ra khỏi phòng').click()
  await dialog.waitFor({ state: 'detached' })
  await hospital.page.getByRole('heading', { name: 'Điểm cầu đã được đưa ra khỏi phòng' }).waitFor()
  await button(page, `Đưa ra khỏi phòng: ${site.name}`).waitFor({ state: 'detached' })
  const again = await visitor(browser, host.url)
  await again.page.goto(url)
  await again.page.getByRole('heading', { name: 'Liên kết này không mở được phòng' }).waitFor()
  for (const each of [hospital.context, again.context]) await each.close()
}

/** A reason is asked for; afterwards the link of a site says that it is not held. */
export async function cancel({ browser, town, page }: Scene): Promise<void> {
  const { town: host, sites } = town
  const editor = host.client('editor')
  const { id } = await editor.post<Briefing>('/api/v1/briefings', {
    title: 'Giao ban sẽ không diễn ra',
    startsAt: new Date(Date.now() + 86_400_000).toISOString(),
    minutes: 30,
    agenda: [],
    roster: [
      { site: sites[0].id, role: 'chair', language: null },
      { site: sites[1].id, role: 'site', language: null },
    ],
    isQueueOpen: true,
    grantedMax: 1,
    isRecorded: false,
  })
  const { url } = await editor.post<PlaceLink>(`/api/v1/briefings/${id}/places/${sites[1].id}/link`, { mail: false })
  await visit(page, `/briefings/${id}`)
  await button(page, 'Hủy buổi giao ban…').click()
  const dialog = page.getByRole('dialog')
  await button(dialog, 'Hủy buổi giao ban').click()
  await dialog.getByText('Ghi lý do hủy.').first().waitFor()
  await dialog.getByLabel('Lý do hủy').fill('Dời sang thứ Năm.')
  await button(dialog, 'Hủy buổi giao ban').click()
  await page.getByText('Đã hủy. Các liên kết không còn dùng được.').waitFor()
  assert.equal(await button(page, 'Hủy buổi giao ban…').count(), 0)
  const hospital = await visitor(browser, host.url)
  await hospital.page.goto(url)
  await hospital.page.getByRole('heading', { name: 'Buổi giao ban đã hủy' }).waitFor()
  await hospital.context.close()
}

/** How many decisions there are has to be typed; afterwards nobody writes in them. */
export async function closeMinutes({ town, page }: Scene): Promise<void> {
  await visit(page, `/briefings/${town.held}`)
  await button(page, 'Khóa biên bản').click()
  const dialog = page.getByRole('dialog')
  const typed = dialog.getByLabel('Gõ số kết luận: 1')
  await typed.fill('2')
  await button(dialog, 'Khóa biên bản').click()
  await dialog.getByText('Chưa khớp. Hãy gõ đúng: 1').waitFor()
  await typed.fill('1')
  await button(dialog, 'Khóa biên bản').click()
  await page.getByText(/^Biên bản đã khóa lúc .+, không sửa được\.$/).waitFor()
  await page.getByText('Biên bản đã khóa. Theo dõi các nhiệm vụ đã giao.').waitFor()
  assert.equal(await button(page, 'Khóa biên bản').count(), 0)
  assert.equal(await page.getByLabel('Nội dung ghi').count(), 0)
  const { closedAt } = await town.town.client('auditor').get<Briefing>(`/api/v1/briefings/${town.held}`)
  assert.notEqual(closedAt, null)
}

/** What each form of a document begins with. */
const FORMS = { DOCX: 'PK', PDF: '%PDF-', HTML: '<!' } as const

/** In each form and both languages a file of that form comes, named for what it is. */
export async function takeConclusions({ town, page }: Scene): Promise<void> {
  await visit(page, `/briefings/${town.held}`)
  for (const language of ['Tiếng Việt', 'English']) {
    await page.getByText(language, { exact: true }).last().click()
    for (const [form, begins] of Object.entries(FORMS)) {
      const coming = page.waitForEvent('download')
      await button(page, `Tải ${form}`).click()
      const download = await coming
      assert.match(download.suggestedFilename(), new RegExp(`\\.${form.toLowerCase()}$`))
      const octets = await readFile(await download.path())
      assert.equal(octets.toString('latin1', 0, begins.length).toLowerCase(), begins.toLowerCase())
      assert.ok(octets.length > 1000, `${octets.length} octets`)
    }
  }
}
