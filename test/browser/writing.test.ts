/**
 * What an editor writes that misleads or cannot be read: a mobile number in a text, letters that look like others, a rate that is no
 * number. Marked where it stands, told in the summary, which takes the focus; and shown to the approver, who ticks each doubt.
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { OperatorSummary } from '../../src/areas/operators/model.ts'
import type { Campaign, RoundDetail } from '../../src/areas/rounds/model.ts'
import { PLAIN_CONTENT } from '../../src/areas/rounds/plain-content.ts'
import { approveBy, submitBy } from '../../town/deeds.ts'
import { Town } from '../town/town.ts'
import { hasChromium, visitor } from './chromium.ts'
import { assertAccessible } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { signedIn } from './signed-in.ts'

const OPERATOR = { id: 'viettel', name: 'Viettel', subscribers: 1000, length: 9, prefixes: ['98'] }
const MISLEADING = 'Xem tại mоh.gov.vn hoặc gọi \u200b8223 0091'

test('what misleads or cannot be read is marked, told and ticked', async t => {
  if (!hasChromium(t)) return
  const town = await Town.open({ operators: [OPERATOR], pace: 2000, isHere: true })
  t.after(async () => await town.close())
  const browser = await browserFor(t)
  const cookies = await signedIn(browser, town)
  const pageOf = async (role: 'editor' | 'approver') => {
    const made = await visitor(browser, town.url)
    await made.context.addCookies(cookies.get(role) ?? [])
    return made.page
  }
  const editor = town.client('editor')
  const { id: campaign } = await editor.post<Campaign>('/api/v1/campaigns', { title: 'Dịch', note: '' })
  const content = (text: string) => ({
    ...PLAIN_CONTENT,
    messages: [{ variants: [{ language: 'vi', text }] }],
    operators: ['viettel'],
  })
  const begun = async (text: string) =>
    await editor.post<RoundDetail>(`/api/v1/campaigns/${campaign}/rounds`, { content: content(text) })

  await t.test('a mobile number in a text is marked where it stands, and in the summary with the focus', async () => {
    const { id } = await begun('Rửa tay')
    const page = await pageOf('editor')
    await page.goto(`/rounds/${id}/compose`)
    const text = page.getByLabel('Nội dung tin nhắn')
    await text.fill('Gọi 0912 345 678 để hỏi')
    // By itself, a moment after the last letter.
    await page.locator('mark[data-kind="number"]', { hasText: '0912 345 678' }).waitFor()
    await page.getByText('Giống số thuê bao').waitFor()
    assert.equal(await text.getAttribute('aria-invalid'), 'true')
    assert.equal(await page.getByText('content.messages').count(), 0, 'no path of the API is shown')
    await page.getByRole('button', { name: 'Lưu dự thảo' }).click()
    const summary = page.getByRole('alert').filter({ hasText: 'giống số điện thoại' })
    await summary.waitFor()
    assert.ok(await summary.evaluate(box => box === document.activeElement), 'it has the focus')
    await assertAccessible(page, 'a number in a text')
    await summary.getByRole('link').click()
    assert.ok(await text.evaluate(area => area === document.activeElement), 'it leads to the text')
    await text.fill('Gọi 19009095 để hỏi')
    await page.getByText(/^Đã lưu lúc /).waitFor()
    assert.equal(await page.locator('mark[data-kind="number"]').count(), 0)
    assert.equal(await text.getAttribute('aria-invalid'), 'false')
    await page.context().close()
  })

  await t.test(
    'a rate that is no number is refused at once, and is never full speed; a province that no operator has a list of is not chosen on the picture',
    async () => {
      const { id } = await begun('Rửa tay thường xuyên')
      const page = await pageOf('editor')
      await withListsOf(page, '01')
      await page.goto(`/rounds/${id}/compose`)
      await page.getByText('Thiết lập kỹ thuật').click()
      const rate = page.getByLabel('Tốc độ tối đa ở mỗi nhà mạng, bản tin/giây')
      await rate.fill('500')
      await page.getByText(/^Đã lưu lúc .*bản 2$/).waitFor()
      await rate.fill('abc')
      const wrong = page.getByText('“abc” không phải là số nguyên').first()
      await wrong.waitFor()
      await page.getByText('Thiết lập kỹ thuật').click()
      await page.getByRole('button', { name: 'Trình duyệt…' }).click()
      const summary = page.getByRole('alert').filter({ hasText: '“abc”' })
      await summary.waitFor()
      await summary.getByRole('link').click()
      assert.ok(await rate.evaluate(field => field === document.activeElement), 'unfolded and focused')
      const kept = await editor.get<RoundDetail>(`/api/v1/rounds/${id}`)
      assert.equal(kept.content.sending.segmentsPerSecondMax, 500)
      await rate.fill('1 000')
      await page.getByText(/^Đã lưu lúc .*bản 3$/).waitFor()
      const then = await editor.get<RoundDetail>(`/api/v1/rounds/${id}`)
      assert.equal(then.content.sending.segmentsPerSecondMax, 1000)

      await page.getByLabel(/^Chọn trong 34 tỉnh/).check()
      const country = page.getByRole('group', { name: 'Các tỉnh, thành phố' })
      const pressed = async (tile: Locator) => {
        await tile.press('Enter')
        return await tile.getAttribute('aria-pressed')
      }
      const without = country.getByRole('button', { name: 'Hải Phòng nhà mạng được chọn chưa có danh sách' })
      assert.equal(await without.getAttribute('aria-disabled'), 'true')
      assert.equal(await pressed(without), 'false')
      const chosen = country.getByRole('button', { name: 'Hà Nội', exact: true })
      assert.equal(await chosen.getAttribute('aria-disabled'), 'false')
      assert.equal(await pressed(chosen), 'true')
      assert.equal(await country.getByRole('button', { pressed: true }).count(), 1)
      await page.context().close()
    },
  )

  await t.test('an approver sees the marks that the editor saw, and ticks each doubt before approving', async () => {
    const { id } = await begun(MISLEADING)
    const written = await pageOf('editor')
    await written.goto(`/rounds/${id}/compose`)
    const marks = (of: typeof written) =>
      of.locator('mark[data-kind="lookAlike"], mark[data-kind="invisible"]').allTextContents()
    await written.locator('mark').first().waitFor()
    const seen = await marks(written)
    await written.context().close()
    await submitBy(editor, id)
    const page = await pageOf('approver')
    await page.goto(`/rounds/${id}/approve`)
    const doubts = page.getByRole('checkbox', { name: 'Đã xem điểm này' })
    await doubts.first().waitFor()
    assert.equal(await doubts.count(), 2)
    assert.deepEqual(await marks(page), seen)
    await page.getByText('“mоh.gov.vn”: о (U+043E)').waitFor()
    await page.getByText('“[U+200B]8223”: U+200B').waitFor()
    await page.getByLabel('Gõ số thuê bao sẽ nhận tin').fill('1000')
    await doubts.first().check()
    await page.getByRole('button', { name: 'Phê duyệt đợt nhắn tin' }).click()
    await page.getByRole('alert').getByText('Xem điểm này rồi đánh dấu.').waitFor()
    await assertAccessible(page, 'a doubt that was not ticked')
    await doubts.nth(1).check()
    await page.getByRole('button', { name: 'Phê duyệt đợt nhắn tin' }).click()
    await page.getByText('Đã duyệt', { exact: true }).first().waitFor()
    await page.context().close()
  })

  await t.test(
    'by keyboard to a new round that begins as the last one, an approved text to be read again, a remark, and a draft deleted',
    async () => {
      const approved = await begun('Rửa tay thường xuyên bằng xà phòng')
      await submitBy(editor, approved.id)
      await approveBy(town.client('approver'), approved.id)
      await editor.post(`/api/v1/rounds/${approved.id}/template`, { name: 'Rửa tay' })
      const page = await pageOf('editor')
      await page.goto('/rounds')
      await page.getByRole('link', { name: 'Đợt mới' }).press('Enter')
      await page.getByLabel('Chiến dịch').selectOption({ label: 'Dịch' })
      assert.equal(await page.getByLabel('Tên người gửi').inputValue(), PLAIN_CONTENT.source)
      await page.getByText(/Như đợt trước: /).waitFor()
      await page.getByLabel('Tên đợt').fill('Đợt nhắc lại')
      await page.getByLabel('Tên đợt').press('Enter')

      await page.getByRole('button', { name: 'Chèn nội dung đã duyệt' }).click()
      const insert = page.getByRole('button', { name: 'Chèn: Rửa tay 1' })
      const isKept = page.waitForResponse(
        answer => answer.url().endsWith('/inserted') && answer.request().method() === 'PUT',
      )
      await Promise.all([isKept, insert.click()])
      const text = page.getByLabel('Nội dung tin nhắn')
      await page.getByText('Chèn từ mẫu, cần đọc lại').waitFor()
      await page.getByText(/^Đã lưu lúc /).waitFor()
      await page.reload()
      await page.getByText('Chèn từ mẫu, cần đọc lại').waitFor()
      assert.equal(await text.inputValue(), 'Rửa tay thường xuyên bằng xà phòng')
      await page.getByRole('button', { name: 'Trình duyệt…' }).click()
      const summary = page.getByRole('alert').filter({ hasText: 'chưa được đọc lại' })
      await summary.waitFor()
      await assertAccessible(page, 'a text that was inserted')
      await page.getByRole('button', { name: 'Tôi đã đọc lại' }).click()
      await page.getByText(/^Đã lưu lúc /).waitFor()

      const remark = page.getByLabel('Nội dung góp ý')
      await remark.fill('Gọi 0912 345 678 để hỏi')
      await page.getByRole('button', { name: 'Gửi góp ý' }).click()
      await page.getByRole('alert').filter({ hasText: 'giống số điện thoại' }).waitFor()
      await remark.fill('Thêm số đường dây nóng')
      await page.getByRole('button', { name: 'Gửi góp ý' }).click()
      await page.getByRole('heading', { name: 'Góp ý: 1 chưa xử lý' }).waitFor()
      await assertAccessible(page, 'a remark')

      await page.getByRole('link', { name: /· Đợt \d+$/ }).click()
      await page.getByRole('button', { name: 'Xóa dự thảo' }).click()
      const dialogue = page.getByRole('dialog')
      await dialogue.getByLabel('Để xác nhận, gõ: XÓA').fill('XÓA')
      await dialogue.getByRole('button', { name: 'Xóa dự thảo' }).click()
      await page.getByRole('heading', { name: 'Đợt nhắn tin', exact: true }).waitFor()
      assert.equal(await page.getByText('Đợt nhắc lại').count(), 0)
      await page.context().close()
    },
  )
})

/** As if each operator had a list of that province and of no other. */
async function withListsOf(page: Page, code: string): Promise<void> {
  await page.route(/\/api\/v1\/operators$/, async route => {
    const response = await route.fetch()
    const operators = (await response.json()) as OperatorSummary[]
    const provinces = [{ code, asOf: '2025-07-01' }]
    await route.fulfill({
      response,
      json: operators.map(({ hello, ...operator }) => ({
        ...operator,
        hello: hello === null ? null : { ...hello, provinces },
      })),
    })
  })
}
