/**
 * What pages look like, in folders that git ignores. A picture takes as long as all that is asserted of its page, so they are
 * taken where LOA_SCREENSHOTS is set, and where something has failed.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Of a page whose test has failed, in UTF-16 units. */
const WORDS_MAX = 700
/** For eyes: nothing is asserted of them. */
const ARE_WANTED = Boolean(process.env.LOA_SCREENSHOTS)

export class Screenshots {
  readonly #folder: string

  /** Of that folder beside the tests. */
  constructor(folder: string) {
    this.#folder = join(import.meta.dirname, folder)
  }

  /** Those of the last time. */
  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** The whole page, where pictures are wanted. */
  async take(page: Page, name: string): Promise<void> {
    if (ARE_WANTED) await page.screenshot({ path: this.#path(name), fullPage: true })
  }

  /** What is in the window, always; in words too, for where nobody sees the pictures. */
  async takeFailed(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: this.#path(`failed-${name}`) })
    const words = await page.evaluate(() => (document.querySelector('main') ?? document.body).textContent)
    console.log(`${name}, ${page.url()}: ${words.replace(/\s+/g, ' ').slice(0, WORDS_MAX)}`)
  }

  #path(name: string): string {
    return join(this.#folder, `${name}.png`)
  }
}
