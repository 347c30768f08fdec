/**
 * Bulletins and loudspeakers in real browsers: every page wide, on a phone, in the dark and in English; then a bulletin from its
 * first word over the second person's approval to its correction and its end, and what the public sees of it.
 * What it looks like is left in screenshots-bulletins/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Bulletin, KeptSound } from '../../src/areas/bulletins/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import { hasChromium, visitor } from './chromium.ts'
import { lookAtEveryPage, opening, type Shown } from './every-page.ts'
import { CLUSTER, COMMUNE, type FurnishedBulletins, openBulletins } from './furnished-bulletins.ts'
import { assertAccessible } from './inspection.ts'
import { pressByKeyboard } from './keyboard.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { type Cookies, signedIn } from './signed-in.ts'

const SCREENSHOTS = new Screenshots('screenshots-bulletins')
SCREENSHOTS.clear()

const PAGES = ({ bulletins }: FurnishedBulletins): readonly Shown[] => [
  { name: 'desk', path: '/desk', as: 'editor' },
  { name: 'new', path: '/desk/new', as: 'editor' },
  { name: 'draft', path: `/desk/${bulletins.draft}`, as: 'editor' },
  { name: 'write', path: `/desk/${bulletins.draft}/write`, as: 'editor' },
  { name: 'published', path: `/desk/${bulletins.published}`, as: 'editor' },
  { name: 'decide-revised', path: `/desk/${bulletins.revised}`, as: 'approver' },
  { name: 'decide-exercise', path: `/desk/${bulletins.exercise}`, as: 'approver' },
  { name: 'loudspeakers', path: '/loudspeakers', as: 'editor' },
  { name: 'commune', path: `/loudspeakers/${COMMUNE}`, as: 'administrator' },
  { name: 'code', path: '/loudspeakers/00070', as: 'administrator', act: opening(/^Cấp mã đăng ký/) },
]

const ALIKE = new Set(['decide-exercise', 'code'])

/** Also looked at in the dark. */
const FEW = new Set(['desk', 'write', 'decide-revised', 'loudspeakers'])

test('bulletins and loudspeakers in real browsers', async t => {
  if (!hasChromium(t)) return
  // A microphone that beeps once a second, and is not asked for.
  const browser = await browserFor(t, ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'])
  const town = await openBulletins()
  t.after(async () => {
    town.device.close()
    town.cells.close()
    await town.town.close()
  })
  const cookies = await signedIn(browser, town.town)
  const cookiesOf = (who: Role): Cookies => cookies.get(who) ?? []
  await lookAtEveryPage(t, {
    browser,
    cookies,
    town: town.town,
    pages: PAGES(town),
    whose: 'bulletins',
    manners: { dark: FEW },
    alike: ALIKE,
    screenshots: SCREENSHOTS,
    names: [...town.names, CLUSTER],
  })
  await t.test(
    'a bulletin is written with faults, mended, recorded, approved by a second person, played, corrected and cancelled',
    async () => await story({ browser, town, cookiesOf }),
  )
})

interface Scene {
  readonly browser: Browser
  readonly town: FurnishedBulletins
  readonly cookiesOf: (who: Role) => Cookies
}

const TITLE = 'Rửa tay thường xuyên'
const TEXT = 'Rửa tay bằng xà phòng, đeo khẩu trang nơi đông người. Ho, sốt: gọi 19009095.'
const CORRECTION = 'Đính chính: số điện thoại'
const LOUD = /^Mức của bản tin là “Thông thường” nhưng tin quảng bá là “Nghiêm trọng/

async function story({ browser, town, cookiesOf }: Scene): Promise<void> {
  const { url } = town.town
  const editor = await visitor(browser, url)
  await editor.context.addCookies(cookiesOf('editor'))
  const { page } = editor
  const part = (id: string) => page.locator(`#${id}`)

  await page.goto('/desk/new')
  await part('renditions-page-0-title').fill(TITLE)
  await page.getByLabel('Tin nhắn SMS').check()
  await page.getByLabel('Loa truyền thanh').check()
  await page.getByLabel('Tin quảng bá di động').check()
  await part('part-broadcast').getByText('Số hiệu tin 4396.').waitFor()
  // A machine can speak once there is something to speak: it is there before that.
  const machine = button(part('correction-loudspeakers-0-sound'), 'Để máy đọc')
  assert.equal(await machine.isDisabled(), true)
  await button(page, 'Lưu dự thảo').first().click()
  await page.getByRole('heading', { name: TITLE }).waitFor()

  // From a fault to its field, without a mouse.
  await pressByKeyboard(page, page.getByRole('link', { name: /^Trang công khai.*: Còn trống$/ }))
  await page.waitForFunction(() => document.activeElement?.id === 'renditions-page-0-text')
  await page.keyboard.insertText(TEXT)
  // Whatever was taken before the page was written says what it says.
  for (const channel of ['sms', 'loudspeakers'])
    await part(`part-${channel}`)
      .getByText(/^Theo trang công khai/)
      .waitFor()
  await part('part-sms').getByText('bản tin SMS mỗi thuê bao (UCS-2)').waitFor()
  await button(part('part-sms'), /^Bỏ dấu/).click()
  await part('part-sms').getByText('1 bản tin SMS mỗi thuê bao (GSM-7)').waitFor()
  await button(part('part-sms'), 'Lấy lại từ trang').waitFor()
  const spoken = part('renditions-loudspeakers-0-spoken')
  assert.match(await spoken.inputValue(), /gọi một chín không không/)
  const sound = part('renditions-loudspeakers-0-sound')
  await button(sound, 'Thu âm').click()
  await sound.getByText('Đang thu: 2 giây').waitFor()
  await button(sound, 'Dừng thu').click()
  await sound.getByText(/^người đọc, \d+ giây$/).waitFor()
  await part('correction-page-0-title').fill(CORRECTION)
  await part('correction-page-0-text').fill('Số đúng là 19003228.')
  const shortly = part('correction-sms-0-text')
  assert.equal(await shortly.inputValue(), `${CORRECTION}. Số đúng là 19003228.`)
  await shortly.fill('BYT: riêng.')
  await button(part('correction-sms'), 'Lấy lại từ trang').click()
  assert.equal(await shortly.inputValue(), `${CORRECTION}. Số đúng là 19003228.`)
  assert.equal(await part('correction-broadcast-0-text').inputValue(), CORRECTION)
  const correction = part('correction-loudspeakers-0-sound')
  await button(correction, 'Để máy đọc').click()
  await correction.getByText(/^máy đọc, \d+ giây$/).waitFor()
  // Louder than its level: it is told while it is written, and ticked by both.
  await part('part-broadcast').getByLabel('Mức nghiêm trọng').selectOption('severe')
  await part('part-broadcast').getByText(LOUD).waitFor()
  await narrowly(page, async () => await SCREENSHOTS.take(page, 'story-written-phone'))
  await SCREENSHOTS.take(page, 'story-written')
  await assertAccessible(page, 'story-written')
  await button(page, 'Lưu dự thảo').first().click()
  await button(page, 'Trình duyệt').click()
  const submitting = page.getByRole('dialog')
  await button(submitting, 'Trình duyệt').click()
  await submitting.getByText('Đọc và đánh dấu từng điểm cần lưu ý').first().waitFor()
  await submitting.getByText(LOUD).waitFor()
  await submitting.getByLabel('Đã xem điểm này').check()
  await SCREENSHOTS.take(page, 'story-doubt')
  await button(submitting, 'Trình duyệt').click()
  await page.getByText('Chờ duyệt').first().waitFor()
  const path = new URL(page.url()).pathname
  const id = path.split('/').at(-1) ?? ''

  const approver = await visitor(browser, url)
  await approver.context.addCookies(cookiesOf('approver'))
  await approver.page.goto(path)
  const typed = approver.page.getByLabel('Gõ "phát thật" để phê duyệt')
  await typed.fill('diễn tập')
  await button(approver.page, 'Phê duyệt và phát').click()
  await approver.page.getByRole('alert').getByText('Gõ đúng: phát thật').waitFor()
  await typed.fill('phát thật')
  await button(approver.page, 'Phê duyệt và phát').click()
  await approver.page.getByRole('alert').getByText('Đọc và đánh dấu từng điểm cần lưu ý').waitFor()
  await approver.page.getByLabel('Đã xem điểm này').check()
  await button(approver.page, 'Phê duyệt và phát').click()
  await approver.page.getByText('Đang phát', { exact: true }).first().waitFor()
  assert.ok((await publicPage(town, id)).includes(TITLE))

  // Who wrote it learns of it without loading the page anew, and of what was played.
  await page.getByText('Đang phát', { exact: true }).first().waitFor()
  const proofs = page.getByRole('table', { name: 'Bằng chứng theo kênh và loại' })
  await proofs.getByRole('row', { name: /^Loa truyền thanh Phát Đang chờ 1 cụm loa/ }).waitFor()
  const { draft, version } = await town.town.client('editor').get<Bulletin>(`/api/v1/bulletins/${id}`)
  const kept = draft.renditions.loudspeakers[0]?.sound as KeptSound['sound']
  await town.device.plays(`${id}.${version}.p.vi`, kept)
  await proofs.getByRole('row', { name: /^Loa truyền thanh Phát Đã phát 1 cụm loa/ }).waitFor()

  await button(page, 'Đính chính ngay').click()
  const correcting = page.getByRole('dialog')
  await correcting.getByText('Điện thoại sẽ reo lại chuông cảnh báo').waitFor()
  await correcting.getByRole('region', { name: 'Tin nhắn SMS' }).getByText('19003228').waitFor()
  await SCREENSHOTS.take(page, 'story-correcting')
  await assertAccessible(page, 'story-correcting')
  await narrowly(page, async () => await SCREENSHOTS.take(page, 'story-correcting-phone'))
  await button(correcting, 'Phát đính chính').click()
  await page.getByText('Đã đính chính', { exact: true }).first().waitFor()
  assert.ok((await publicPage(town, id)).includes(CORRECTION))
  await button(page, 'Thu hồi…').click()
  await page
    .getByRole('dialog')
    .getByText(/^Ngừng phát: điện thoại không reo/)
    .waitFor()
  await SCREENSHOTS.take(page, 'story-cancelling')
  await page.getByLabel('Lý do (không bắt buộc)').fill('Đã có bản tin khác')
  await button(page.getByRole('dialog'), 'Thu hồi bản tin').click()
  await page.getByText('Đã thu hồi', { exact: true }).first().waitFor()
  await SCREENSHOTS.take(page, 'story-cancelled')
  assert.deepEqual([editor.faults, approver.faults], [[], []])
  await editor.context.close()
  await approver.context.close()
}

/** As on a phone, for so long. */
async function narrowly(page: Page, look: () => Promise<unknown>): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await look()
  if (size !== null) await page.setViewportSize(size)
}

async function publicPage({ town }: FurnishedBulletins, id: string): Promise<string> {
  return await (await fetch(`${town.url}/bulletins/${id}`)).text()
}

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
