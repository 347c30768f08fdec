/**
 * The situation (diễn biến): which area has been at which level from which instant on, by the changes that two people approved. It only
 * grows, and what was is never another later.
 *
 *   country   ──── level 1 ────────────────── level 2 ─────────────►
 *   01        ····(inherits)··┤ level 3 ├·······(inherits)·········►
 *
 * An area without a decision of its own is at the level of the country, and whoever asks is told so. An exercise has a situation of its
 * own, of a type of its own. Pure; runs in a browser too. Instants are milliseconds since 1970, in documents ISO 8601 with an offset.
 *
 * Invariants: an area is at one level at an instant; of a change nothing counts that one person alone approved.
 */
import { z } from 'zod'
import { wallDate } from '../base/wall-time.ts'
import { type Purpose, purpose } from '../directive/documents.ts'
import type { Statement } from '../directive/statement.ts'
import { personId } from '../directive/statement.ts'
import { instant } from '../directive/values.ts'
import { type AreaId, areaId, areaName, COUNTRY, isThereOn, LAST_DAY_BEFORE, partsOn } from './areas.ts'
import { planFailure } from './failures.ts'
import { planId } from './plan.ts'

export const DECISIONS_MAX = 128

export const changeId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/)

/** `level` null: from then on the area has none of its own and inherits. */
export const decision = z.strictObject({ area: areaId, level: planId.nullable() })
export type Decision = z.infer<typeof decision>

/** What two people sign of a change. */
export const changeContent = z.strictObject({
  format: z.literal(1),
  change: changeId,
  purpose,
  plan: z.strictObject({ id: planId, version: z.int().min(1) }),
  from: instant,
  decisions: z.array(decision).max(DECISIONS_MAX),
  /** A change that is not in force yet and never will be. */
  takesBack: changeId.nullable(),
})
export type ChangeContent = z.infer<typeof changeContent>

/** What is said of it by who signs. `sha256`: of the content as canonical JSON. */
export function saidOfChange(
  { change }: Pick<ChangeContent, 'change'>,
  sha256: string,
): Pick<Statement, 'of' | 'subject' | 'version' | 'sha256'> {
  return { of: 'level-change', subject: change, version: 1, sha256 }
}

export const signedChange = z.strictObject({
  content: changeContent,
  /** Whose signatures were verified, by whoever keeps them. */
  submitted: personId,
  approved: personId,
})
export type SignedChange = z.infer<typeof signedChange>

declare const approvedByTwo: unique symbol
/** A change that two people approved: made by `approvedChange` alone, and the only thing that a situation grows by. */
export interface ApprovedChange<Of extends Purpose = Purpose> extends SignedChange {
  readonly content: ChangeContent & { readonly purpose: Of }
  readonly [approvedByTwo]: true
}

/** Fails with changeNeedsTwo where one person did both, changeOfOther where it is live and an exercise is asked for, or the reverse. */
export function approvedChange<Of extends Purpose>(given: SignedChange, of: Of): ApprovedChange<Of> {
  const { content, submitted, approved } = given
  if (submitted === approved) throw planFailure('changeNeedsTwo', { change: content.change })
  if (content.purpose !== of) throw planFailure('changeOfOther', { change: content.change })
  return given as ApprovedChange<Of>
}

/** The level of an area at one instant, and where it comes from. */
export type AreaLevel =
  /** Nobody has decided anything for it or for the country. */
  | { readonly is: 'undecided' }
  | Decided
  /** It came to be by a merger, and what it came from is at different levels: a decision is missing. */
  | { readonly is: 'unclear'; readonly parts: readonly { readonly area: AreaId; readonly level: string | null }[] }

interface Decided {
  /** `merged`: all that it came from are at this level. */
  readonly is: 'decided' | 'inherited' | 'merged'
  readonly level: string
  /** The change by which it is. */
  readonly change: string
  readonly since: number
}

interface Entry {
  readonly from: number
  readonly level: string | null
  readonly change: string
}

export class Situation<Of extends Purpose = Purpose> {
  readonly purpose: Of
  readonly timeZone: string
  readonly changes: readonly ApprovedChange<Of>[]
  /** By area, in the order of their instants. */
  readonly #entries: ReadonlyMap<AreaId, readonly Entry[]>

  private constructor(
    of: { readonly purpose: Of; readonly timeZone: string },
    changes: readonly ApprovedChange<Of>[],
    entries: ReadonlyMap<AreaId, readonly Entry[]>,
  ) {
    this.purpose = of.purpose
    this.timeZone = of.timeZone
    this.changes = changes
    this.#entries = entries
  }

  /** Nobody has decided anything. */
  static empty<Of extends Purpose>(of: { readonly purpose: Of; readonly timeZone: string }): Situation<Of> {
    return new Situation(of, [], new Map())
  }

  /** Fails with areaNotThere, areaTwice, levelTwice, changeTwice, changeInForce or changeUnknown; then nothing of it counts. */
  with(change: ApprovedChange<Of>): Situation<Of> {
    const { content } = change
    if (content.purpose !== this.purpose) throw planFailure('changeOfOther', { change: content.change })
    if (this.changes.some(other => other.content.change === content.change))
      throw planFailure('changeTwice', { change: content.change })
    const entries = new Map(this.#entries)
    if (content.takesBack !== null) this.#takeBack(content, entries)
    const from = Date.parse(content.from)
    const day = wallDate(from, this.timeZone)
    const seen = new Set<AreaId>()
    for (const { area, level } of content.decisions) {
      if (!isThereOn(area, day)) throw planFailure('areaNotThere', { area, day })
      if (seen.has(area)) throw planFailure('areaTwice', { area, change: content.change })
      seen.add(area)
      const before = entries.get(area) ?? []
      const same = before.find(entry => entry.from === from)
      if (same !== undefined)
        throw planFailure('levelTwice', { area: areaName(area, 'vi'), change: content.change, other: same.change })
      const entry = { from, level, change: content.change }
      entries.set(
        area,
        [...before, entry].toSorted((a, b) => a.from - b.from),
      )
    }
    return new Situation(this, [...this.changes, change], entries)
  }

  #takeBack({ change, from, takesBack }: ChangeContent, entries: Map<AreaId, readonly Entry[]>) {
    const target = this.changes.find(({ content }) => content.change === takesBack)
    if (target === undefined) throw planFailure('changeUnknown', { change, other: String(takesBack) })
    if (Date.parse(target.content.from) <= Date.parse(from))
      throw planFailure('changeInForce', { change, other: target.content.change })
    for (const { area } of target.content.decisions) {
      const kept = (entries.get(area) ?? []).filter(entry => entry.change !== takesBack)
      entries.set(area, kept)
    }
  }

  levelOf(area: AreaId, at: number): AreaLevel {
    return this.#own(area, at) ?? this.#merged(area, at) ?? this.#inherited(area, at) ?? { is: 'undecided' }
  }

  /** All instants from which something is decided, in order. */
  instants(): readonly number[] {
    const all = [...this.#entries.values()].flat().map(({ from }) => from)
    return [...new Set(all)].sort((a, b) => a - b)
  }

  #own(area: AreaId, at: number): Decided | null {
    const entry = this.#entries.get(area)?.findLast(({ from }) => from <= at)
    if (entry === undefined || entry.level === null) return null
    const { level, change, from } = entry
    return { is: 'decided', level, change, since: from }
  }

  /** By the change of the country, or by the one that took back what was decided for the area itself. */
  #inherited(area: AreaId, at: number): Decided | null {
    const country = this.#own(COUNTRY, at)
    if (country === null) return null
    const own = this.#entries.get(area)?.findLast(({ from }) => from <= at)
    if (own === undefined || own.from <= country.since) return { ...country, is: 'inherited' }
    return { is: 'inherited', level: country.level, change: own.change, since: own.from }
  }

  /** Null: none of its parts had a level of its own, or something was decided for the area itself, be it to inherit. */
  #merged(area: AreaId, at: number): AreaLevel | null {
    if (this.#entries.get(area)?.some(({ from }) => from <= at) === true) return null
    const parts = partsOn(area, LAST_DAY_BEFORE).filter(part => part !== area)
    if (area === COUNTRY || parts.every(part => this.#own(part, at) === null)) return null
    const found = parts.map(part => this.#own(part, at) ?? this.#inherited(part, at))
    const last = found.reduce((a, b) => ((b?.since ?? 0) > (a?.since ?? 0) ? b : a))
    if (last !== null && found.every(one => one?.level === last.level))
      return { ...last, is: parts.length === 1 ? last.is : 'merged' }
    return { is: 'unclear', parts: parts.map((part, place) => ({ area: part, level: found[place]?.level ?? null })) }
  }
}

/** The same decisions as an exercise of its own: nothing of it is live, whatever becomes of it. */
export function asExercise({ timeZone, changes }: Situation): Situation<'exercise'> {
  return changes.reduce<Situation<'exercise'>>(
    (situation, { content, submitted, approved }) =>
      situation.with(approvedChange({ content: { ...content, purpose: 'exercise' }, submitted, approved }, 'exercise')),
    Situation.empty({ purpose: 'exercise', timeZone }),
  )
}
