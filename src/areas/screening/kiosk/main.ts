/**
 * The kiosk: joins the screen, what the tablet keeps, what it sends and its worker to the steps of `kiosk.ts`. Plain DOM,
 * so that it is small and starts at once on an old tablet.
 *
 * What is saved is on the tablet's disk before the screen says so; whether the network is there changes nothing for who
 * stands at the door.
 */
import type { KioskHome } from '../model.ts'
import { spelledTenths } from '../temperature.ts'
import { type Identity, KEPT_MS, Kept, type Waiting } from './kept.ts'
import { type Answer, type Effect, type Kiosk, type KioskEvent, kioskOf, step } from './kiosk.ts'
import { Outbox } from './outbox.ts'
import { Sending } from './sending.ts'
import { View } from './view.ts'
import { type Language, spoken } from './words.ts'

const TICK_MS = 1_000
const FORGET_EVERY_MS = 60_000
const CODE_LENGTH_MAX = 40

class Shell {
  readonly #kept: Kept
  readonly #view: View
  readonly #outbox: Outbox
  readonly #sending: Sending
  #kiosk: Kiosk
  /** One after the other: what is typed meanwhile is taken too, as from a badge reader. */
  #saving: Promise<void> = Promise.resolve()

  constructor(kept: Kept, kiosk: Kiosk) {
    this.#kept = kept
    this.#kiosk = kiosk
    this.#view = new View(event => void this.#tell(event))
    this.#outbox = new Outbox({
      unsent: async limit => await kept.unsent(limit),
      counts: async () => await kept.counts(),
      settle: async (done, refused) => await kept.settle(done, refused),
      token: () => this.#kiosk.identity?.token ?? null,
      fetch: async (path, init) => await fetch(path, init),
      now: () => Date.now(),
      random: () => Math.random(),
    })
    this.#sending = new Sending({
      send: async () => await alone(async () => await this.#outbox.sendOne()),
      counts: async () => await kept.counts(),
      tell: async (sent, counts) => await this.#tell({ is: 'sent', sent, counts }),
      isEnrolled: () => this.#kiosk.identity !== null,
      isOnline: () => this.#kiosk.stage.is !== 'enrolling' && this.#kiosk.network === 'online',
      now: () => Date.now(),
    })
  }

  start(): void {
    this.#view.listen()
    void this.#tell({ is: 'tick' })
    this.#view.focus(this.#kiosk)
    setInterval(() => {
      void this.#tell({ is: 'tick' })
      void this.#sending.sendWhenDue()
    }, TICK_MS)
    const forget = () => void this.#forget(Date.now() - KEPT_MS)
    forget()
    setInterval(forget, FORGET_EVERY_MS)
    addEventListener('online', () => {
      this.#outbox.hopeAgain()
      this.#sending.sendNow()
    })
    addEventListener('offline', () => void this.#tell({ is: 'offline' }))
    this.#sending.sendNow()
  }

  /** Resolves when all is done that follows from it. */
  async #tell(event: KioskEvent): Promise<void> {
    const atMs = Date.now()
    const { kiosk, effects } = step(this.#kiosk, event, atMs)
    this.#kiosk = kiosk
    this.#view.draw(kiosk, atMs)
    await Promise.all(effects.map(async effect => await this.#perform(effect)))
  }

  async #perform(effect: Effect): Promise<void> {
    switch (effect.do) {
      case 'save':
        this.#saving = this.#saving.then(async () => await this.#save(effect))
        return await this.#saving
      case 'enrol':
        return await this.#enrol(effect.code)
      case 'keep-language':
        return await this.#kept.setLanguage(effect.language)
      case 'forget-waiting':
        return await this.#kept.removeWaiting(effect.id)
      case 'forget-entries':
        return await this.#forget()
      case 'ask-home':
        return await this.#askHome()
      case 'send-now':
        return this.#sending.sendNow()
      case 'focus':
        return this.#view.focus(this.#kiosk)
    }
  }

  async #save(effect: Extract<Effect, { do: 'save' }>): Promise<void> {
    const { typed, verdict, label, atMs } = effect
    const { badge, tenths, follows } = typed
    const id = crypto.randomUUID()
    const celsius = spelledTenths(tenths, 'en')
    let waiting: readonly Waiting[]
    try {
      await this.#kept.add({ id, at: new Date(atMs).toISOString(), celsius, badge, follows })
      if (follows !== null) await this.#kept.removeWaiting(follows)
      if (verdict === 'wait') await this.#kept.addWaiting({ id, badge, label, tenths, atMs })
      waiting = await this.#kept.waiting()
    } catch {
      await this.#tell({ is: 'not-saved', typed })
      return
    }
    const counts = await this.#kept.counts()
    const answer: Answer =
      verdict === 'call' ? { is: verdict, id, tenths, isAlerted: false } : { is: verdict, id, tenths }
    await this.#tell({ is: 'saved', answer, waiting, counts })
  }

  /** What was entered before that instant, or everything. */
  async #forget(beforeMs?: number): Promise<void> {
    await this.#kept.forget(beforeMs)
    const [waiting, counts] = [await this.#kept.waiting(), await this.#kept.counts()]
    await this.#tell({ is: 'forgotten', waiting, counts })
  }

  async #enrol(code: string): Promise<void> {
    const answer = await enrolled(code.slice(0, CODE_LENGTH_MAX), this.#kiosk.language)
    if (answer === null) await this.#tell({ is: 'not-enrolled', fault: { is: 'offline' } })
    else if ('detail' in answer)
      await this.#tell({ is: 'not-enrolled', fault: { is: 'refused', detail: String(answer.detail) } })
    else {
      const identity = answer as unknown as Identity
      await this.#kept.setIdentity(identity)
      await this.#tell({ is: 'enrolled', identity })
    }
  }

  async #askHome(): Promise<void> {
    const { identity } = this.#kiosk
    if (identity === null) return
    const home = await homeOf(identity)
    if (home === null) return
    await this.#kept.setIdentity({ ...identity, home })
    await this.#tell({ is: 'home', home })
  }
}

/** Two tabs of one tablet do not send the same at once. Null: another one is at it. */
async function alone<Result>(act: () => Promise<Result>): Promise<Result | null> {
  return await navigator.locks.request('loa-kiosk-send', { ifAvailable: true }, async lock =>
    lock === null ? null : await act(),
  )
}

/** The server's answer to a code: an identity, or a problem with its `detail`. Null: there was none. */
async function enrolled(code: string, language: Language): Promise<Record<string, unknown> | null> {
  try {
    const answer = await fetch('/api/v1/screening/enrol', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ code }),
      credentials: 'omit',
      cache: 'no-store',
    })
    return (await answer.json()) as Record<string, unknown>
  } catch {
    return null
  }
}

/** Null: what it knew of itself stays true until it can ask again. */
async function homeOf({ token }: Identity): Promise<KioskHome | null> {
  try {
    const answer = await fetch('/api/v1/screening/kiosk', {
      headers: { authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
    })
    return answer.ok ? ((await answer.json()) as KioskHome) : null
  } catch {
    return null
  }
}

async function start(): Promise<void> {
  if (!isSecureContext) {
    const warning = document.getElementById('warning') as HTMLElement
    warning.hidden = false
    warning.textContent = `${spoken('insecure', 'vi')} ${spoken('insecure', 'en')}`
    return
  }
  void navigator.serviceWorker.register('/kiosk-worker.js', { scope: '/kiosk' })
  // Asked for, so that a browser short of room forgets others first.
  void navigator.storage?.persist?.()
  const kept = await Kept.open()
  const kiosk = kioskOf({
    language: (await kept.language()) === 'en' ? 'en' : 'vi',
    identity: await kept.identity(),
    waiting: await kept.waiting(),
    counts: await kept.counts(),
  })
  new Shell(kept, kiosk).start()
}

void start()
