/** People of a town who have signed in, as the cookies of each: a browser that is given them need not do it again. */
import assert from 'node:assert/strict'
import type { Browser, BrowserContext } from 'playwright-core'
import type { Role } from '../../src/authority/actor.ts'
import type { Town } from '../town/town.ts'

export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

export async function signedIn(browser: Browser, town: Town): Promise<ReadonlyMap<Role, Cookies>> {
  const cookies = new Map<Role, Cookies>()
  for (const { email, password, role } of town.accounts) {
    const context = await browser.newContext({ baseURL: town.url })
    const answer = await context.request.post('/api/auth/sign-in/email', {
      headers: { origin: town.url },
      data: { email, password },
    })
    assert.ok(answer.ok(), await answer.text())
    cookies.set(role, await context.cookies())
    await context.close()
  }
  return cookies
}
