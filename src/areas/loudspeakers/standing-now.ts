/**
 * The releases that stand, and what clusters want of them, for thousands of devices that ask at the same time: read from the log again
 * once it holds another release or another one is doubted, made once for all that want the same. Knows no device. Not to be asked within a transaction that releases.
 */
import type { Reading } from '../../authority/store.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { InForce } from '../bulletins/channel.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { bulletinRows } from '../bulletins/store.ts'
import { type Here, type Wanted, wantedOf } from './agenda.ts'
import { sharedPiece } from './agenda-pieces.ts'

/** Of communes with hours of their own, and the octets of their pieces: beyond, they are made anew. */
const MADE_MAX = 500
const OCTETS_MAX = 64 * 1024 * 1024

export interface WantedMade {
  readonly wanted: Wanted
  readonly sha256: string
  /** Of their agendas. */
  readonly shared: Buffer
}

export class StandingNow {
  #last: { readonly mark: string; readonly at: number; readonly releases: readonly InForce[] } | null = null
  #made: { readonly of: readonly InForce[]; readonly by: Map<string, WantedMade> } | null = null
  /** Of all pieces that are made. */
  #octets = 0

  /** The same array as long as the same ones stand. */
  async releases(store: Reading, now: number): Promise<readonly InForce[]> {
    const rows = bulletinRows(store)
    const doubted = await rows.doubted()
    const mark = [await rows.lastSerial(), ...doubted.toSorted()].join(' ')
    const last = this.#last
    const isKept = last !== null && last.mark === mark && last.at <= now
    const all = isKept ? last.releases : await releasesOf(store).inForce(now)
    const isOver = ({ content }: InForce) => Date.parse(content.window.until) <= now
    const releases = all.some(isOver) ? all.filter(each => !isOver(each)) : all
    this.#last = { mark, at: now, releases }
    return releases
  }

  wanted(here: Here, releases: readonly InForce[]): WantedMade {
    const isFull = (this.#made?.by.size ?? 0) >= MADE_MAX || this.#octets >= OCTETS_MAX
    if (this.#made?.of !== releases || isFull) {
      this.#made = { of: releases, by: new Map() }
      this.#octets = 0
    }
    const name = JSON.stringify(here)
    const made = this.#made.by.get(name)
    if (made !== undefined) return made
    const wanted = wantedOf(here, releases)
    const shared = sharedPiece(wanted)
    const making = { wanted, sha256: sha256Of(canonicalJson(wanted)), shared }
    this.#made.by.set(name, making)
    this.#octets += shared.length
    return making
  }
}
