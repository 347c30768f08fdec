/**
 * The kiosk: draws what is typed, keeps what is saved, sends what is kept. Plain DOM, so that it is small and starts at
 * once on an old tablet.
 *
 * What is saved is on the tablet's disk before the screen says so; whether the network is there changes nothing for who
 * stands at the door.
 */
import { isHigh } from '../course.ts'
import { SECOND_WITHIN_MS } from '../limits.ts'
import type { KioskHome } from '../model.ts'
import { spelledTenths, TEMPERATURE_FAULTS } from '../temperature.ts'
import { type Identity, Kept, type Waiting } from './kept.ts'
import { Outbox, type Sent } from './outbox.ts'
import { clockOf } from './remaining.ts'
import {
  NOTHING_TYPED,
  type Press,
  pressed,
  shownTemperature,
  type Typed,
  type Typing,
} from './typing.ts'
import { type KioskWord, spoken } from './words.ts'

const TICK_MS = 1_000
/** Also with nothing to send: the console shows when a kiosk was last heard. */
const HEARTBEAT_MS = 60_000
const HOME_EVERY_MS = 600_000
const SKEW_SHOWN_MS = 120_000
const UNSAVED_SHOWN_MAX = 5

type Language = 'vi' | 'en'
type Result =
  | { readonly is: 'ready' }
  | { readonly is: 'pass' | 'wait' | 'call'; readonly tenths: number; readonly id: string }

const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind

class Kiosk {
  readonly #kept: Kept
  readonly #outbox: Outbox
  #identity: Identity | null
  #language: Language
  #typing: Typing = NOTHING_TYPED
  #result: Result = { is: 'ready' }
  #waiting: readonly Waiting[] = []
  #told = new Set<string>()
  #network: 'online' | 'offline' | 'unknown' = 'online'
  #counts = { unsent: 0, refused: 0 }
  #skewMs = 0
  #unsaved: readonly string[] = []
  #hasLetters = false
  /** One after the other: what is typed meanwhile is taken too, as from a badge reader. */
  #saving: Promise<void> = Promise.resolve()
  /** The server has the last alert. */
  #isCallSent = false
  #sendAtMs = 0
  #homeAtMs = 0
  #isSending = false
  /** Something came meanwhile that is a reason to try at once. */
  #isDueAgain = false

  constructor(kept: Kept, identity: Identity | null, language: Language) {
    this.#kept = kept
    this.#identity = identity
    this.#language = language
    this.#outbox = new Outbox({
      unsent: async limit => await kept.unsent(limit),
      counts: async () => await kept.counts(),
      settle: async (done, refused) => await kept.settle(done, refused),
      token: () => this.#identity?.token ?? null,
      fetch: async (path, init) => await fetch(path, init),
      now: () => Date.now(),
      random: () => Math.random(),
    })
  }

  async start(): Promise<void> {
    this.#waiting = await this.#kept.waiting()
    this.#counts = await this.#kept.counts()
    this.#makeKeys()
    this.#listen()
    this.#draw()
    this.#focus()
    setInterval(() => this.#tick(), TICK_MS)
    addEventListener('online', () => {
      this.#outbox.hopeAgain()
      this.#sendNow()
    })
    addEventListener('offline', () => this.#setNetwork('offline'))
    this.#sendNow()
  }

  // What people do ------------------------------------------------------------------------------------------------

  #listen(): void {
    part('language').onclick = () => this.#speak(this.#language === 'vi' ? 'en' : 'vi')
    part('visitor').onclick = () => this.#press({ is: 'visitor' })
    part('again-cancel').onclick = () => this.#press({ is: 'clear' })
    for (const field of ['badge', 'temperature'] as const) {
      const input = part<HTMLInputElement>(field)
      input.oninput = () => this.#press({ is: 'text', field, text: input.value })
      input.onfocus = () => {
        if (this.#typing.field !== field) this.#press({ is: 'field', field })
      }
    }
    part('entry').onsubmit = event => {
      event.preventDefault()
      this.#press({ is: 'enter' })
    }
    part('enrol').onsubmit = event => {
      event.preventDefault()
      void this.#enrol()
    }
  }

  #press(press: Press): void {
    const { typing, typed } = pressed(this.#typing, press)
    if (typed !== null) {
      this.#typing = typing
      this.#drawDesk()
      this.#focus()
      const atMs = Date.now()
      this.#saving = this.#saving.then(async () => await this.#save(typed, atMs))
      return
    }
    if (
      typing.badge !== '' ||
      typing.temperature !== '' ||
      typing.isVisitor ||
      typing.again !== null
    )
      this.#result = { is: 'ready' }
    this.#typing = typing
    this.#drawDesk()
    this.#focus()
  }

  async #save(typed: Typed, atMs: number): Promise<void> {
    const home = this.#identity?.home
    if (home === undefined) return
    const id = crypto.randomUUID()
    try {
      await this.#kept.add({
        id,
        at: new Date(atMs).toISOString(),
        celsius: spelledTenths(typed.tenths, 'en'),
        badge: typed.badge,
        follows: typed.follows,
      })
      await this.#follow(home, typed, id, atMs)
    } catch {
      const who = typed.badge ?? spoken('visitor', this.#language)
      const celsius = spelledTenths(typed.tenths, this.#language)
      this.#warn(spoken('notSaved', this.#language, { who, celsius }))
      return
    }
    this.#counts = await this.#kept.counts()
    this.#draw()
    // Without a network the next try comes by itself; each entry need not try anew.
    if (this.#network === 'online') this.#sendNow()
  }

  /** The same rule as the server's, so that the door knows at once. */
  async #follow(home: KioskHome, typed: Typed, id: string, atMs: number): Promise<void> {
    const high = isHigh(typed.tenths, home.settings.thresholdTenths)
    if (typed.follows !== null) await this.#kept.removeWaiting(typed.follows)
    if (high && typed.follows === null) {
      const { badge, tenths } = typed
      await this.#kept.addWaiting({
        id,
        badge,
        label: badge ?? this.#visitorLabel(atMs),
        tenths,
        atMs,
      })
    }
    this.#waiting = await this.#kept.waiting()
    this.#isCallSent = false
    const is = !high ? 'pass' : typed.follows === null ? 'wait' : 'call'
    this.#result = { is, tenths: typed.tenths, id }
  }

  #visitorLabel(atMs: number): string {
    const at = new Date(atMs)
    const two = (value: number) => String(value).padStart(2, '0')
    return `${spoken('visitor', this.#language)} ${two(at.getHours())}:${two(at.getMinutes())}`
  }

  async #enrol(): Promise<void> {
    const code = part<HTMLInputElement>('code').value
    if (code.trim() === '') {
      this.#say(spoken('enrol.missing', this.#language), 'enrol-fault')
      return
    }
    const answer = await post(
      '/api/v1/screening/enrol',
      { code: code.slice(0, 40) },
      this.#language,
    )
    if (answer === null) {
      this.#say(spoken('enrol.offline', this.#language), 'enrol-fault')
      return
    }
    if ('detail' in answer) {
      this.#say(String(answer.detail), 'enrol-fault')
      return
    }
    const identity = answer as unknown as Identity
    await this.#kept.setIdentity(identity)
    this.#identity = identity
    this.#network = 'online'
    part<HTMLInputElement>('code').value = ''
    this.#say('', 'enrol-fault')
    this.#draw()
    this.#focus()
    this.#sendNow()
  }

  #speak(language: Language): void {
    this.#language = language
    void this.#kept.setLanguage(language)
    this.#makeKeys()
    this.#draw()
  }

  // The network ---------------------------------------------------------------------------------------------------

  #sendNow(): void {
    this.#sendAtMs = 0
    this.#isDueAgain = this.#isSending
    void this.#send()
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#identity === null || Date.now() < this.#sendAtMs) return
    this.#isSending = true
    try {
      const sent = await alone(async () => await this.#outbox.sendOne())
      await this.#sent(sent)
    } finally {
      this.#isSending = false
    }
    if (this.#isDueAgain) this.#sendNow()
    else if (this.#sendAtMs <= Date.now() && this.#network === 'online') void this.#send()
  }

  async #sent(sent: Sent | null): Promise<void> {
    const before = this.#counts
    this.#counts = await this.#kept.counts()
    if (sent === null) {
      this.#sendAtMs = Date.now() + TICK_MS
      return
    }
    switch (sent.is) {
      case 'sent': {
        const isMore = this.#counts.unsent > 0
        this.#sendAtMs = Date.now() + (isMore ? 0 : HEARTBEAT_MS)
        this.#skewMs = sent.skewMs
        const last = sent.taken.outcomes.find(
          ({ id }) => this.#result.is !== 'ready' && id === this.#result.id,
        )
        if (last?.next === 'call') this.#isCallSent = true
        this.#setNetwork('online')
        if (Date.now() - this.#homeAtMs > HOME_EVERY_MS) await this.#refreshHome()
        break
      }
      case 'unanswered':
        this.#sendAtMs = Date.now() + sent.againMs
        if (sent.againMs > 0) this.#setNetwork('offline')
        break
      case 'unknown':
        this.#sendAtMs = Date.now() + HEARTBEAT_MS
        this.#setNetwork('unknown')
        break
    }
    if (before.unsent !== this.#counts.unsent || before.refused !== this.#counts.refused)
      this.#drawBar()
    this.#drawResult()
  }

  async #refreshHome(): Promise<void> {
    const identity = this.#identity
    if (identity === null) return
    try {
      const answer = await fetch('/api/v1/screening/kiosk', {
        headers: { authorization: `Bearer ${identity.token}` },
        credentials: 'omit',
        cache: 'no-store',
      })
      if (!answer.ok) return
      this.#identity = { ...identity, home: (await answer.json()) as KioskHome }
      await this.#kept.setIdentity(this.#identity)
      this.#homeAtMs = Date.now()
      this.#drawBar()
    } catch {
      // What it knew of itself stays true until it can ask again.
    }
  }

  #setNetwork(network: 'online' | 'offline' | 'unknown'): void {
    this.#network = network
    this.#drawBar()
    if (network === 'unknown') this.#draw()
  }

  // The screen ----------------------------------------------------------------------------------------------------

  #tick(): void {
    this.#drawWaiting()
    void this.#send()
  }

  #draw(): void {
    document.documentElement.lang = this.#language
    document.title = `${spoken('title', this.#language)} – Loa`
    for (const element of document.querySelectorAll<HTMLElement>('[data-word]'))
      element.textContent = spoken(element.dataset.word as KioskWord, this.#language)
    part('title').textContent = spoken('title', this.#language)
    part('language').textContent = spoken('language', this.#language)
    part('language').lang = this.#language === 'vi' ? 'en' : 'vi'
    const isEnrolled = this.#identity !== null && this.#network !== 'unknown'
    part('enrol').hidden = isEnrolled
    part('desk').hidden = !isEnrolled
    this.#drawBar()
    this.#drawDesk()
    this.#drawWaiting()
  }

  #drawBar(): void {
    const home = this.#identity?.home
    part('place').textContent =
      home === undefined ? 'Loa' : `${home.door.name} · ${home.kiosk.name}`
    const network = part('network')
    network.textContent = this.#identity === null ? '' : spoken(this.#network, this.#language)
    network.dataset.network = this.#network
    const { unsent, refused } = this.#counts
    part('unsent').textContent =
      this.#identity === null && unsent === 0
        ? ''
        : unsent === 0
          ? spoken('allSent', this.#language)
          : spoken('unsent', this.#language, { count: unsent })
    part('unsent').dataset.count = String(unsent)
    const warnings = [
      ...this.#unsaved,
      ...(refused > 0 ? [spoken('refused', this.#language, { count: refused })] : []),
      ...(Math.abs(this.#skewMs) > SKEW_SHOWN_MS
        ? [
            spoken('clock', this.#language, {
              minutes: Math.round(Math.abs(this.#skewMs) / 60_000),
            }),
          ]
        : []),
    ]
    part('warning').hidden = warnings.length === 0
    setText(part('warning'), warnings.join(' '))
  }

  #drawDesk(): void {
    const { field, badge, isVisitor, temperature, again, fault } = this.#typing
    const [badgeInput, temperatureInput] = [
      part<HTMLInputElement>('badge'),
      part<HTMLInputElement>('temperature'),
    ]
    badgeInput.value = isVisitor ? spoken('visitor', this.#language) : badge
    temperatureInput.value = shownTemperature(temperature)
    part('badge-field').hidden = again !== null
    part('visitor').hidden = again !== null
    part('again').hidden = again === null
    part('again-who').textContent =
      again === null ? '' : spoken('again', this.#language, { who: again.label })
    part('visitor').setAttribute('aria-pressed', String(isVisitor))
    part('entry').dataset.field = field
    badgeInput.setAttribute('aria-invalid', String(fault?.field === 'badge'))
    temperatureInput.setAttribute('aria-invalid', String(fault?.field === 'temperature'))
    setText(part('fault'), this.#faultText())
    part('enter').textContent = spoken(field === 'badge' ? 'next' : 'save', this.#language)
    part('keys').dataset.letters = String(this.#hasLetters && field === 'badge')
    this.#drawResult()
  }

  #faultText(): string {
    const { fault } = this.#typing
    if (fault === null) return ''
    if (fault.field === 'badge') return spoken(`fault.badge.${fault.why}`, this.#language)
    return TEMPERATURE_FAULTS[fault.why][this.#language]
  }

  #drawResult(): void {
    const result = this.#result
    const settings = this.#identity?.home.settings
    const blanks = {
      minutes: settings?.waitMinutes ?? '',
      threshold:
        settings === undefined ? '' : spelledTenths(settings.thresholdTenths, this.#language),
    }
    part('result').dataset.look = result.is
    setText(
      part('measured'),
      result.is === 'ready' ? '' : `${spelledTenths(result.tenths, this.#language)} °C`,
    )
    setText(part('verdict'), spoken(result.is, this.#language, blanks))
    setText(part('how'), this.#howText(blanks))
    part('hands').hidden = result.is === 'ready'
  }

  #howText(blanks: Readonly<Record<string, string | number>>): string {
    const say = (word: KioskWord) => spoken(word, this.#language, blanks)
    switch (this.#result.is) {
      case 'ready':
        return say('readyHow')
      case 'pass':
        return ''
      case 'wait':
        return say('waitHow')
      case 'call': {
        if (this.#isCallSent) return `${say('callHow')} ${say('callSent')}`
        return this.#network === 'online'
          ? say('callHow')
          : `${say('callHow')} ${say('callOffline')}`
      }
    }
  }

  #drawWaiting(): void {
    const now = Date.now()
    const waitMs = (this.#identity?.home.settings.waitMinutes ?? 0) * 60_000
    for (const one of this.#waiting)
      if (now - one.atMs > SECOND_WITHIN_MS) void this.#forgetWaiting(one.id)
    part('waiting').hidden = this.#waiting.length === 0
    const list = part('waiting-list')
    const buttons = new Map(
      [...list.querySelectorAll('button')].map(each => [each.dataset.id, each]),
    )
    for (const one of this.#waiting) {
      let button = buttons.get(one.id)
      if (button === undefined) {
        button = document.createElement('button')
        button.type = 'button'
        button.dataset.id = one.id
        button.onclick = () => this.#measureAgain(one)
        const item = document.createElement('li')
        item.append(button)
        list.append(item)
      }
      buttons.delete(one.id)
      const leftMs = one.atMs + waitMs - now
      const left =
        leftMs > 0
          ? spoken('waitingLeft', this.#language, { left: clockOf(leftMs) })
          : spoken('waitingDue', this.#language)
      setText(button, `${one.label} · ${spelledTenths(one.tenths, this.#language)} °C · ${left}`)
      button.dataset.due = String(leftMs <= 0)
      if (leftMs <= 0 && !this.#told.has(one.id)) {
        this.#told.add(one.id)
        this.#say(spoken('dueNow', this.#language, { who: one.label }), 'said')
      }
    }
    for (const button of buttons.values()) button.parentElement?.remove()
  }

  #measureAgain(one: Waiting): void {
    const waitMs = (this.#identity?.home.settings.waitMinutes ?? 0) * 60_000
    const leftMs = one.atMs + waitMs - Date.now()
    if (leftMs > 0) {
      const left = spoken('waitingLeft', this.#language, { left: clockOf(leftMs) })
      this.#say(`${one.label}: ${left}`, 'said')
      return
    }
    this.#press({ is: 'again', of: { id: one.id, badge: one.badge, label: one.label } })
  }

  async #forgetWaiting(id: string): Promise<void> {
    await this.#kept.removeWaiting(id)
    this.#waiting = this.#waiting.filter(one => one.id !== id)
  }

  #makeKeys(): void {
    const keys = part('keys')
    keys.setAttribute('aria-label', spoken('keys', this.#language))
    const key = (text: string, name: string, press: () => void, kind = '') => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = text
      if (name !== text) button.setAttribute('aria-label', name)
      if (kind !== '') button.className = kind
      // The field keeps the focus: what is typed next on a keyboard goes there too.
      button.onpointerdown = event => event.preventDefault()
      button.onclick = press
      return button
    }
    const letter = (each: string, name = each) =>
      key(each, name, () => this.#press({ is: 'letter', letter: each }))
    const erase = () =>
      key('⌫', spoken('erase', this.#language), () => this.#press({ is: 'erase' }), 'erase')
    const other = (word: 'letters' | 'digits') =>
      key(
        word === 'letters' ? 'ABC' : '123',
        spoken(word, this.#language),
        () => {
          this.#hasLetters = word === 'letters'
          this.#drawDesk()
        },
        'other',
      )
    const digits = document.createElement('div')
    digits.className = 'digits'
    const comma = letter(this.#language === 'vi' ? ',' : '.', spoken('comma', this.#language))
    comma.className = 'comma'
    digits.append(
      ...'123456789'.split('').map(each => letter(each)),
      other('letters'),
      comma,
      letter('0'),
      erase(),
    )
    const letters = document.createElement('div')
    letters.className = 'letters'
    letters.append(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ-'.split('').map(each => letter(each)),
      other('digits'),
      erase(),
    )
    keys.replaceChildren(digits, letters)
  }

  #focus(): void {
    if (part('desk').hidden) part('code').focus()
    else part(this.#typing.again === null ? this.#typing.field : 'temperature').focus()
  }

  /** Stays until the page is opened anew: somebody must write it down. */
  #warn(sentence: string): void {
    this.#unsaved = [...this.#unsaved, sentence].slice(-UNSAVED_SHOWN_MAX)
    this.#drawBar()
  }

  #say(sentence: string, id: string): void {
    setText(part(id), sentence)
  }
}

/** Only what changes: a live region that is written again is read out again. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Two tabs of one tablet do not send the same at once. Null: another one is at it. */
async function alone<Result>(act: () => Promise<Result>): Promise<Result | null> {
  return await navigator.locks.request('loa-kiosk-send', { ifAvailable: true }, async lock =>
    lock === null ? null : await act(),
  )
}

async function post(
  path: string,
  body: unknown,
  language: Language,
): Promise<Record<string, unknown> | null> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
    })
    return (await answer.json()) as Record<string, unknown>
  } catch {
    return null
  }
}

async function start(): Promise<void> {
  if (!isSecureContext) {
    part('warning').hidden = false
    part('warning').textContent = `${spoken('insecure', 'vi')} ${spoken('insecure', 'en')}`
    return
  }
  void navigator.serviceWorker.register('/kiosk-worker.js', { scope: '/kiosk' })
  // Asked for, so that a browser short of room forgets others first.
  void navigator.storage?.persist?.()
  const kept = await Kept.open()
  const language = (await kept.language()) === 'en' ? 'en' : 'vi'
  await new Kiosk(kept, await kept.identity(), language).start()
}

void start()
