/**
 * What pages look like, in folders that git ignores. A picture takes as long as all that is asserted of its page, so they are
 * taken where LOA_SCREENSHOTS is set, and where something has failed.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

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

  /** What is in the window, always. */
  async takeFailed(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: this.#path(`failed-${name}`) })
  }

  #path(name: string): string {
    return join(this.#folder, `${name}.png`)
  }
}
