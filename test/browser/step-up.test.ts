/** Who signed in long ago proves again who they are, without losing what they typed. What it looks like is left in screenshots/. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { DATABASE_FILE } from '../../src/app/serve/data-directory.ts'
import { Town } from '../town/town.ts'
import { hasChromium, launch, PHONE, visitor } from './chromium.ts'
import { assertAccessible, assertFits, assertTouchable } from './inspection.ts'
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
  const browser = await launch()
  t.after(async () => {
    await browser.close()
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
