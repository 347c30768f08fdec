/**
 * One page that is open in a wide window, looked at in one manner after another: whole, on a phone's screen, in English, in the
 * dark. It is neither loaded nor asked for anew, as where somebody turns a tablet or presses a switch, and is afterwards as it
 * was. What cannot differ from the first look is not looked for again.
 *
 * Of `npm test` pages are looked at wide alone, of `npm run test:more` in every manner. Knows no page of the console.
 */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { isMore } from '../parts.ts'
import { NARROW, PHONE, WIDE } from './chromium.ts'
import { assertFieldsSeen } from './fields.ts'
import {
  assertAccessible,
  assertContrast,
  assertFits,
  assertKept,
  assertNamed,
  assertSpeaks,
  assertStill,
  assertTouchable,
  untilFits,
} from './inspection.ts'
import type { Screenshots } from './screenshots.ts'

interface Seen {
  readonly name: string
  /** What people called things. */
  readonly names: readonly string[]
  readonly shots: Screenshots
}

export async function lookWide(page: Page, { name, names, shots }: Seen): Promise<void> {
  const what = `wide-${name}`
  await shots.take(page, what)
  await assertFits(page, what)
  await assertSpeaks(page, 'vi', { names, what })
  await assertAccessible(page, what)
  await assertFieldsSeen(page, what)
  await assertKept(page, what)
}

export async function lookOnPhone(page: Page, { name, names, shots }: Seen): Promise<void> {
  if (!isMore) return
  const what = `phone-${name}`
  await onPhone(page, async () => {
    await shots.take(page, what)
    await assertFits(page, what)
    await assertTouchable(page, what)
    await assertSpeaks(page, 'vi', { names, what })
    await assertNamed(page, what)
    await atNarrowest(page, what)
    // Where something is asked nobody prints.
    if (!(await page.getByRole('dialog').isVisible())) await onPaper(page, { name, shots })
  })
}

/** WCAG 2.2, 1.4.10: as wide as 1280 pixels at 400 %. Of a page that is as wide as a phone's. */
export async function atNarrowest(page: Page, what: string): Promise<void> {
  await page.setViewportSize(NARROW)
  await untilFits(page)
  await assertFits(page, `${what} at 320 pixels`)
  await assertStill(page, `${what} at 320 pixels`)
  await page.setViewportSize(PHONE)
}

/** On paper nothing is cut off, and what is pressed is not there. A sheet of A4 within its margins, in CSS pixels. */
export async function onPaper(page: Page, { name, shots }: Omit<Seen, 'names'>): Promise<void> {
  const what = `print-${name}`
  await page.setViewportSize({ width: 687, height: 1000 })
  const tiles = page.locator('[data-tile]').filter({ visible: true })
  const before = await tiles.count()
  await page.emulateMedia({ media: 'print' })
  await untilFits(page)
  await shots.take(page, what)
  await assertFits(page, what)
  const pressed = page.locator('nav, button:not([data-tile], [data-name])').filter({ visible: true })
  assert.equal(await pressed.count(), 0, `${what}: what is pressed is printed`)
  assert.equal(await tiles.count(), before, `${what}: the country is no picture any more`)
  const names = await page.locator('td[data-kind=title]').filter({ visible: true }).allInnerTexts()
  assert.ok(!names.some(name => name.trim() === ''), `${what}: a row without its name`)
  await page.emulateMedia({ media: null })
  await page.setViewportSize(PHONE)
}

export async function lookInEnglish(page: Page, { name, names, shots }: Seen): Promise<void> {
  if (!isMore) return
  const what = `wide-en-${name}`
  await inEnglish(page, async () => {
    await shots.take(page, what)
    await assertFits(page, what)
    await assertSpeaks(page, 'en', { names, what })
  })
}

export async function lookInTheDark(page: Page, { name, shots }: Seen): Promise<void> {
  if (!isMore) return
  const what = `dark-${name}`
  await inTheDark(page, async () => {
    await shots.take(page, what)
    await assertContrast(page, what)
    await assertFieldsSeen(page, what)
  })
}

/** Also with a dialogue open. */
export async function onPhone(page: Page, act: () => Promise<void>): Promise<void> {
  await page.setViewportSize(PHONE)
  await untilFits(page)
  await act()
  await page.setViewportSize(WIDE)
}

/** By the switch in the head of the page: not while a dialogue asks. */
export async function inEnglish(page: Page, act: () => Promise<void>): Promise<void> {
  const speak = async (language: string | RegExp) =>
    await page.getByRole('banner').getByRole('button', { name: language }).click()
  await speak('English')
  await act()
  await speak(/Việt$/)
  // What is pointed at is of another colour.
  await page.mouse.move(0, 0)
}

/** As where it was chosen in another window of this browser: also with a dialogue open. */
export async function inTheDark(page: Page, act: () => Promise<void>): Promise<void> {
  await paint(page, 'dark')
  await act()
  await paint(page, 'light')
}

/** Whoever asked for less motion, as everybody here, sees no colour on its way to another. */
async function paint(page: Page, ground: 'light' | 'dark'): Promise<void> {
  await page.evaluate(chosen => {
    const seen = { transitions: 0 }
    addEventListener('transitionrun', () => seen.transitions++)
    Object.assign(globalThis, { seen })
    const key = 'mantine-color-scheme-value'
    localStorage.setItem(key, chosen)
    dispatchEvent(new StorageEvent('storage', { key, newValue: chosen, storageArea: localStorage }))
  }, ground)
  await page.locator(`html[data-mantine-color-scheme=${ground}]`).waitFor({ state: 'attached' })
  const begun = await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    return (globalThis as unknown as { seen: { transitions: number } }).seen.transitions
  })
  assert.equal(begun, 0, `transitions that begin where the page becomes ${ground}`)
}
