/**
 * Which bulletin has taken the place of which: of the same matter the newer one, in the places of both. Matter and places are what two people
 * signed of each; nothing else decides. A newer one that was taken back, or is over, stays in its place: what was said before it is not
 * said again unless people say it. Pure; runs in a browser too.
 *
 *   older   ─── Phú Thọ, Hà Nội ───┬── Hà Nội ──┬── replaced
 *   newer                          └─ Phú Thọ ──┴─ Hà Nội
 */

import { isSameProvince } from '../../country/vn/provinces.ts'
import type { BulletinContent, Matter } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'

type Provinces = BulletinContent['provinces']
type Province = NonNullable<Provinces>[number]

export interface OfMatter {
  readonly bulletin: string
  readonly purpose: Purpose
  readonly provinces: Provinces
  /** Null: of none, and nothing takes its place. */
  readonly matter: Matter | null
  /** When the public had it first. Milliseconds since 1970. */
  readonly publishedMs: number
}

export interface Replaced<By extends OfMatter> {
  /** The newest first, each for a place for which none is newer; none: it is the newest itself. */
  readonly by: readonly By[]
  /** Everywhere; else in these of its provinces, or, where it is for the whole country, in these. */
  readonly isWhole: boolean
  readonly provinces: readonly Province[]
}

/** `all`: whatever the public has been told of. */
export function replacedBy<By extends OfMatter>(one: OfMatter, all: readonly By[]): Replaced<By> {
  const newer = all.filter(other => isNewer(other, one)).toSorted((a, b) => (isNewer(a, b) ? -1 : 1))
  const by: By[] = []
  const provinces: Province[] = []
  for (const each of newer) {
    if (each.provinces === null) return { by: [...by, each], isWhole: true, provinces: one.provinces ?? [] }
    const more = each.provinces.filter(
      province => (one.provinces === null || includes(one.provinces, province)) && !includes(provinces, province),
    )
    if (more.length > 0) by.push(each)
    provinces.push(...more)
  }
  const isWhole = by.length > 0 && one.provinces?.every(each => includes(provinces, each)) === true
  return { by, isWhole, provinces }
}

function isNewer(a: OfMatter, b: OfMatter): boolean {
  const [of, before] = [a.matter, b.matter]
  if (of === null || before === null || a.purpose !== b.purpose) return false
  if (of.plan !== before.plan || of.action !== before.action) return false
  if (of.action === null && of.change === before.change) return false
  const later = Date.parse(of.since) - Date.parse(before.since)
  return later > 0 || (later === 0 && a.publishedMs > b.publishedMs)
}

function includes(provinces: readonly Province[], one: Province): boolean {
  return provinces.some(each => isSameProvince(each, one))
}
