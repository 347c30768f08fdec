/**
 * The public's pages over the log of releases: read on, signed where an alert is due, and made into a set of pages that is right until the next
 * window opens or closes, and is made anew each minute, since pages say theirs. A bulletin that is too old for the list is made when somebody asks for it.
 */

import type { Page, PageSet } from '../../authority/public-pages.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { Site } from '../../directive/public-place.ts'
import type { PageLanguage } from '../../directive/public-words.ts'
import type { CapDesk } from './cap-desk.ts'
import type { SignedAlert } from './cap-store.ts'
import type { Releases } from './channel.ts'
import { PublicLog, toldNow } from './public-log.ts'
import { alertPage, bulletinOf, pageSetOf } from './public-page-set.ts'
import { type PublishedBulletin, spokenOf } from './public-told.ts'

/** Pages say as of which minute they are. */
const MINUTE_MS = 60_000

export interface PublicDeskNeeds {
  readonly releases: Releases
  readonly cap: Pick<CapDesk, 'sign' | 'alertsOf' | 'signed'>
  readonly site: Site
  readonly nowMs: () => number
}

export class PublicDesk {
  readonly #needs: PublicDeskNeeds
  readonly #log: PublicLog
  /** Of the bulletins on the list. */
  readonly #alerts = new Map<string, readonly SignedAlert[]>()
  /** Of which an alert may come yet, from whoever signs. */
  #unsigned = new Set<string>()
  #told = new Map<string, PublishedBulletin>()

  constructor(needs: PublicDeskNeeds) {
    this.#needs = needs
    this.#log = new PublicLog(needs.releases)
  }

  async pageSet(nowMs: number): Promise<PageSet> {
    const { cap, site } = this.#needs
    const { live, exercise, fresh, edgeMs } = await this.#log.at(nowMs)
    await cap.sign([...new Set([...this.#unsigned, ...fresh])])
    await this.#readAlerts(fresh)
    this.#told = new Map([...live, ...exercise].map(told => [told.bulletin, told]))
    for (const bulletin of this.#alerts.keys()) if (this.#log.of(bulletin).length === 0) this.#alerts.delete(bulletin)
    const alerts = this.#publicAlerts(nowMs)
    const ends = [...alerts.values()].flat().map(({ expiresMs }) => expiresMs)
    const changesMs = Math.min(edgeMs, ...ends.filter(end => end > nowMs))
    return pageSetOf({
      told: { live, exercise },
      alerts,
      site,
      nowMs,
      changesMs,
      untilMs: Math.min(changesMs, (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS),
    })
  }

  /** All that the pages tell. */
  allTold(): readonly PublishedBulletin[] {
    return [...this.#told.values()]
  }

  /** As the pages were made last; null: it is on none. */
  told(bulletin: string): PublishedBulletin | null {
    return this.#told.get(bulletin) ?? null
  }

  /** However old; null: the public knows nothing of it. */
  async anyTold(bulletin: string): Promise<PublishedBulletin | null> {
    const { releases, nowMs } = this.#needs
    return this.told(bulletin) ?? (await toldNow(releases, bulletin, { nowMs: nowMs(), all: this.allTold() }))
  }

  async olderPage(
    bulletin: string,
    of: { readonly purpose: Purpose; readonly language: PageLanguage },
  ): Promise<Page | null> {
    const { releases, nowMs, site } = this.#needs
    const now = nowMs()
    const told = await toldNow(releases, bulletin, { nowMs: now, all: this.allTold() })
    if (told === null || told.purpose !== of.purpose) return null
    return bulletinOf(told, { language: of.language, site, nowMs: now })
  }

  async olderAlert(identifier: string, purpose: Purpose): Promise<Page | null> {
    const { releases, cap, nowMs } = this.#needs
    const alert = await cap.signed(identifier)
    if (alert === null) return null
    const spoken = spokenOf(await releases.of(alert.bulletin), nowMs())
    const found = spoken.find(({ release }) => release.serial === alert.serial)
    return found?.release.content.purpose === purpose ? alertPage(purpose, alert) : null
  }

  /** Files of what is said now, and of no exercise. */
  isHeard(sha256: string): boolean {
    return [...this.#told.values()].some(
      ({ purpose, sounds }) =>
        purpose === 'live' && sounds.some(({ sound }) => sound.files.some(file => file.sha256 === sha256)),
    )
  }

  async #readAlerts(fresh: readonly string[]): Promise<void> {
    const asked = new Set([...fresh, ...this.#unsigned])
    this.#unsigned = new Set()
    for (const bulletin of asked) {
      const signed = await this.#signedOf(bulletin)
      this.#alerts.set(bulletin, signed)
      const newest = this.#log.of(bulletin).at(-1)
      if (newest === undefined || newest.content.renditions.cap === null) continue
      if (!signed.some(({ serial }) => serial >= newest.serial)) this.#unsigned.add(bulletin)
    }
  }

  async #signedOf(bulletin: string): Promise<readonly SignedAlert[]> {
    const { cap } = this.#needs
    const signed: SignedAlert[] = []
    for (const { identifier } of await cap.alertsOf(bulletin)) {
      const found = await cap.signed(identifier)
      if (found !== null) signed.push(found)
    }
    return signed
  }

  #publicAlerts(nowMs: number): ReadonlyMap<string, readonly SignedAlert[]> {
    const all = new Map<string, readonly SignedAlert[]>()
    for (const [bulletin, signed] of this.#alerts) {
      const spoken = new Set(spokenOf(this.#log.of(bulletin), nowMs).map(({ release }) => release.serial))
      all.set(
        bulletin,
        signed.filter(({ serial }) => spoken.has(serial)),
      )
    }
    return all
  }
}
