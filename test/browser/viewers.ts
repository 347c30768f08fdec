/**
 * One browser in one manner, at which one person after another goes from page to page: whoever goes on within the console goes
 * by its own router, as its links do. Loading it anew for each page, or a browser for each person, would cost more than all
 * that is looked at. Cheapest where pages are sorted by whose they are (byPerson).
 *
 * Knows no page and no way to sign in.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Manner, type Visitor, visitor } from './chromium.ts'
import { settled } from './inspection.ts'

/** Those of one person beside one another. */
export function byPerson<Shown extends { readonly as: unknown }>(pages: readonly Shown[]): readonly Shown[] {
  return [...Map.groupBy(pages, ({ as }) => as).values()].flat()
}

export class Viewers<Who> {
  readonly #browser: Browser
  readonly #url: string
  readonly #manner: Manner
  readonly #enter: (who: Who, context: BrowserContext) => Promise<void>
  #visitor: Visitor | null = null
  #who: Who | null = null
  #isReleased = true

  /** `enter` brings what a browser must have of whom it belongs to. */
  constructor(
    browser: Browser,
    url: string,
    manner: Manner,
    enter: (who: Who, context: BrowserContext) => Promise<void>,
  ) {
    this.#browser = browser
    this.#url = url
    this.#manner = manner
    this.#enter = enter
  }

  /** The browser, at that page, with nothing complained of yet. */
  async open(who: Who, path: string, act?: (page: Page) => Promise<void>): Promise<Visitor> {
    // What a page that failed has left, its language or its size, is not carried to the next.
    if (!this.#isReleased) await this.close()
    const isNew = this.#visitor === null || this.#who !== who
    const seen = await this.#of(who)
    const { page, faults } = seen
    faults.length = 0
    if (isNew) await page.goto(path)
    else await visit(page, path)
    this.#isReleased = false
    await settled(page)
    if (act === undefined) return seen
    await act(page)
    await settled(page)
    return seen
  }

  /** The page was looked at; what was done on it ends with it. */
  release(): void {
    this.#isReleased = true
  }

  async #of(who: Who): Promise<Visitor> {
    if (this.#visitor !== null && this.#who === who) return this.#visitor
    if (this.#visitor !== null) await leave(this.#visitor)
    this.#visitor ??= await visitor(this.#browser, this.#url, this.#manner)
    await this.#enter(who, this.#visitor.context)
    this.#who = who
    return this.#visitor
  }

  async close(): Promise<void> {
    await this.#visitor?.context.close()
    this.#visitor = null
  }
}

/** Nothing of who was there stays. */
async function leave({ context, page }: Visitor): Promise<void> {
  if (page.url().startsWith('http'))
    await page.evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
  await context.clearCookies()
}

/** TanStack Router leaves itself there. */
interface WithRouter {
  readonly __TSR_ROUTER__?: { readonly navigate: (to: { href: string; ignoreBlocker: true }) => Promise<void> }
}

/** Where no page is: from there the page that was shown is shown as at first. */
const NOWHERE = '/khong-co'

/** As a link of the console leads there; from outside of it, as an address does, for three times as much. */
export async function visit(page: Page, path: string): Promise<void> {
  // What was pressed last shows its tip for as long as it is pointed at.
  await page.mouse.move(0, 0)
  const isThere = await page.evaluate(
    async ({ path, nowhere }) => {
      const { __TSR_ROUTER__: router } = globalThis as WithRouter
      if (router === undefined) return false
      const isSame = location.pathname === new URL(path, location.href).pathname
      for (const href of isSame ? [nowhere, path] : [path]) {
        await router.navigate({ href, ignoreBlocker: true })
        // What was before is off the screen with the frame after the next.
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
      }
      return true
    },
    { path, nowhere: NOWHERE },
  )
  if (!isThere) await page.goto(path)
}
