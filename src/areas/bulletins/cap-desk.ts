/**
 * Signs the alert of each release once, in the order of the log, and keeps its octets; nothing is ever written anew. All that a bulletin may
 * come to say is signed for trial before it is submitted and approved. What cannot be signed all the same is not published: it is said why, and
 * tried again whenever pages are made (public-desk.ts).
 *
 *   log of releases ──► what is signed already? ──► alert ──► XML ──► signature ──► kept ──► public from its instant on
 *
 * Knows no page. A release that is no alert leaves nothing.
 */

import type { Reading } from '../../authority/store.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { Failure } from '../../base/failure.ts'
import type { CapAlert } from '../../cap/alert.ts'
import type { Signer } from '../../cap/sign.ts'
import { writeAlert } from '../../cap/write.ts'
import { type BulletinContent, releaseKind } from '../../directive/bulletin.ts'
import type { Site } from '../../directive/public-place.ts'
import { alertOfRelease, type SentAlert } from './cap-alerts.ts'
import type { CapKey } from './cap-key.ts'
import { capRows, type SignedAlert } from './cap-store.ts'
import type { Channel, Released, Releases } from './channel.ts'
import { channelsOf } from './content.ts'
import { bulletinFailure } from './failures.ts'
import type { Proof } from './model.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** An alert of it was signed. */
    alert: { readonly bulletin: string }
  }
}

export interface CapDeskNeeds {
  readonly work: Pick<UnitOfWork, 'store' | 'now' | 'transaction'>
  readonly releases: Pick<Releases, 'of'>
  readonly site: Site
  /** Asked for when something is to be signed: it may be another by then. */
  readonly key: () => Promise<CapKey>
  /** Why an alert was not signed. */
  readonly onRefusal: (identifier: string, failure: Failure) => void
  /** A bug in signing keeps no page from being published. */
  readonly onError: (error: unknown) => void
}

export class CapDesk implements Channel {
  readonly name = 'cap'
  readonly #needs: CapDeskNeeds
  #turn: Promise<void> = Promise.resolve()
  /** Whose alert is being kept by this process. */
  #keeping: string | null = null

  constructor(needs: CapDeskNeeds) {
    this.#needs = needs
  }

  /** Of these bulletins, whatever is not signed yet. Each once, one after another. */
  async sign(bulletins: readonly string[]): Promise<void> {
    const turn = this.#turn.then(async () => {
      for (const bulletin of bulletins) await this.#signNewest(bulletin)
    })
    this.#turn = turn.catch(() => {})
    await turn
  }

  /** Signs what it would say from its first instant on, each a second after the other, and keeps nothing. Fails with alertImpossible. */
  async rehearse(store: Reading, content: BulletinContent): Promise<void> {
    const { site, key, work } = this.#needs
    const { bulletin, version, renditions, window } = content
    const before = [...(await capRows(store).alertsOf(bulletin))]
    const firstMs = Math.max(work.now(), window.from === null ? 0 : Date.parse(window.from))
    const as = { bulletin, version, content, channels: channelsOf(renditions), approval: null }
    let pair: CapKey | null = null
    try {
      for (const [i, kind] of releaseKind.options.entries()) {
        const at = new Date(firstMs + i * 1000).toISOString()
        const release = { ...as, kind, at, serial: Number.MAX_SAFE_INTEGER, sha256: '', by: '' }
        const made = alertOfRelease(release, { before, site })
        if (made === null) continue
        pair ??= await key()
        await signedNow(made.alert, { ...pair, at: firstMs })
        before.push(made.sent)
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const [vi, en] = [error.sentence('vi'), error.sentence('en')]
      throw bulletinFailure('alertImpossible', { vi, en })
    }
  }

  /** Whether it is this process that keeps an alert of it right now. */
  keeps(bulletin: string): boolean {
    return this.#keeping === bulletin
  }

  async alertsOf(bulletin: string): Promise<readonly SentAlert[]> {
    return await capRows(this.#needs.work.store).alertsOf(bulletin)
  }

  async signed(identifier: string): Promise<SignedAlert | null> {
    return await capRows(this.#needs.work.store).signedAlert(identifier)
  }

  async proofs(bulletin: string): Promise<readonly Proof[]> {
    const { releases, site, work } = this.#needs
    const alerts = await this.alertsOf(bulletin)
    const proofs: Proof[] = []
    for (const release of await releases.of(bulletin)) {
      const own = alerts.find(({ serial }) => serial === release.serial)
      const before = alerts.filter(({ serial }) => serial < release.serial)
      if (own === undefined && alertOfRelease(release, { before, site }) === null) continue
      proofs.push({
        channel: 'cap',
        release: release.kind,
        count: 1,
        unit: 'files',
        kind: own === undefined ? 'failed' : own.publicMs > work.now() ? 'waiting' : 'published',
        at: release.at,
      })
    }
    return proofs
  }

  /** The newest release alone: what was taken back before it was signed is never said. */
  async #signNewest(bulletin: string): Promise<void> {
    const release = (await this.#needs.releases.of(bulletin)).at(-1)
    if (release === undefined) return
    const before = await this.alertsOf(bulletin)
    if (before.some(({ serial }) => serial >= release.serial)) return
    await this.#signOne(release, before)
  }

  async #signOne(release: Released, before: readonly SentAlert[]): Promise<void> {
    const { work, site, key, onRefusal, onError } = this.#needs
    const made = alertOfRelease(release, { before, site })
    if (made === null) return
    try {
      const xml = await signedNow(made.alert, { ...(await key()), at: work.now() })
      this.#keeping = release.bulletin
      await work.transaction(async ({ store, publish }) => {
        const rows = capRows(store)
        // Another process was faster: what it has signed is published.
        if ((await rows.signedAlert(made.sent.identifier)) !== null) return
        await rows.insertAlert({ ...made.sent, xml })
        publish({ is: 'alert', bulletin: release.bulletin })
      })
    } catch (error) {
      if (error instanceof Failure) onRefusal(made.sent.identifier, error)
      else onError(error)
    } finally {
      this.#keeping = null
    }
  }
}

async function signedNow(alert: CapAlert, signer: Signer): Promise<string> {
  const { signAlert } = await import('../../cap/sign.ts')
  return signAlert(writeAlert(alert), signer)
}
