/**
 * Who signed in long ago proves again who they are, without losing what they typed; whose role must have a second factor sets
 * it up before anything else; the rest of the page Account is told what somebody wants to be told. What it looks like is left in
 * screenshots/.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAIL_PASSWORD, mailServer } from '../authority/mail-server.ts'
import { administratorOf, ageSessions, PASSWORD, personOf, serveHere } from '../authority/stage.ts'
import { readable } from '../channels/mail-stage.ts'
import type { Databases } from '../postgres/databases.ts'
import { Town } from '../town/town.ts'
import { Authenticator } from './authenticator.ts'
import { hasChromium, PHONE, visitor } from './chromium.ts'
import { assertAccessible, assertFits, assertTouchable } from './inspection.ts'
import { lookInEnglish, lookOnPhone, lookWide } from './manners.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'
import { signedIn } from './signed-in.ts'

const SCREENSHOTS = new Screenshots('screenshots')

test('who invites somebody an hour after signing in gives the password again; the invitation says whose it is and in which role, leads to what is theirs, and is no form once it was used', async t => {
  if (!hasChromium(t)) return
  const town = await Town.open({ operators: [], pace: 0, isHere: true })
  const browser = await browserFor(t)
  t.after(async () => {
    await town.close()
  })
  const cookies = await signedIn(browser, town)
  const { page, context, faults } = await visitor(browser, town.url, { size: PHONE })
  await context.addCookies([...(cookies.get('administrator') ?? [])])
  await page.goto('/people')
  await ageSessions({ data: town.host.authorityData }, 60)
  await page.getByRole('button', { name: 'Mời người dùng' }).first().click()
  const invitation = page.getByRole('dialog', { name: 'Mời người dùng' })
  await invitation.getByLabel('Họ và tên').fill('Cán bộ trực F')
  await invitation.getByLabel('Thư điện tử').fill('f@loa.example')
  await invitation.getByRole('radio', { name: 'Cán bộ trực', exact: true }).check()
  await invitation.getByRole('button', { name: 'Mời và tạo liên kết' }).click()

  const dialogue = page.getByRole('dialog', { name: 'Xác thực lại' })
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
  await dialogue.getByRole('textbox', { name: 'Mật khẩu' }).fill(town.account('administrator').password)
  await dialogue.getByRole('button', { name: 'Xác nhận' }).click()
  await dialogue.waitFor({ state: 'detached' })
  const link = await page.getByLabel('Liên kết một lần').inputValue()
  assert.deepEqual(
    faults.filter(fault => !/status of (401|403)/.test(fault)),
    [],
  )

  const invited = await visitor(browser, town.url)
  await invited.page.goto(link)
  await invited.page.getByText('Lời mời cho Cán bộ trực F, vai trò Cán bộ trực').waitFor()
  await invited.page.getByLabel('Mật khẩu mới').fill('sông Hương mùa nước cạn')
  await invited.page.getByRole('button', { name: 'Đặt mật khẩu và đăng nhập' }).click()
  await invited.page.getByRole('heading', { name: 'Chờ tôi xử lý' }).waitFor()
  assert.deepEqual(invited.faults, [])
  const late = await visitor(browser, town.url)
  await late.page.goto(link)
  await late.page.getByRole('heading', { name: 'Liên kết này không còn dùng được' }).waitFor()
  assert.equal(await late.page.getByLabel('Mật khẩu mới').count(), 0)
  await assertAccessible(late.page, 'an invitation that was used')
})

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

test('an administrator comes no further than the second factor, which a passkey is; it is named when the password changes', async t => {
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
  await main.getByText('Bật xác thực hai bước để tiếp tục').waitFor()
  assert.equal(new URL(page.url()).pathname, '/account')
  assert.equal(await page.getByRole('navigation').getByRole('link').count(), 0)
  await page.goto('/people')
  await main.getByText('Bật xác thực hai bước bằng ứng dụng').waitFor()
  await assertFits(page, 'a second factor is asked for')
  await assertAccessible(page, 'a second factor is asked for')
  await SCREENSHOTS.take(page, 'factor-missing')

  await page.getByLabel('Tên khóa truy cập mới').fill('Máy ở cơ quan')
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

test('whoever works here chooses on the page Account what to be told, how and when, and confirms another address by the link of its letter and a button', async t => {
  if (!hasChromium(t)) return
  const mail = await mailServer(t)
  const server = await serveHere(t, embedded, {
    channels: {
      mail: {
        server: new URL(`smtp://loa@127.0.0.1:${mail.port}`),
        password: MAIL_PASSWORD,
        from: 'loa@loa.example',
        dkim: null,
        bounces: null,
      },
      push: { contact: 'mailto:it@loa.example', services: ['push.example.vn'] },
    },
  })
  const administrator = await administratorOf(server.url, server.setupLink!)
  const person = await personOf(administrator, 'approver', 'duyet@bo.example')
  const keys = { p256dh: 'k'.repeat(87), auth: 'a'.repeat(22) }
  const endpoint = 'https://push.example.vn/other'
  await person.well('POST', '/api/v1/me/notices/browsers', { endpoint, keys })
  const { context, page, faults } = await visitor(await browserFor(t), server.url)
  const url = server.url
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url })))
  await page.goto('/account')
  const own = page.getByRole('region', { name: 'Thông báo công việc' })
  await own.getByText('Thư được gửi đến duyet@bo.example.').waitFor()
  await own.getByText('Một trình duyệt khác').waitFor()
  const seen = { name: 'notices', names: ['duyet@bo.example', 'Bộ Y tế'], shots: SCREENSHOTS }
  await lookWide(page, seen)
  await lookOnPhone(page, seen)
  await lookInEnglish(page, seen)
  const sentBack = own.getByRole('group', { name: 'Việc bị trả lại cho anh/chị' })
  await sentBack.getByRole('checkbox', { name: 'Thư điện tử' }).uncheck()
  await own.getByLabel('Từ', { exact: true }).fill('20:00')
  await own.getByLabel('Đến', { exact: true }).fill('20:00')
  await own.getByRole('button', { name: 'Lưu lựa chọn' }).click()
  await own.getByRole('alert').getByText('hai giờ khác nhau').waitFor()
  await own.getByLabel('Đến', { exact: true }).fill('07:30')
  await own.getByRole('button', { name: 'Lưu lựa chọn' }).click()
  await page.getByText('Đã lưu lựa chọn thông báo').first().waitFor({ state: 'attached' })
  const { choices } = await person.well('GET', '/api/v1/me/notices')
  assert.deepEqual([choices.ways.sentBack, choices.quiet], [['push'], { from: '20:00', until: '07:30' }])

  // Before anything is pushed: its keys are none, and with that it would be gone.
  await own.getByRole('button', { name: 'Tắt' }).click()
  await own.getByText('Chưa bật ở trình duyệt nào.').waitFor()

  await own.getByLabel('Địa chỉ khác').fill('nha@xa.example')
  await own.getByRole('button', { name: 'Gửi thư xác nhận' }).click()
  await own.getByText('Đã gửi thư xác nhận đến nha@xa.example.', { exact: false }).waitFor()
  const letter = await mail.next('nha@xa.example')
  assert.match(readable(letter.text), />Mở bảng điều khiển<\/a>/)
  const link = /\/account#notices=[a-z]{64}/.exec(readable(letter.text))?.[0] ?? assert.fail()
  // A program that follows it changes nothing.
  await person.ask('GET', link)
  await page.goto(link)
  await own.getByRole('button', { name: 'Nhận thông báo ở địa chỉ đó' }).click()
  await own.getByText('Đã xác nhận địa chỉ').waitFor()
  await own.getByText('Thư được gửi đến nha@xa.example.').waitFor()
  // Those before it tell of people who were let in.
  while (!/đến một địa chỉ thư khác/.test(readable((await mail.next('duyet@bo.example')).text)));
  await own.getByRole('button', { name: /^Dùng địa chỉ của tài khoản/ }).click()
  await own.getByText('Thư được gửi đến duyet@bo.example.').waitFor()
  assert.deepEqual(faults, [])
})
