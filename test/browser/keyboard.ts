/** Hands that have no mouse: Tab after Tab to what is wanted, and at each stop the eye can find the focus. */
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
  for (
    let one = focused, up = 0;
    one !== null && up < 3 && !isSeen;
    one = one.parentElement, up++
  ) {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  }
  const where = `${focused?.tagName} ${focused?.className} ${focused?.textContent?.slice(0, 30)}`
  return { isSeen, isThere: focused === wanted, where }
}
