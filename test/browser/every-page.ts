/**
 * Every page of an area as people of a town meet it: wide, on a phone, in the dark and in English; each read, heard and pressed.
 * Knows no page.
 */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Role } from '../../src/authority/actor.ts'
import type { Town } from '../town/town.ts'
import { type Manner, PHONE } from './chromium.ts'
import {
  assertAccessible,
  assertContrast,
  assertFits,
  assertSpeaks,
  assertTouchable,
} from './inspection.ts'
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

interface NamedManner extends Manner {
  readonly name: string
  readonly of: (shown: Shown) => boolean
}

/** Of all pages, those that are also looked at in the dark, on a phone, in English. */
export function manners(of: {
  readonly dark: ReadonlySet<string>
  readonly phone?: NamedManner['of']
  readonly english?: NamedManner['of']
}): readonly NamedManner[] {
  return [
    { name: 'wide', of: () => true },
    { name: 'phone', size: PHONE, of: of.phone ?? (() => true) },
    { name: 'dark', ground: 'dark', of: ({ name }) => of.dark.has(name) },
    // What is done on a page is done in Vietnamese.
    { name: 'wide-en', language: 'en', of: of.english ?? (({ act }) => act === undefined) },
  ]
}

export interface Looking {
  readonly browser: Browser
  readonly town: Town
  readonly cookies: ReadonlyMap<Role, Cookies>
  readonly pages: readonly Shown[]
  readonly manners: readonly NamedManner[]
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
  for (const manner of given.manners) {
    const viewers = new Viewers<Role>(browser, town.url, manner, async (role, context) => {
      await context.addCookies(cookies.get(role) ?? [])
      for (const page of context.pages()) await given.enter?.(page)
    })
    for (const { name, path, as, act } of byPerson(given.pages.filter(manner.of)))
      await t.test(
        `the page ${name} of ${whose} can be read, heard and pressed, ${manner.name}`,
        async () => {
          const { page, faults } = await viewers.open(as, path, act)
          const what = `${manner.name}-${name}`
          await screenshots.take(page, what)
          await assertFits(page, what)
          if (manner.size === PHONE) await assertTouchable(page, what)
          await assertSpeaks(page, manner.language ?? 'vi', { names, what })
          if (manner.ground === 'dark') await assertContrast(page, what)
          else if (manner.language !== 'en') await assertAccessible(page, what)
          assert.deepEqual(faults, [], `${what}: what the browser complains of`)
          if (act === undefined) viewers.release()
        },
      )
    await viewers.close()
  }
}
