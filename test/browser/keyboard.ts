/** Hands that have no mouse: Tab after Tab to what is wanted, and at each stop the eye can find the focus (WCAG 2.2, 2.4.7, 2.4.11). */
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** More stops than any page has. */
const STOPS_MAX = 120

export async function tabTo(page: Page, target: Locator): Promise<void> {
  const element = await target.elementHandle()
  assert.ok(element !== null)
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(focusOf, element)
    assert.ok(at.isSeen, `the focus cannot be seen on ${at.where}`)
    assert.equal(at.coveredBy, null, `the focus is covered on ${at.where}`)
    if (at.isThere) return
  }
  assert.fail(`no Tab leads to ${target}`)
}

export async function pressByKeyboard(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** In the page. The ring is on what has the focus, or on the box that is drawn around it. */
function focusOf(wanted: Node) {
  const focused = document.activeElement
  let isSeen = focused === null || focused === document.body
  for (let one = focused, up = 0; one !== null && up < 3 && !isSeen; one = one.parentElement, up++) {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  }
  const where = `${focused?.tagName} ${focused?.className} ${focused?.textContent?.slice(0, 30)}`
  return { isSeen, isThere: focused === wanted, where, coveredBy: coverOf(focused) }

  /** What lies over all of it: a head that stays, a foot. Null: some of it is there to be seen. */
  function coverOf(one: Element | null): string | null {
    const box = one?.getBoundingClientRect()
    if (one === null || one === document.body || box === undefined || box.width < 4) return null
    const over = [0.1, 0.5, 0.9].flatMap(x =>
      [0.1, 0.5, 0.9].map(y => document.elementFromPoint(box.x + x * box.width, box.y + y * box.height)),
    )
    // What is drawn in the place of a box to be ticked stands beside it.
    const around = one instanceof HTMLInputElement ? one.parentElement : null
    const own = (top: Element | null) =>
      top !== null && (top.contains(one) || one.contains(top) || around?.contains(top))
    if (over.some(own)) return null
    const [top] = over.filter(each => each !== null)
    return top === undefined ? 'the edge of the window' : `${top.tagName} ${top.className}`
  }
}
