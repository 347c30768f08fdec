/**
 * The log of releases as the public's pages need it, in memory: read on from the last serial that is known, and of what is long
 * over only so much as feeds and pages still name. What is older is read when it is asked for.
 */
import type { Released, Releases } from './channel.ts'
import {
  edgeMs,
  type PublishedBulletin,
  type SplitExercises,
  splitExercises,
  toldOf,
  withReplaced,
} from './public-told.ts'

const AT_ONCE = 100
/** Bulletins that are kept besides those whose time is not over. */
const PAST_MAX = 50

export interface PublicSnapshot extends SplitExercises {
  /** When it changes next by itself. Milliseconds since 1970; Infinity: it does not. */
  readonly edgeMs: number
  /** Bulletins that have had a release since the last snapshot, by id. */
  readonly fresh: readonly string[]
}

export class PublicLog {
  readonly #releases: Pick<Releases, 'after' | 'doubted'>
  readonly #known = new Map<string, readonly Released[]>()
  #fresh = new Set<string>()
  #serial = 0
  #reading: Promise<void> = Promise.resolve()

  constructor(releases: Pick<Releases, 'after' | 'doubted'>) {
    this.#releases = releases
  }

  /** What the public is told at that instant. */
  async at(nowMs: number): Promise<PublicSnapshot> {
    const reading = this.#reading.then(async () => await this.#readOn(nowMs))
    this.#reading = reading.catch(() => {})
    await reading
    const all = [...this.#known.values()]
    const fresh = [...this.#fresh].filter(bulletin => this.#known.has(bulletin))
    this.#fresh.clear()
    const doubted = await this.#releases.doubted()
    const told = all
      .map(releases => toldOf(releases, nowMs))
      .filter(each => each !== null)
      .filter(({ bulletin }) => !doubted.has(bulletin))
    const edge = Math.min(Number.POSITIVE_INFINITY, ...all.map(each => edgeMs(each, nowMs)))
    return { ...splitExercises(withReplaced(told)), fresh, edgeMs: edge }
  }

  /** As far as was read; nothing of what is long over. */
  of(bulletin: string): readonly Released[] {
    return this.#known.get(bulletin) ?? []
  }

  async #readOn(nowMs: number): Promise<void> {
    for (;;) {
      const read = await this.#releases.after(this.#serial, AT_ONCE)
      for (const release of read) {
        const before = this.#known.get(release.bulletin) ?? []
        this.#known.set(release.bulletin, [...before, release])
        this.#fresh.add(release.bulletin)
        this.#serial = release.serial
      }
      this.#forgetOld(nowMs)
      if (read.length < AT_ONCE) return
    }
  }

  #forgetOld(nowMs: number): void {
    const isPast = (releases: readonly Released[]) => edgeMs(releases, nowMs) === Number.POSITIVE_INFINITY
    // In whose place something newer stands, though that is over.
    const matters = new Set([...this.#known.values()].filter(each => !isPast(each)).flatMap(matterOf))
    const past = [...this.#known]
      .filter(([, releases]) => isPast(releases) && !matterOf(releases).some(of => matters.has(of)))
      .toSorted(([, a], [, b]) => a[a.length - 1].serial - b[b.length - 1].serial)
    for (const [bulletin] of past.slice(0, Math.max(0, past.length - PAST_MAX))) this.#known.delete(bulletin)
  }
}

function matterOf(releases: readonly Released[]): readonly string[] {
  const matter = releases.at(-1)?.content.matter
  return matter === undefined ? [] : [`${matter.plan} ${matter.action ?? ''}`]
}

/** Of one bulletin, however old. `all`: what else is told. */
export async function toldNow(
  releases: Pick<Releases, 'of' | 'doubted'>,
  bulletin: string,
  { nowMs, all }: { readonly nowMs: number; readonly all: readonly PublishedBulletin[] },
): Promise<PublishedBulletin | null> {
  if ((await releases.doubted()).has(bulletin)) return null
  const told = toldOf(await releases.of(bulletin), nowMs)
  return told === null ? null : withReplaced([told], all)[0]
}
