/**
 * Every address of the console as somebody may type it: one that names nothing says so, and one of other roles says that, before the server
 * is asked for what it would refuse. Which addresses there are the console's own router says.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Role } from '../../src/authority/actor.ts'
import { hasChromium, type Visitor, visitor } from './chromium.ts'
import { openPlan, PLAN } from './furnished-plan.ts'
import { settled } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { type Cookies, signedIn } from './signed-in.ts'
import { visit } from './viewers.ts'

/** What stands above a name that is wrong. */
const THERE: Readonly<Record<string, string>> = { plan: PLAN, month: '2026-02' }
const FORBIDDEN = 'Anh/chị không có quyền xem trang này'
/** Of people who have not signed in, and in no frame. */
const DOORS = new Set(['/sign-in', '/setup', '/invitation'])

interface WithRouter {
  readonly __TSR_ROUTER__: { readonly routesByPath: Readonly<Record<string, unknown>> }
}

test('every address of the console says what is wrong with it', async t => {
  if (!hasChromium(t)) return
  const browser = await browserFor(t)
  const { town } = await openPlan()
  t.after(async () => await town.close())
  const cookies = await signedIn(browser, town)
  const as = async (role: Role) => await opened(browser, town.url, cookies.get(role) ?? [])

  await t.test('one whose name is of nothing is no page, and no error', async () => {
    const [approver, administrator] = [await as('approver'), await as('administrator')]
    const named = (await addresses(approver.page)).filter(path => path.includes('$'))
    assert.ok(named.length > 20, named.join(' '))
    for (const path of named) {
      const wrong = filled(path)
      const said = await told(approver.page, wrong)
      const heard = said.includes(FORBIDDEN) ? await told(administrator.page, wrong) : said
      assert.match(heard, /Không tìm thấy|Không có /, `${wrong}: ${heard}`)
      assert.doesNotMatch(heard, /ngoài dự kiến|Không tải được|không nhận yêu cầu/, wrong)
    }
    for (const { context } of [approver, administrator]) await context.close()
  })

  await t.test('one of other roles says so to a duty officer, and asks the server nothing', async () => {
    const duty = await as('duty')
    const all = (await addresses(duty.page)).filter(path => !DOORS.has(path))
    let forbidden = 0
    for (const path of all) {
      duty.faults.length = 0
      const said = await told(duty.page, filled(path))
      if (said.includes(FORBIDDEN)) forbidden += 1
      const refused = duty.faults.filter(fault => fault.includes('403'))
      assert.deepEqual(refused, [], path)
    }
    assert.ok(forbidden > 20, `${forbidden} of ${all.length}`)
    assert.ok((await told(duty.page, '/calendar')).includes(FORBIDDEN))
    await duty.context.close()
  })
})

async function opened(browser: Browser, url: string, cookies: Cookies): Promise<Visitor> {
  const seen = await visitor(browser, url)
  await seen.context.addCookies(cookies)
  await seen.page.goto('/account')
  await settled(seen.page)
  return seen
}

async function addresses(page: Page): Promise<readonly string[]> {
  const all = await page.evaluate(() => Object.keys((globalThis as unknown as WithRouter).__TSR_ROUTER__.routesByPath))
  return all.filter(path => path !== '/$')
}

/** The last name is wrong; what stands before it is there, where there is one. */
function filled(path: string): string {
  const parts = path.split('/')
  const last = parts.findLastIndex(part => part.startsWith('$'))
  return parts
    .map((part, at) => (part.startsWith('$') ? ((at < last ? THERE[part.slice(1)] : undefined) ?? 'abc') : part))
    .join('/')
}

async function told(page: Page, path: string): Promise<string> {
  await visit(page, path)
  await settled(page)
  return (await page.locator('main').textContent()) ?? ''
}
