/**
 * The pages of bulletins in a real browser, as citizens have them: wide and on a phone, in both languages, light and dark, on paper,
 * without a script. What it looks like is left in screenshots-bulletins-public/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import type { Bulletin, BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { type Staff, serveHere, staffOf } from '../authority/stage.ts'
import { isMore } from '../parts.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { hasChromium, NARROW, PHONE, WIDE } from './chromium.ts'
import { assertAccessible, assertFits, assertTouchable } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'

const SCREENSHOTS = new Screenshots('screenshots-bulletins-public')
SCREENSHOTS.clear()
const BULLETINS = '/api/v1/bulletins'

interface Said {
  readonly priority: BulletinDraft['priority']
  readonly purpose?: BulletinDraft['purpose']
  readonly vi: readonly [title: string, text: string, correction: string]
  readonly en: readonly [title: string, text: string, correction: string]
}

async function published({ editor, approver }: Staff, said: Said): Promise<Bulletin> {
  const { priority, purpose = 'live' } = said
  const plain = plainDraft(new Date(Date.now() + 2 * 86_400_000).toISOString())
  const page = (['vi', 'en'] as const).map(language => {
    const [title, text] = said[language]
    return { language, title, text }
  })
  const corrected = page.map(each => ({ ...each, text: said[each.language][2] }))
  const draft: BulletinDraft = {
    ...plain,
    priority,
    purpose,
    provinces: priority === 'urgent' ? null : [{ code: '01', asOf: '2026-01-01' }],
    renditions: { ...plain.renditions, page },
    correction: { ...plain.correction, page: corrected },
  }
  const { id, version, sha256 } = await editor.well('POST', BULLETINS, { draft })
  await editor.well('POST', `${BULLETINS}/${id}/submit`, { version, sha256 })
  return await approver.well('POST', `${BULLETINS}/${id}/approve`, { version, sha256, purpose })
}

const CASE: Said = {
  priority: 'urgent',
  vi: [
    'Có ca bệnh tại quận Ba Đình',
    'Người có sốt, ho, khó thở hãy ở nhà.\n\nGọi đường dây nóng 1900 9095 hoặc cấp cứu 115.',
    'Tin trước đây là nhầm: không có ca bệnh nào tại quận Ba Đình.',
  ],
  en: [
    'A case in Ba Dinh district',
    'If you have a fever, a cough or trouble breathing, stay at home.\n\nCall the hotline 1900 9095.',
    'What was said before was a mistake: there is no case in Ba Dinh district.',
  ],
}
const VACCINES: Said = {
  priority: 'normal',
  vi: [
    'Lịch tiêm chủng tháng 2 tại các trạm y tế',
    'Các trạm y tế tiếp nhận từ 07:30 đến 11:00 các ngày thứ Ba và thứ Năm.\nXem thêm tại https://moh.gov.vn/tiem-chung.',
    'Lịch trước đây không đúng.',
  ],
  en: ['Vaccination in February', 'Tuesdays and Thursdays from 07:30 to 11:00.', 'The times were wrong.'],
}
const MASKS: Said = {
  priority: 'priority',
  vi: ['Đeo khẩu trang nơi đông người', 'Đeo khẩu trang khi đi chợ.', 'Đeo khẩu trang ở mọi nơi công cộng.'],
  en: ['Wear a mask in crowds', 'Wear a mask at markets.', 'Wear a mask in all public places.'],
}

const SIZES = [
  ['wide', WIDE],
  ['phone', PHONE],
  ['narrow', NARROW],
] as const

test('citizens read bulletins on any screen, in both languages, light and dark, on paper, without a script', async t => {
  if (!hasChromium(t)) return
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  const taken = await published(staff, CASE)
  await staff.editor.well('POST', `${BULLETINS}/${taken.id}/cancel`, { version: 1 })
  await published(staff, VACCINES)
  const corrected = await published(staff, MASKS)
  await staff.editor.well('POST', `${BULLETINS}/${corrected.id}/correct`, { version: 1 })
  const urgent = await published(staff, CASE)
  await published(staff, { ...CASE, purpose: 'exercise' })

  const browser = await browserFor(t)
  const asked: string[] = []
  const opened = async (path: string, size: typeof WIDE, colorScheme: 'light' | 'dark' = 'light') => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: size,
      colorScheme,
      ...(size !== WIDE && { isMobile: true, hasTouch: true }),
    })
    const page = await context.newPage()
    page.on('request', request => asked.push(new URL(request.url()).pathname))
    page.on('pageerror', error => assert.fail(error))
    await page.goto(path)
    return page
  }
  const inspect = async (page: Page, what: string) => {
    await assertAccessible(page, what)
    await assertFits(page, what)
    if ((page.viewportSize()?.width ?? 0) < WIDE.width) await assertTouchable(page, what)
    await SCREENSHOTS.take(page, what)
  }
  const order = async (page: Page) =>
    await page.locator('article').evaluateAll(all => all.map(one => one.querySelector('.v')?.textContent))

  await t.test('the list: urgent first, the corrected with its old text struck, the withdrawn below', async () => {
    for (const [name, size] of isMore ? SIZES : SIZES.slice(0, 1))
      for (const path of ['/bulletins', '/en/bulletins']) {
        const page = await opened(path, size)
        const vi = path === '/bulletins'
        assert.deepEqual(
          await order(page),
          vi
            ? ['▲Khẩn cấp', '◆Ưu tiên', '●Thông thường', '✕Đã thu hồi']
            : ['▲Urgent', '◆Priority', '●Normal', '✕Withdrawn'],
        )
        const struck = page.locator('article').nth(1).locator('del')
        assert.match((await struck.textContent()) ?? '', vi ? /khi đi chợ/ : /at markets/)
        await inspect(page, `list-${vi ? 'vi' : 'en'}-${name}`)
        await page.context().close()
      }
    if (!isMore) return
    const dark = await opened('/bulletins', WIDE, 'dark')
    await inspect(dark, 'list-vi-dark')
    await dark.context().close()
  })

  await t.test('a hotline is dialled from the page, the language changes by one press, by keyboard too', async () => {
    const page = await opened('/bulletins', PHONE)
    assert.equal(await page.getByRole('link', { name: '1900 9095' }).first().getAttribute('href'), 'tel:19009095')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Đến nội dung')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Official bulletins' }).waitFor()
    await page.getByRole('link', { name: 'A case in Ba Dinh district' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'A case in Ba Dinh district' }).waitFor()
    assert.equal(new URL(page.url()).pathname, `/en/bulletins/${urgent.id}`)
    await page.context().close()
  })

  await t.test('one bulletin by itself, whatever became of it', async () => {
    for (const [name, { id }] of [
      ['urgent', urgent],
      ['corrected', corrected],
      ['withdrawn', taken],
    ] as const)
      for (const [kind, size] of isMore ? SIZES.slice(0, 2) : SIZES.slice(1, 2)) {
        const page = await opened(`/bulletins/${id}`, size)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await inspect(page, `one-${name}-${kind}`)
        await page.context().close()
      }
  })

  await t.test('an exercise says so before all else, and nothing of it is on the live page', async () => {
    const page = await opened('/exercise/bulletins', PHONE)
    assert.match((await page.locator('main').textContent()) ?? '', /^DIỄN TẬP\. Đây là diễn tập/)
    await inspect(page, 'exercise-phone')
    await page.goto('/bulletins')
    assert.doesNotMatch((await page.locator('body').textContent()) ?? '', /DIỄN TẬP/i)
    await page.context().close()
  })

  await t.test('on paper there is what counts, in black, without what nobody can press', async () => {
    const page = await opened('/bulletins', WIDE)
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.getByText('Người có sốt').first().isVisible())
    for (const hidden of ['Đăng ký nhận tin', 'English'])
      assert.ok(!(await page.getByRole('link', { name: hidden }).first().isVisible()), hidden)
    await SCREENSHOTS.take(page, 'print')
    await page.context().close()
  })

  await t.test('nothing else was asked for, and without a script all is the same', async () => {
    assert.deepEqual(
      asked.filter(path => !/^\/(?:en\/|exercise\/)?bulletins(?:\/[\w-]+)?$|^\/favicon\.ico$/.test(path)),
      [],
    )
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/bulletins')
    await page.getByRole('heading', { level: 2, name: 'Đang có hiệu lực (3)' }).waitFor()
    await context.close()
  })
})
