/**
 * Draws the kiosk as it stands, and tells what is done on the screen. Plain DOM over the elements of `kiosk.html`.
 *
 * Keeps nothing of the kiosk, and reads no clock. Invariant: what has not changed is not written again, so that a live region is not read out
 * twice and a field keeps its caret.
 */
import { spelledTenths, TEMPERATURE_FAULTS } from '../temperature.ts'
import type { Waiting } from './kept.ts'
import { type Kiosk, type KioskEvent, leftMsOf } from './kiosk.ts'
import { clockOf } from './remaining.ts'
import { NOTHING_TYPED, type Press, shownTemperature, type Typing, type TypingFault } from './typing.ts'
import { type KioskWord, type Language, spoken } from './words.ts'

const SKEW_SHOWN_MS = 120_000

const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind
type Field = 'badge' | 'temperature' | 'code'
const field = (id: Field) => part<HTMLInputElement>(id)

type Blanks = Readonly<Record<string, string | number>>

export class View {
  readonly #act: Act
  /** What the words and keys on the screen are in. */
  #language: Language | null = null

  constructor(act: Act) {
    this.#act = act
  }

  /** What is done on the screen is told from now on. */
  listen(): void {
    const act = this.#act
    const press = (press: Press) => act({ is: 'press', press })
    part('language').onclick = () => act({ is: 'other-language' })
    part('visitor').onclick = () => press({ is: 'visitor' })
    part('again-cancel').onclick = () => press({ is: 'clear' })
    for (const name of ['badge', 'temperature'] as const) {
      const input = field(name)
      input.oninput = () => press({ is: 'text', field: name, text: input.value })
      input.onfocus = () => {
        if (part('entry').dataset.field !== name) press({ is: 'field', field: name })
      }
    }
    part('entry').onsubmit = event => {
      event.preventDefault()
      press({ is: 'enter' })
    }
    part('enrol').onsubmit = event => {
      event.preventDefault()
      act({ is: 'enrol', code: field('code').value })
    }
  }

  draw(kiosk: Kiosk, atMs: number): void {
    if (this.#language !== kiosk.language) this.#drawWords(kiosk.language)
    const { stage } = kiosk
    const isEnrolling = stage.is === 'enrolling'
    setHidden('enrol', !isEnrolling)
    setHidden('desk', isEnrolling)
    drawBar(kiosk)
    setText('enrol-fault', enrolFaultText(kiosk))
    if (!isEnrolling) setValue('code', '')
    drawTyping(isEnrolling ? NOTHING_TYPED : stage.typing, kiosk)
    drawAnswer(kiosk)
    this.#drawWaiting(kiosk, atMs)
    setText('said', kiosk.said)
  }

  focus({ stage }: Kiosk): void {
    if (stage.is === 'enrolling') field('code').focus()
    else field(stage.typing.again === null ? stage.typing.field : 'temperature').focus()
  }

  #drawWords(language: Language): void {
    this.#language = language
    document.documentElement.lang = language
    document.title = `${spoken('title', language)} – Loa`
    for (const element of document.querySelectorAll<HTMLElement>('[data-word]'))
      element.textContent = spoken(element.dataset.word as KioskWord, language)
    part('title').textContent = spoken('title', language)
    part('language').textContent = spoken('language', language)
    part('language').lang = language === 'vi' ? 'en' : 'vi'
    part('keys').setAttribute('aria-label', spoken('keys', language))
    part('keys').replaceChildren(...keysIn(language, this.#act))
  }

  #drawWaiting(kiosk: Kiosk, atMs: number): void {
    setHidden('waiting', kiosk.waiting.length === 0)
    const buttons = new Map([...part('waiting-list').querySelectorAll('button')].map(each => [each.dataset.id, each]))
    for (const one of kiosk.waiting) {
      const button = buttons.get(one.id) ?? this.#addWaiting(one)
      buttons.delete(one.id)
      const leftMs = leftMsOf(one, kiosk, atMs)
      const left =
        leftMs > 0
          ? spoken('waitingLeft', kiosk.language, { left: clockOf(leftMs) })
          : spoken('waitingDue', kiosk.language)
      setTextOf(button, `${one.label} · ${spelledTenths(one.tenths, kiosk.language)} °C · ${left}`)
      button.dataset.due = String(leftMs <= 0)
    }
    for (const button of buttons.values()) button.parentElement?.remove()
  }

  #addWaiting({ id }: Waiting): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.dataset.id = id
    button.onclick = () => this.#act({ is: 'tap', id })
    const item = document.createElement('li')
    item.append(button)
    part('waiting-list').append(item)
    return button
  }
}

function drawBar(kiosk: Kiosk): void {
  const { identity, stage, language, counts } = kiosk
  const place = identity?.home
  setText('place', place === undefined ? 'Loa' : `${place.door.name} · ${place.kiosk.name}`)
  const isUnknown = identity !== null && stage.is === 'enrolling'
  const network = isUnknown ? 'unknown' : kiosk.network
  setText('network', identity === null ? '' : spoken(network, language))
  part('network').dataset.network = network
  setText('unsent', unsentText(kiosk))
  part('unsent').dataset.count = String(counts.unsent)
  const warnings = warningsOf(kiosk)
  setHidden('warning', warnings.length === 0)
  setText('warning', warnings.join(' '))
}

function unsentText({ identity, language, counts: { unsent } }: Kiosk): string {
  if (unsent > 0) return spoken('unsent', language, { count: unsent })
  return identity === null ? '' : spoken('allSent', language)
}

function warningsOf({ unsaved, counts, skewMs, language }: Kiosk): readonly string[] {
  const offMs = Math.abs(skewMs)
  const warnings = unsaved.map(({ badge, tenths }) =>
    spoken('notSaved', language, {
      who: badge ?? spoken('visitor', language),
      celsius: spelledTenths(tenths, language),
    }),
  )
  if (counts.refused > 0) warnings.push(spoken('refused', language, { count: counts.refused }))
  if (offMs > SKEW_SHOWN_MS) warnings.push(spoken('clock', language, { minutes: Math.round(offMs / 60_000) }))
  return warnings
}

function enrolFaultText({ stage, language }: Kiosk): string {
  if (stage.is !== 'enrolling' || stage.fault === null) return ''
  const { fault } = stage
  return fault.is === 'refused' ? fault.detail : spoken(`enrol.${fault.is}`, language)
}

function drawTyping(typing: Typing, { language, hasLetters }: Kiosk): void {
  const { badge, isVisitor, temperature, again, fault } = typing
  setValue('badge', isVisitor ? spoken('visitor', language) : badge)
  setValue('temperature', shownTemperature(temperature))
  setHidden('badge-field', again !== null)
  setHidden('visitor', again !== null)
  setHidden('again', again === null)
  setText('again-who', again === null ? '' : spoken('again', language, { who: again.label }))
  part('visitor').setAttribute('aria-pressed', String(isVisitor))
  part('entry').dataset.field = typing.field
  field('badge').setAttribute('aria-invalid', String(fault?.field === 'badge'))
  field('temperature').setAttribute('aria-invalid', String(fault?.field === 'temperature'))
  setText('fault', fault === null ? '' : faultText(fault, language))
  setText('enter', spoken(typing.field === 'badge' ? 'next' : 'save', language))
  part('keys').dataset.letters = String(hasLetters && typing.field === 'badge')
}

function faultText(fault: TypingFault, language: Language): string {
  return fault.field === 'badge'
    ? spoken(`fault.badge.${fault.why}`, language)
    : TEMPERATURE_FAULTS[fault.why][language]
}

function drawAnswer(kiosk: Kiosk): void {
  const { stage, language, identity } = kiosk
  const answer = stage.is === 'answered' ? stage.answer : null
  const settings = identity?.home.settings
  const blanks: Blanks = {
    minutes: settings?.waitMinutes ?? '',
    threshold: settings === undefined ? '' : spelledTenths(settings.thresholdTenths, language),
  }
  const look = answer?.is ?? 'ready'
  part('result').dataset.look = look
  setText('measured', answer === null ? '' : `${spelledTenths(answer.tenths, language)} °C`)
  setText('verdict', spoken(look, language, blanks))
  setText('how', howText(kiosk, blanks))
  setHidden('hands', answer === null)
}

function howText({ stage, language, network }: Kiosk, blanks: Blanks): string {
  const say = (word: KioskWord) => spoken(word, language, blanks)
  if (stage.is !== 'answered') return say('readyHow')
  switch (stage.answer.is) {
    case 'pass':
      return ''
    case 'wait':
      return say('waitHow')
    case 'call': {
      if (stage.answer.isAlerted) return `${say('callHow')} ${say('callSent')}`
      return network === 'online' ? say('callHow') : `${say('callHow')} ${say('callOffline')}`
    }
  }
}

function setText(id: string, text: string): void {
  setTextOf(part(id), text)
}

function setTextOf(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

function setHidden(id: string, isHidden: boolean): void {
  part(id).hidden = isHidden
}

function setValue(id: Field, value: string): void {
  const input = field(id)
  if (input.value !== value) input.value = value
}

/* The kiosk's own keyboard: digits, and letters where a badge has them. A press is told; which face shows is the style's. */

/** Told what is done on the screen. */
type Act = (event: KioskEvent) => void

/** Both faces, in this language. */
function keysIn(language: Language, act: Act): readonly HTMLElement[] {
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
