/**
 * What must hold of every page, whoever looks at it: axe-core finds nothing grave at WCAG 2.2 AA, nothing is wider than the
 * screen, what fits does not scroll, fingers find what they press, and no page speaks half of each language.
 *
 * Knows no page of the console.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Language, Words } from '../../src/web/words/both.ts'
import { FAULT_WORDS } from '../../src/zerorating/fault-words.ts'
import { everyFailure } from '../house/failures.ts'
import { everyWords } from '../house/words.ts'

/** Loaded, drawn, in its own fonts: nothing on it will move by itself but figures. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(
    () => document.querySelector('.loa-waiting') === null && document.fonts.status === 'loaded',
  )
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Finding {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary: string }[]
}

/** The small one: each page that is loaded anew reads it whole. */
const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Of any gravity, each with where it is. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  await assertFoundFine(page, { type: 'tag', values: TAGS }, what)
}

/** Of a page that was looked at whole, and of which nothing but colours has changed since. */
export async function assertContrast(page: Page, what: string): Promise<void> {
  await assertFoundFine(page, { type: 'rule', values: ['color-contrast'] }, what)
}

/**
 * Of a page that was looked at whole, and is narrower now: what it holds instead has names and an order. Colours and what elements
 * say of their own spacing are the same; how large targets are is asserted of fingers (assertTouchable).
 */
export async function assertNamed(page: Page, what: string): Promise<void> {
  const without = ['color-contrast', 'avoid-inline-spacing', 'target-size']
  await assertFoundFine(page, { type: 'tag', values: TAGS, without }, what)
}

interface Only {
  readonly type: 'tag' | 'rule'
  readonly values: readonly string[]
  /** Rules. */
  readonly without?: readonly string[]
}

async function assertFoundFine(page: Page, only: Only, what: string): Promise<void> {
  // By the debugger's way in: the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  const findings = (await page.evaluate(async ({ without = [], ...runOnly }) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: Node, options: object) => Promise<{ violations: Finding[] }> }
    }
    // What is behind a dialogue is out of reach, and was looked at before it.
    const dialogues = [...document.querySelectorAll('[role=dialog][aria-modal=true]')]
    const asked = dialogues.find(one => one.checkVisibility())
    const found = await axe.run(asked ?? document, {
      runOnly,
      rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])),
      resultTypes: ['violations'],
      preload: false,
    })
    return found.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
    }))
  }, only)) as Finding[]
  const told = findings.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${impact} ${id}: ${target.join(' ')} ${failureSummary}`),
  )
  assert.deepEqual(told, [], `${what}: what axe-core finds`)
}

/** Nothing has to be pushed aside to be read, and nothing that can be pressed is where nobody sees it. */
export async function assertFits(page: Page, what: string): Promise<void> {
  assert.deepEqual(await page.evaluate(tooWide), [], `${what}: what is wider than the screen`)
  assert.deepEqual(await page.evaluate(cutOff), [], `${what}: what can be pressed and is cut off`)
}

/** In the page: nothing from outside this function is there. Out of reach of the eye: beyond the edge of something that does not scroll. */
function cutOff(): string[] {
  const isBeyond = (one: Element) => {
    const box = one.getBoundingClientRect()
    // The body stands still where a dialogue asks.
    for (let around = one.parentElement; around !== null && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around)
      const edge = around.getBoundingClientRect()
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      if (hides(overflowY) && (box.bottom <= edge.top + 1 || box.top >= edge.bottom - 1)) return true
      if (hides(overflowX) && (box.right <= edge.left + 1 || box.left >= edge.right - 1)) return true
    }
    return false
  }
  return [...document.querySelectorAll('a[href], button, select, textarea, summary')]
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && isBeyond(one))
    .map(one => `${one.tagName} ${one.textContent?.trim().slice(0, 40)}`)
    .slice(0, 5)
}

/** What a table shows by a button alone is neither on paper nor in a file, unless it is the name of its record. */
export async function assertKept(page: Page, what: string): Promise<void> {
  assert.deepEqual(await page.evaluate(lost), [], `${what}: what a printed or saved table lacks`)
}

/** In the page: nothing from outside this function is there. */
function lost(): string[] {
  const words = (of: Node) => (of.textContent ?? '').trim()
  return [...document.querySelectorAll('.loa-table td:not([data-kind=actions])')]
    .filter(cell => cell.checkVisibility() && words(cell) !== '')
    .filter(cell => {
      const copy = cell.cloneNode(true) as Element
      for (const one of copy.querySelectorAll('button:not([data-name])')) one.remove()
      return words(copy) === ''
    })
    .map(words)
}

/** Charts are drawn anew once they have seen that the page is narrower: until they have, or are too wide. */
export async function untilFits(page: Page): Promise<void> {
  const end = Date.now() + REDRAWN_MS
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  })
  while ((await page.evaluate(tooWide)).length > 0 && Date.now() < end) await page.waitForTimeout(REDRAWN_MS / 100)
}

const REDRAWN_MS = 10_000

/** In the page: nothing from outside this function is there. */
function tooWide(): string[] {
  const { clientWidth } = document.documentElement
  // The console's frame cuts off what is wider than the screen: nobody could push it aside to read it.
  const parts = [document.documentElement, ...document.querySelectorAll('header, main')]
  if (parts.every(({ scrollWidth }) => scrollWidth <= clientWidth)) return []
  return [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > clientWidth + 1)
    .map(one => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`)
    .slice(0, 5)
}

/** More than a hair: what is really longer than the window. */
const SCROLLED_PX = 8

/** A page that fits stands still: nothing that cannot be seen makes it longer by a pixel. */
export async function assertStill(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(
    () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
  )
  assert.ok(beyond <= 0 || beyond >= SCROLLED_PX, `${what}: scrolls by ${beyond} px`)
}

/** Of a finger, in CSS pixels. */
const TARGET_PX = 44

/** What can be pressed is large enough for a finger; links within a sentence are as large as their line. */
export async function assertTouchable(page: Page, what: string): Promise<void> {
  // A page that was wide a moment ago may still be drawn anew for a phone.
  const end = Date.now() + REDRAWN_MS
  let small = await page.evaluate(tooSmall, TARGET_PX)
  while (small.length > 0 && Date.now() < end) {
    await page.waitForTimeout(REDRAWN_MS / 100)
    small = await page.evaluate(tooSmall, TARGET_PX)
  }
  assert.deepEqual(small, [], `${what}: what a finger misses`)
}

/** In the page: nothing from outside this function is there. */
function tooSmall(least: number): string[] {
  const pressed = 'a[href], button, summary, select, textarea, input:not([type=hidden])'
  const isInSentence = (one: Element) => {
    if (one.tagName !== 'A' || getComputedStyle(one).display !== 'inline') return false
    const around = one.parentElement?.textContent ?? ''
    return around.trim().length > (one.textContent ?? '').trim().length
  }
  /** With the words that stand for it. */
  const boxOf = (one: Element) => {
    const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : []
    const boxes = [one, ...labels].map(each => each.getBoundingClientRect())
    return {
      width: Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left)),
      height: Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top)),
    }
  }
  return [...document.querySelectorAll(pressed)]
    .filter(one => one.checkVisibility({ visibilityProperty: true }))
    .filter(one => !one.matches('.loa-skip') && !isInSentence(one))
    .map(one => ({ one, box: boxOf(one) }))
    .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < least - 0.5)
    .map(({ one, box }) => {
      const name = one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 40)
      return `${one.tagName} “${name}” ${Math.round(box.width)}×${Math.round(box.height)}`
    })
}

/**
 * No word of the other language. `names` are what people called things: titles, names, reasons. Texts that say which
 * language they are in are left out, and so is what is set as code.
 */
export async function assertSpeaks(
  page: Page,
  language: Language,
  { names, what }: { names: readonly string[]; what: string },
): Promise<void> {
  const said = await page.evaluate(() => {
    const texts: string[] = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const around = walker.currentNode.parentElement
      if (around === null || around.closest('script, style, noscript, code, .loa-mono, body [lang]')) continue
      texts.push(walker.currentNode.textContent ?? '')
    }
    for (const one of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      if (one.closest('body [lang], [aria-hidden=true]') === null)
        for (const name of ['aria-label', 'title', 'placeholder']) texts.push(one.getAttribute(name) ?? '')
    return { texts, lang: document.documentElement.lang }
  })
  assert.equal(said.lang, language, `${what}: the language that the page says it speaks`)
  const longestFirst = names.filter(name => name !== '').toSorted((a, b) => b.length - a.length)
  const foreign = said.texts.filter(text => {
    if (NUMERAL.test(text)) return false
    const bare = longestFirst.reduce((rest, name) => rest.replaceAll(name, ' '), text)
    return wordsOf(bare).some(word => ONLY[language === 'vi' ? 'en' : 'vi'].has(word))
  })
  assert.deepEqual(foreign, [], `${what}: what is not in ${language}`)
}

const EVERY: readonly Words[] = [...Object.values(await everyWords()), FAULT_WORDS, await everyFailure()]

/** Of a section of a report. */
const NUMERAL = /^\s*[IVX]+\.?\s*$/

/** The beginning of an identifier in base64url, such as a key's: its letters are no words. */
const SHORTENED_ID = /\b(?=[\w-]*[0-9_-]|\w+[A-Z])[\w-]{8,}…/g

function wordsOf(text: string): readonly string[] {
  const bare = text
    .replaceAll(/\{\{?\w+\}\}?/g, ' ')
    .replaceAll(SHORTENED_ID, ' ')
    .toLowerCase()
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => /^\p{L}{2,}$/u.test(word))
}

/** Words that the console says in one language and never in the other. */
const ONLY = ((): Readonly<Record<Language, ReadonlySet<string>>> => {
  const all = (language: Language) =>
    new Set(EVERY.flatMap(words => Object.values(words).flatMap(both => wordsOf(both[language]))))
  const [vi, en] = [all('vi'), all('en')]
  const without = (of: ReadonlySet<string>, other: ReadonlySet<string>) =>
    new Set([...of].filter(word => !other.has(word)))
  return { vi: without(vi, en), en: without(en, vi) }
})()
