/**
 * Areas by an id that needs no date: `VN` is the country, `79.2004` the province that the code 79 named in the list of 2004. A code alone
 * names different provinces before and after a reform (src/country/vn/provinces.ts); an id does not.
 *
 *   27.2004 Bắc Ninh ──┐
 *                      ├──► 24.2025 Bắc Ninh        each merged into one; none was ever divided
 *   24.2004 Bắc Giang ─┘
 *
 * Pure; runs in a browser too. Days are ISO dates.
 */
import { z } from 'zod'
import { type Province, provinceAt, provincesOn } from '../country/vn/provinces.ts'

export const areaId = z.string().regex(/^(VN|\d{2}\.\d{4})$/)
/** `VN`, `79.2004`. */
export type AreaId = z.infer<typeof areaId>

/** Where every area inherits from that has no decision of its own. */
export const COUNTRY: AreaId = 'VN'

/** A dated code, as bulletins and directives name provinces. */
export interface DatedCode {
  readonly code: string
  readonly asOf: string
}

/** A day of each list: of the one before the newest, and the first of the newest. */
const LISTS = ['2004-07-08', '2025-07-01'] as const
/** The last day of the list before the newest (Decision 19/2025/QĐ-TTg). */
export const LAST_DAY_BEFORE = '2025-06-30'

const PROVINCES: ReadonlyMap<AreaId, Province> = new Map(
  LISTS.flatMap(day => provincesOn(day).map(province => [idOf(province), province] as const)),
)

const MERGED: ReadonlyMap<AreaId, readonly AreaId[]> = mergers()

function idOf({ code, from }: Province): AreaId {
  return `${code}.${from.slice(0, 4)}`
}

function mergers(): ReadonlyMap<AreaId, readonly AreaId[]> {
  const merged = new Map<AreaId, AreaId[]>()
  for (const [id, province] of PROVINCES) {
    const successor = successorOf(province)
    if (successor === null) continue
    merged.set(successor, [...(merged.get(successor) ?? []), id])
  }
  return merged
}

function successorOf({ successor, to }: Province): AreaId | null {
  if (successor === null || to === null) return null
  const next = provinceAt(successor, dayAfter(to))
  return next === null ? null : idOf(next)
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The area that the code names on that day; `VN` is the country on any. Null: there is none. */
export function areaOf(code: string, day: string): AreaId | null {
  if (code === COUNTRY) return COUNTRY
  const province = provinceAt(code, day)
  return province === null ? null : idOf(province)
}

export function isArea(id: string): boolean {
  return id === COUNTRY || PROVINCES.has(id)
}

/** All that there are or were, and the country. */
export const EVERY_AREA: readonly AreaId[] = [COUNTRY, ...PROVINCES.keys()]

/** Null: it is the country, or no area. */
export function datedCodeOf(id: AreaId): DatedCode | null {
  const province = PROVINCES.get(id)
  return province === undefined ? null : { code: province.code, asOf: province.from }
}

export function areaName(id: AreaId, language: 'vi' | 'en'): string {
  if (id === COUNTRY) return language === 'vi' ? 'cả nước' : 'the whole country'
  return PROVINCES.get(id)?.name ?? id
}

/** All that there are on that day, but for the country; in the order of their codes. */
export function areasOn(day: string): readonly AreaId[] {
  return provincesOn(day).map(idOf)
}

/** Whether it is one on that day. */
export function isThereOn(id: AreaId, day: string): boolean {
  if (id === COUNTRY) return true
  const province = PROVINCES.get(id)
  if (province === undefined) return false
  return province.from <= day && (province.to === null || day <= province.to)
}

/** What the area consisted of on a day before it was: itself where it was there already. Empty: none of it is known. */
export function partsOn(id: AreaId, day: string): readonly AreaId[] {
  if (isThereOn(id, day)) return [id]
  return (MERGED.get(id) ?? []).flatMap(part => partsOn(part, day))
}

/** What it has become on a later day: itself where it is there still. Null: it is no area. */
export function becameOn(id: AreaId, day: string): AreaId | null {
  if (isThereOn(id, day)) return id
  const province = PROVINCES.get(id)
  if (province === undefined) return null
  const next = successorOf(province)
  return next === null ? null : becameOn(next, day)
}
