/** The kiosk's own keyboard: digits, and letters where a badge has them. A press is told; which face shows is the style's. */
import type { KioskEvent } from './kiosk.ts'
import type { Press } from './typing.ts'
import { type Language, spoken } from './words.ts'

/** Told what is done on the screen. */
export type Act = (event: KioskEvent) => void

/** Both faces, in this language. */
export function keysIn(language: Language, act: Act): readonly HTMLElement[] {
  const press = (press: Press) => act({ is: 'press', press })
  const letter = (each: string, name = each, kind = '') =>
    key(each, { name, kind, press: () => press({ is: 'letter', letter: each }) })
  const erase = () => key('⌫', { name: spoken('erase', language), kind: 'erase', press: () => press({ is: 'erase' }) })
  const other = (text: string, word: 'letters' | 'digits') =>
    key(text, {
      name: spoken(word, language),
      kind: 'other',
      press: () => act({ is: 'letters', shown: word === 'letters' }),
    })
  return [
    face('digits', [
      ...[...'123456789'].map(each => letter(each)),
      other('ABC', 'letters'),
      letter(language === 'vi' ? ',' : '.', spoken('comma', language), 'comma'),
      letter('0'),
      erase(),
    ]),
    face('letters', [...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ-'].map(each => letter(each)), other('123', 'digits'), erase()]),
  ]
}

function face(kind: 'digits' | 'letters', keys: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement('div')
  element.className = kind
  element.append(...keys)
  return element
}

function key(
  text: string,
  of: { readonly name: string; readonly kind: string; readonly press: () => void },
): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = text
  if (of.name !== text) button.setAttribute('aria-label', of.name)
  if (of.kind !== '') button.className = of.kind
  // The field keeps the focus: what is typed next on a keyboard goes there too.
  button.onpointerdown = event => event.preventDefault()
  button.onclick = of.press
  return button
}
