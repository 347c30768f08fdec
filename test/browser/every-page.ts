/**
 * Every page of an area as people of a town meet it: opened once, wide, and then looked at in English, in the dark and on a phone;
 * read, heard and pressed. Knows no page.
 */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Role } from '../../src/authority/actor.ts'
import { isMore } from '../parts.ts'
import type { Town } from '../town/town.ts'
import { lookInEnglish, lookInTheDark, lookOnPhone, lookWide } from './manners.ts'
import type { Screenshots } from './screenshots.ts'
import type { Cookies } from './signed-in.ts'
import { byPerson, Viewers } from './viewers.ts'

export interface Shown {
  readonly name: string
  readonly path: string
  readonly as: Role
  /** What is done there before it is looked at. */
  readonly act?: (page: Page) => Promise<void>
}

/** Presses what opens a dialogue, whose code may still be on its way. */
export const opening = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}

/** Of all pages, those that are also looked at in the dark, on a phone, in English. */
export interface Manners {
  readonly dark: ReadonlySet<string>
  /** All, without it. */
  readonly phone?: (shown: Shown) => boolean
  /** Without it those on which nothing is done: what asks is in front of the switch of languages. */
  readonly english?: (shown: Shown) => boolean
}

export interface Looking {
  readonly browser: Browser
  readonly town: Town
  readonly cookies: ReadonlyMap<Role, Cookies>
  readonly pages: readonly Shown[]
  readonly manners: Manners
  /** Of the pages those that others are in another state, or for another role: of `npm run test:more`. */
  readonly alike?: ReadonlySet<string>
  /** Whose pages: `briefings`. */
  readonly whose: string
  /** What people called things, in whichever language. */
  readonly names: readonly string[]
  readonly screenshots: Screenshots
  /** What a page must have besides, once somebody has signed in. */
  readonly enter?: (page: Page) => Promise<void>
}

export async function lookAtEveryPage(t: TestContext, given: Looking): Promise<void> {
  const { browser, town, cookies, whose, names, screenshots } = given
  const { dark, phone = () => true, english = ({ act }) => act === undefined } = given.manners
  const viewers = new Viewers<Role>(browser, town.url, {}, async (role, context) => {
    await context.addCookies(cookies.get(role) ?? [])
    for (const page of context.pages()) await given.enter?.(page)
  })
  const pages = given.pages.filter(({ name }) => isMore || given.alike?.has(name) !== true)
  for (const shown of byPerson(pages)) {
    const { name, path, as, act } = shown
    await t.test(`the page ${name} of ${whose} can be read, heard and pressed`, async () => {
      const { page, faults } = await viewers.open(as, path, act)
      const seen = { name, names, shots: screenshots }
      await lookWide(page, seen)
      if (english(shown)) await lookInEnglish(page, seen)
      if (dark.has(name)) await lookInTheDark(page, seen)
      if (phone(shown)) await lookOnPhone(page, seen)
      assert.deepEqual(faults, [], `${name}: what the browser complains of`)
      viewers.release()
    })
  }
  await viewers.close()
}
