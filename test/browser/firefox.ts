/**
 * Debian's Firefox for what differs in it, driven by puppeteer-core over WebDriver BiDi. Missing: a reason to skip; with CI set, to
 * fail. As somebody has it who changed no setting, but for a microphone and a camera that there are not.
 */
import { existsSync } from 'node:fs'
import type { TestContext } from 'node:test'
import puppeteer, { type Page } from 'puppeteer-core'

const PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox']
const MISSING = 'Firefox is missing: apt-get install firefox-esr'
/** Until it is there, and until what a page is to show is: longer than a machine that does much else needs. */
const PATIENCE_MS = 120_000

/** A tone and a picture in place of devices, and nobody has to click; no profile of another run, no question at the start. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'intl.accept_languages': 'vi-VN, vi',
}

/** False where there is no Firefox; the test is skipped with a reason then. */
export function hasFirefox(t: TestContext): boolean {
  if (path() !== null) return true
  if (process.env.CI) throw new Error(MISSING)
  t.skip(MISSING)
  return false
}

function path(): string | null {
  return PATHS.find(existsSync) ?? null
}

export interface FirefoxVisitor {
  readonly page: Page
  /** Exceptions of the page. */
  readonly faults: string[]
}

/** Somebody with a browser of their own. `before`: in the page, before anything of it runs; `hertz`: of the tone in place of a microphone. */
export async function firefoxVisitor(
  t: TestContext,
  before: () => void,
  { hertz = 1000 } = {},
): Promise<FirefoxVisitor> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: path() ?? PATHS[0],
    headless: true,
    timeout: PATIENCE_MS,
    protocolTimeout: PATIENCE_MS,
    extraPrefsFirefox: { ...PREFERENCES, 'media.navigator.audio.fake_frequency': hertz },
  })
  t.after(async () => await browser.close())
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.evaluateOnNewDocument(before)
  const faults: string[] = []
  page.on('pageerror', error => faults.push(String(error)))
  return { page, faults }
}

const withText = (what: string, text: string) =>
  `::-p-xpath(//${what}[contains(normalize-space(), ${JSON.stringify(text)})])`
const button = (name: string) => withText('button', name)

export async function press(page: Page, name: string): Promise<void> {
  const found = await page.waitForSelector(button(name), { visible: true })
  await found?.click()
}

export async function seesButton(page: Page, name: string): Promise<void> {
  await page.waitForSelector(button(name), { visible: true })
}

export async function seesLamp(page: Page, word: string): Promise<void> {
  await page.waitForSelector(withText('*[@role="status"]', word), { visible: true })
}

export async function isLampOut(page: Page, word: string): Promise<void> {
  await page.waitForSelector(withText('*[@role="status"]', word), { hidden: true })
}
