/**
 * Bulletins and loudspeakers in real browsers: every page wide, on a phone, in the dark and in English; then a bulletin from its
 * first word over the second person's approval to its correction and its end, and what the public sees of it.
 * What it looks like is left in screenshots-bulletins/.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { hasChromium, launch, type Manner, PHONE } from './chromium.ts'
import { CLUSTER, COMMUNE, type FurnishedBulletins, openBulletins } from './furnished-bulletins.ts'
import {
  assertAccessible,
  assertFits,
  assertSpeaks,
  assertTouchable,
} from './inspection.ts'
import { Screenshots } from './screenshots.ts'
import { type Cookies, signedIn } from './signed-in.ts'
import { byPerson, Viewers } from './viewers.ts'

const SCREENSHOTS = new Screenshots('screenshots-bulletins')
SCREENSHOTS.clear()

type Who = 'editor' | 'approver' | 'administrator'

interface Shown {
  readonly name: string
  readonly path: (town: FurnishedBulletins) => string
  readonly as: Who
  readonly act?: (page: Page) => Promise<void>
}

const open = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}

const PAGES: readonly Shown[] = [
  { name: 'desk', path: () => '/desk', as: 'editor' },
  { name: 'new', path: () => '/desk/new', as: 'editor' },
  { name: 'draft', path: ({ bulletins }) => `/desk/${bulletins.draft}`, as: 'editor' },
  { name: 'write', path: ({ bulletins }) => `/desk/${bulletins.draft}/write`, as: 'editor' },
  { name: 'published', path: ({ bulletins }) => `/desk/${bulletins.published}`, as: 'editor' },
  { name: 'decide-revised', path: ({ bulletins }) => `/desk/${bulletins.revised}`, as: 'approver' },
  {
    name: 'decide-exercise',
    path: ({ bulletins }) => `/desk/${bulletins.exercise}`,
    as: 'approver',
  },
  { name: 'loudspeakers', path: () => '/loudspeakers', as: 'editor' },
  { name: 'commune', path: () => `/loudspeakers/${COMMUNE}`, as: 'administrator' },
  {
    name: 'code',
    path: () => `/loudspeakers/00070`,
    as: 'administrator',
    act: open(/^Cấp mã đăng ký/),
  },
]

/** Also looked at in the dark. */
const FEW = new Set(['desk', 'write', 'decide-revised', 'loudspeakers'])
const MANNERS: readonly (Manner & {
  readonly name: string
  readonly of: (shown: Shown) => boolean
})[] = [
  { name: 'wide', of: () => true },
  { name: 'phone', size: PHONE, of: () => true },
  { name: 'dark', ground: 'dark', of: ({ name }) => FEW.has(name) },
  { name: 'wide-en', language: 'en', of: ({ act }) => act === undefined },
]

test('bulletins and loudspeakers in real browsers', async t => {
  if (!hasChromium(t)) return
  const browser = await launch()
  t.after(async () => await browser.close())
  const town = await openBulletins()
  t.after(async () => {
    town.device.close()
    await town.town.close()
  })
  const cookies = await signedIn(browser, town.town)
  const cookiesOf = (who: Who): Cookies => cookies.get(who) ?? []
  await lookAt(t, { browser, town, cookiesOf })
})

async function lookAt(
  t: TestContext,
  given: {
    browser: Browser
    town: FurnishedBulletins
    cookiesOf: (who: Who) => Cookies
  },
): Promise<void> {
  const { browser, town, cookiesOf } = given
  const names = [...town.names, CLUSTER]
  for (const manner of MANNERS) {
    const viewers = new Viewers<Who>(browser, town.town.url, manner, async (who, context) => {
      await context.addCookies(cookiesOf(who))
    })
    for (const { name, path, as, act } of byPerson(PAGES.filter(manner.of)))
      await t.test(
        `the page ${name} of bulletins can be read, heard and pressed, ${manner.name}`,
        async () => {
          const { page, faults } = await viewers.open(as, path(town), act)
          const what = `${manner.name}-${name}`
          await SCREENSHOTS.take(page, what)
          await assertFits(page, what)
          if (manner.size === PHONE) await assertTouchable(page, what)
          await assertSpeaks(page, manner.language ?? 'vi', { names, what })
          if (manner.language !== 'en') await assertAccessible(page, what)
          assert.deepEqual(faults, [], `${what}: what the browser complains of`)
          if (act === undefined) viewers.release()
        },
      )
    await viewers.close()
  }
}
