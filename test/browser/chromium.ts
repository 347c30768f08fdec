/** Debian's Chromium for tests of the console, driven by playwright-core. Missing: a reason to skip; with CI set, to fail. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type Browser, type BrowserContext, type ConsoleMessage, chromium, type Page } from 'playwright-core'

/** The one without windows costs a third less; it is the same engine. */
const PATHS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Nothing but the page itself may use the network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  // Two processes fewer for each browser and page: a tenth of their processor time.
  '--in-process-gpu',
  '--disable-site-isolation-trials',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pages live for seconds: to optimize their code takes longer than to run it.
  '--js-flags=--no-opt --no-maglev',
]

/** False where there is no Chromium; the test is skipped with a reason then. */
export function hasChromium(t: TestContext): boolean {
  if (path() !== null) return true
  if (process.env.CI) throw new Error('Chromium is missing: apt-get install chromium-headless-shell')
  t.skip('Chromium is missing: apt-get install chromium-headless-shell')
  return false
}

function path(): string | null {
  return PATHS.find(existsSync) ?? null
}

export async function launch(more: readonly string[] = []): Promise<Browser> {
  return await launched(path() ?? PATHS[0], more)
}

/** `into`: what a program is run by to live elsewhere, as in another network. */
export async function launchIn(into: readonly string[], more: readonly string[] = []): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-chromium-'))
  const program = join(folder, 'chromium')
  const command = [...into, path() ?? PATHS[0]].join(' ')
  writeFileSync(program, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 })
  try {
    return await launched(program, more)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function launched(executablePath: string, more: readonly string[]): Promise<Browser> {
  return await chromium.launch({ executablePath, headless: true, args: [...FLAGS, ...more] })
}

export const WIDE = { width: 1280, height: 900 }
export const LAPTOP = { width: 1366, height: 768 }
export const PHONE = { width: 390, height: 844 }
export const NARROW = { width: 320, height: 640 }

/** Until what a page is to show is there: longer than a machine that does much else needs. */
const PATIENCE_MS = 180_000

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** What the page itself said was wrong: exceptions and console errors. */
  readonly faults: string[]
}

export interface Manner {
  readonly size?: typeof WIDE
  readonly language?: 'vi' | 'en'
  readonly ground?: 'light' | 'dark'
  /** Of somebody who is signed in. */
  readonly storage?: Awaited<ReturnType<BrowserContext['storageState']>>
}

/** Somebody with a browser of their own: no cookie is shared. */
export async function visitor(
  browser: Browser,
  url: string,
  { size = WIDE, language = 'vi', ground = 'light', storage }: Manner = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: size,
    // As phones do it: the scroll bar lies over the page, fingers touch.
    ...(size === PHONE && { isMobile: true, hasTouch: true }),
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
    ...(storage !== undefined && { storageState: storage }),
  })
  context.setDefaultTimeout(PATIENCE_MS)
  await context.addInitScript(
    kept => {
      for (const [name, value] of Object.entries(kept))
        if (localStorage.getItem(name) === null) localStorage.setItem(name, value)
    },
    { 'loa-language': language, 'mantine-color-scheme-value': ground },
  )
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', message => {
    if (message.type() !== 'error' || isAskingWho(message)) return
    faults.push(`${message.text()} ${message.location().url}`)
  })
  return { context, page, faults }
}

/** The door asks whether somebody is signed in already; the browser itself complains of the answer that nobody is. */
function isAskingWho(message: ConsoleMessage): boolean {
  return message.location().url.endsWith('/api/v1/me') && message.text().includes('401')
}
