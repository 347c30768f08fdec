/**
 * Who signed in long ago proves again who they are, without losing what they typed; whose role must have a second factor sets
 * it up before anything else. What it looks like is left in screenshots/.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { DATABASE_FILE } from '../../src/app/serve/data-directory.ts'
import { PASSWORD, serveHere } from '../authority/stage.ts'
import type { Databases } from '../postgres/databases.ts'
import { Town } from '../town/town.ts'
import { Authenticator } from './authenticator.ts'
import { hasChromium, PHONE, visitor } from './chromium.ts'
import { assertAccessible, assertFits, assertTouchable } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { signedIn } from './signed-in.ts'

const SCREENSHOTS = new Screenshots('screenshots')

/** As if everybody had signed in an hour ago. */
function age(data: string): void {
  const database = new DatabaseSync(join(data, DATABASE_FILE))
  const at = new Date(Date.now() - 3_600_000).toISOString()
  database.prepare('update sign_in_session set "createdAt" = ?').run(at)
  database.close()
}

test('S10: who invites somebody an hour after signing in gives the password again, and the invitation is made', async t => {
  if (!hasChromium(t)) return
  const town = await Town.open({ operators: [], pace: 0 })
  const browser = await browserFor(t)
  t.after(async () => {
    await town.close()
  })
  const cookies = await signedIn(browser, town)
  const { page, context, faults } = await visitor(browser, town.url, { size: PHONE })
  await context.addCookies([...(cookies.get('administrator') ?? [])])
  await page.goto('/people')
  age(town.house.authorityData)
  await page.getByRole('button', { name: 'Mời người dùng' }).first().click()
  const invitation = page.getByRole('dialog', { name: 'Mời người dùng' })
  await invitation.getByLabel('Họ và tên').fill('Kiểm toán viên F')
  await invitation.getByLabel('Thư điện tử').fill('f@loa.example')
  await invitation.getByRole('radio', { name: 'Kiểm toán', exact: true }).check()
  await invitation.getByRole('button', { name: 'Mời và tạo liên kết' }).click()

  const dialogue = page.getByRole('dialog', { name: 'Xác nhận lại là bạn' })
  await dialogue.waitFor()
  await SCREENSHOTS.take(page, 'step-up')
  await assertFits(page, 'step-up')
  await assertTouchable(page, 'step-up')
  await assertAccessible(page, 'step-up')
  await dialogue.getByRole('button', { name: 'Xác nhận' }).click()
  await dialogue.getByText('Nhập mật khẩu.').first().waitFor()
  await dialogue.getByRole('textbox', { name: 'Mật khẩu' }).fill('không phải mật khẩu')
  await dialogue.getByRole('button', { name: 'Xác nhận' }).click()
  await dialogue.getByRole('alert').waitFor()
  await dialogue
    .getByRole('textbox', { name: 'Mật khẩu' })
    .fill(town.account('administrator').password)
  await dialogue.getByRole('button', { name: 'Xác nhận' }).click()
  await dialogue.waitFor({ state: 'detached' })
  await page.getByLabel('Liên kết một lần').waitFor()
  assert.deepEqual(
    faults.filter(fault => !/status of (401|403)/.test(fault)),
    [],
  )
})

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

test('S10, S8: an administrator comes no further than the second factor, which a passkey is; it is named when the password changes', async t => {
  if (!hasChromium(t)) return
  const server = await serveHere(t, embedded, { asksFactorOf: new Set(['administrator']) })
  const browser = await browserFor(t)
  const { page, faults } = await visitor(browser, server.url)
  await Authenticator.of(page)
  await page.goto(server.setupLink!)
  await page.getByLabel('Họ và tên').fill('Quản trị A')
  await page.getByLabel('Thư điện tử').fill('quan.tri@bo.example')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Tạo quản trị viên' }).click()

  const main = page.getByRole('main')
  await main.getByText('Vai trò của bạn phải xác thực hai bước').waitFor()
  assert.equal(new URL(page.url()).pathname, '/account')
  assert.equal(await page.getByRole('navigation').getByRole('link').count(), 0)
  await page.goto('/people')
  await main.getByText('Hãy bật xác thực hai bước bằng ứng dụng').waitFor()
  await assertFits(page, 'a second factor is asked for')
  await assertAccessible(page, 'a second factor is asked for')
  await SCREENSHOTS.take(page, 'factor-missing')

  await page.getByLabel('Tên khóa mới').fill('Máy ở cơ quan')
  await page.getByRole('button', { name: 'Thêm khóa truy cập' }).click()
  const enter = main.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' })
  await enter.waitFor()
  await SCREENSHOTS.take(page, 'factor-unused')
  // As if it had been on its way with the session that ends here: who is signed in is not sent away because of it.
  await page.route('**/api/v1/signing', async route => {
    const body = { code: 'signedOut', status: 401, vi: 'Hãy đăng nhập lại.', en: 'Sign in again.' }
    await route.fulfill({ status: 401, contentType: 'application/problem+json', json: body })
  })
  await enter.click()
  await page.getByRole('navigation').getByRole('link', { name: 'Người dùng' }).waitFor()

  await page.getByRole('main').getByText('Hãy đăng nhập lại.').waitFor()
  await page.unroute('**/api/v1/signing')
  await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD)
  await page.getByLabel('Mật khẩu mới').fill(`${PASSWORD}, khác`)
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  const done = page.getByRole('status').filter({ hasText: 'vẫn mở được tài khoản' })
  await done.getByText('Máy ở cơ quan').waitFor()
  await SCREENSHOTS.take(page, 'password-changed')
  await page.getByRole('navigation').getByRole('link', { name: 'Người dùng' }).click()
  await page.getByRole('button', { name: 'Mời người dùng' }).first().waitFor()
  assert.deepEqual(
    faults.filter(fault => !/status of (401|403)/.test(fault)),
    [],
  )
})
