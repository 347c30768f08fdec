/**
 * What keeps a cell broadcast from being signed: its texts and those of its correction page by page, whether its period has room for them,
 * when it ends, where it is. Pure; runs in a browser too.
 */
import { PAGES_MAX, pageCountOf } from '../../cbs/pages.ts'
import { pagesIn } from '../../directive/broadcast.ts'
import type { Polygon } from '../../directive/bulletin.ts'
import type { BulletinDraft, BulletinFault } from './model.ts'
import { fault, languagesOf, ofField, ofLanguage } from './text-faults.ts'

/** Of both texts, since the correction is on the air in place of the message, as often and in the same cells. */
export function ofBroadcast(
  said: BulletinDraft,
  { now, isUndecided = false }: { readonly now: number; readonly isUndecided?: boolean },
): BulletinFault[] {
  const { broadcast } = said.renditions
  if (broadcast === undefined) return []
  const path = 'renditions.broadcast'
  const pages = languagesOf(said.renditions.page)
  const ends = broadcast.until === null ? null : Date.parse(broadcast.until)
  const { window } = said
  const isLate = ends !== null && window.until !== null && ends > Date.parse(window.until)
  const isEmpty = ends !== null && window.from !== null && ends <= Date.parse(window.from)
  const isOver = isUndecided && ends !== null && ends <= now
  const texts = [
    { side: `${path}.texts`, entries: broadcast.texts, languages: pages },
    { side: 'correction.broadcast', entries: said.correction.broadcast ?? [], languages: null },
  ]
  const room = pagesIn(broadcast.periodSeconds)
  const isShort = texts.some(({ entries }) => pagesOfAll(entries) > room)
  return [
    ...(broadcast.texts.length === 0 ? [fault(`${path}.texts`, 'missing')] : []),
    ...texts.flatMap(({ side, entries, languages }) =>
      entries.flatMap((each, i) => [
        ...ofLanguage(entries, i, `${side}.${i}.language`, languages),
        ...ofField(`${side}.${i}.text`, each.text, said.purpose),
        ...(pageCountOf(each.text) === null ? [fault(`${side}.${i}.text`, 'pages-many')] : []),
      ]),
    ),
    ...(isShort ? [fault(`${path}.periodSeconds`, 'period-short')] : []),
    ...(ends === null ? [fault(`${path}.until`, 'missing')] : []),
    ...(isOver ? [fault(`${path}.until`, 'window-over')] : []),
    ...(!isOver && (isLate || isEmpty) ? [fault(`${path}.until`, 'window-wrong')] : []),
    ...broadcast.polygons.flatMap((polygon, i) =>
      isArea(polygon) ? [] : [fault(`${path}.polygons.${i}`, 'polygon-wrong')],
    ),
  ]
}

function pagesOfAll(entries: readonly { readonly text: string }[]): number {
  return entries.reduce((sum, { text }) => sum + (pageCountOf(text) ?? PAGES_MAX), 0)
}

/** It holds something: three corners at least, and not all on one line. */
function isArea(polygon: Polygon): boolean {
  if (polygon.length < 3) return false
  const [a, b] = [polygon[0], polygon.find(each => !isSameCorner(each, polygon[0]))]
  if (b === undefined) return false
  return polygon.some(
    c =>
      (b.longitude - a.longitude) * (c.latitude - a.latitude) !==
      (b.latitude - a.latitude) * (c.longitude - a.longitude),
  )
}

function isSameCorner(one: Polygon[number], other: Polygon[number]): boolean {
  return one.latitude === other.latitude && one.longitude === other.longitude
}
