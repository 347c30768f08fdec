/**
 * What announcements and broadcasts have in common as a node keeps them: a record for each directive that it was ever given, by its
 * digest, and the newest answer that the authority must have.
 *
 * Invariant: a record is only ever added.
 */
import type { BulletinContent } from '../directive/bulletin.ts'

/** A directive that was decided on, as the journal names it. */
export interface Named {
  readonly at: string
  readonly directive: string
  readonly serial: number
  /** Of the directive's JWS. */
  readonly sha256: string
  readonly acknowledgement: string
}

export interface Answer<Verdict extends string> {
  readonly verdict: Verdict
  readonly jws: string
  readonly isTaken: boolean
}

/** Which version of which bulletin it says. */
export type Said = Pick<BulletinContent, 'bulletin' | 'version'>

interface Identified {
  readonly directive: string
  readonly serial: number
  readonly sha256: string
}

interface RenditionRecord extends Identified {
  /** Null: two people's approval of it was not here. */
  readonly held: object | null
  /** Null: it was refused. */
  readonly said: Said | null
}

export class RenditionRecords<Of extends RenditionRecord> {
  readonly #byDigest = new Map<string, Of>()
  #serialMax = 0

  put(record: Of): void {
    this.#byDigest.set(record.sha256, record)
    this.#serialMax = Math.max(this.#serialMax, record.serial)
  }

  /** Nothing where there is no such one. */
  change(sha256: string, to: (record: Of) => Partial<Of>): void {
    const record = this.#byDigest.get(sha256)
    if (record !== undefined) this.#byDigest.set(sha256, { ...record, ...to(record) })
  }

  get serialMax(): number {
    return this.#serialMax
  }

  byDigest(sha256: string): Of | null {
    return this.#byDigest.get(sha256) ?? null
  }

  all(): readonly Of[] {
    return [...this.#byDigest.values()]
  }

  /** Another directive that was held had this serial or this id: what the authority's key signs alone uses up none. */
  isReplay({ directive, serial, sha256 }: Identified): boolean {
    return this.all().some(
      known =>
        known.held !== null && known.sha256 !== sha256 && (known.serial === serial || known.directive === directive),
    )
  }

  /** That version was here or was taken back, or a newer one was: it is said once, whatever the directive is called. */
  isSaid({ bulletin, version }: Said): boolean {
    return this.all().some(({ said }) => said?.bulletin === bulletin && said.version >= version)
  }

  hasSerial(serial: number): boolean {
    return this.all().some(known => known.held !== null && known.serial === serial)
  }
}

export function saidBy({ bulletin, version }: BulletinContent): Said {
  return { bulletin, version }
}

/** The authority has this answer, unless a newer one was given meanwhile. */
export function takenAnswer<Verdict extends string>(
  { answer }: { readonly answer: Answer<Verdict> },
  verdict: Verdict,
): { answer?: Answer<Verdict> } {
  return answer.verdict === verdict ? { answer: { ...answer, isTaken: true } } : {}
}
