/**
 * What must hold of every field of a page, and of every tile that is chosen by: its edge stands out from the ground (WCAG 2.2,
 * 1.4.11), so does the ring of a field's focus, which covers no letter beside it and is covered by nothing (2.4.11).
 *
 * Knows no page of the console.
 */
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

const FIELDS =
  'input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=range]), textarea, select, input[type=checkbox]:not([role=switch]), input[type=radio], button[data-tile]'
/** Of what must be seen to be used. */
const CONTRAST_MIN = 3

export async function assertFieldsSeen(page: Page, what: string): Promise<void> {
  const found = await page.evaluate(looked, { fields: FIELDS, least: CONTRAST_MIN })
  assert.deepEqual(found, [], `${what}: what is not seen of a field`)
}

/** What is heard of a field after its name: its fault, its hint, its value in words. */
export async function descriptionOf(field: Locator): Promise<string> {
  return await field.evaluate(one =>
    (one.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map(id => document.getElementById(id)?.textContent)
      .join(' '),
  )
}

/** In the page: nothing from outside this function is there. */
async function looked({ fields, least }: { fields: string; least: number }): Promise<string[]> {
  type Colour = readonly [number, number, number, number]
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const colourOf = (css: string): Colour => {
    if (canvas === null) return [0, 0, 0, 0]
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = css
    canvas.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  }
  const luminance = ([red, green, blue]: Colour) => {
    const [r, g, b] = [red, green, blue].map(value => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(colourOf(a)), luminance(colourOf(b))].sort((x, y) => x - y)
    return (high + 0.05) / (low + 0.05)
  }
  const groundOf = (one: Element | null): string => {
    if (one === null) return '#ffffff'
    const { backgroundColor } = getComputedStyle(one)
    return colourOf(backgroundColor)[3] > 0.5 ? backgroundColor : groundOf(one.parentElement)
  }
  /** What draws an edge or a ring: the field itself, or a box around it. */
  const upTo = (one: Element, has: (style: CSSStyleDeclaration) => boolean): Element | null => {
    for (let at: Element | null = one, up = 0; at !== null && up < 4; at = at.parentElement, up++)
      if (has(getComputedStyle(at))) return at
    return null
  }
  const hasEdge = (style: CSSStyleDeclaration) =>
    Number.parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== 'none'
  const hasRing = (style: CSSStyleDeclaration) =>
    style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
  const lettersAround = (one: Element): DOMRect[] => {
    const around = one.closest('form, main, [role=dialog], body') ?? document.body
    const walker = document.createTreeWalker(around, NodeFilter.SHOW_TEXT)
    const boxes: DOMRect[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode
      if (text.textContent?.trim() === '' || one.contains(text)) continue
      if (text.parentElement?.closest('[aria-hidden=true], option, .loa-heard') != null) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      boxes.push(...range.getClientRects())
    }
    return boxes
  }
  const meets = (a: DOMRect, b: DOMRect) =>
    a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5

  /** What opened with the focus closes without it, once it is drawn. */
  const left = async (one: HTMLElement) => {
    const drawn = () => new Promise(requestAnimationFrame)
    await drawn()
    await drawn()
    one.blur()
    await drawn()
    await drawn()
  }
  const before = document.activeElement
  const found: string[] = []
  // While a dialogue asks, nothing behind it takes the focus.
  const within = document.querySelector('[role=dialog]') ?? document
  for (const field of within.querySelectorAll<HTMLElement>(fields)) {
    if (!field.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    // What is drawn in their place is pressed: chips, parts of a switch.
    if (field.matches(':disabled') || field.getBoundingClientRect().width < 4) continue
    const name = `${field.tagName} ${field.id || field.getAttribute('aria-label')}`
    if (field.matches('[type=checkbox], [type=radio]') && field.matches(':checked')) continue
    const edged = upTo(field, hasEdge)
    const ground = groundOf(edged?.parentElement ?? field.parentElement)
    const edge = edged === null ? ground : getComputedStyle(edged).borderLeftColor
    if (contrast(edge, ground) < least)
      found.push(`${name}: its edge ${edge} is ${contrast(edge, ground).toFixed(2)} : 1`)
    // Theirs is the keyboard's: scripts do not make it seen.
    if (field.matches('button, [type=checkbox], [type=radio]')) continue
    field.focus()
    const ringed = upTo(field, hasRing)
    if (ringed === null) {
      found.push(`${name}: no ring`)
      continue
    }
    const { outlineColor, outlineOffset, outlineWidth, boxShadow } = getComputedStyle(ringed)
    const outside = groundOf(ringed.parentElement)
    if (contrast(outlineColor, outside) < least)
      found.push(`${name}: its ring ${outlineColor} is ${contrast(outlineColor, outside).toFixed(2)} : 1`)
    const shadow = Number(/ (\d+)px(?: inset)?$/.exec(boxShadow)?.[1] ?? 0)
    const grown = Math.max(shadow, Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth))
    const box = ringed.getBoundingClientRect()
    const ring = new DOMRect(box.x - grown, box.y - grown, box.width + 2 * grown, box.height + 2 * grown)
    const covered = lettersAround(ringed).filter(letters => meets(ring, letters) && !meets(box, letters))
    if (covered.length > 0) found.push(`${name}: its ring covers letters`)
    const at = field.getBoundingClientRect()
    const top = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)
    const isInWindow = at.top > 0 && at.bottom < innerHeight
    if (isInWindow && top !== null && !ringed.contains(top) && !top.contains(field))
      found.push(`${name}: covered by ${top.tagName} ${top.className}`)
    if (field.matches('[aria-haspopup]')) await left(field)
  }
  if (before instanceof HTMLElement) before.focus()
  return found
}
