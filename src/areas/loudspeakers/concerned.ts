/** Which clusters may want something else since other releases stand: a bulletin for one province wakes no device of another. */
import type { Reading } from '../../authority/store.ts'
import { isFor } from '../../speaker/places.ts'
import type { Standing } from '../bulletins/channel.ts'
import { loudspeakerRows } from './store.ts'

/** By their ids. Null: all of them. */
export async function concernedBy(
  store: Reading,
  changed: readonly Pick<Standing, 'content'>[],
): Promise<readonly string[] | null> {
  if (changed.some(({ content }) => content.provinces === null)) return null
  const rows = loudspeakerRows(store)
  const communes = (await rows.communes()).filter(({ places }) =>
    changed.some(({ content }) => isFor(content, places)),
  )
  return await rows.clusterIdsIn(communes.map(({ code }) => code))
}

/** Those that stand in one of them alone. */
export function changedBetween(
  before: readonly Standing[],
  after: readonly Standing[],
): readonly Standing[] {
  const alone = (these: readonly Standing[], others: readonly Standing[]) => {
    const serials = new Set(others.map(({ serial }) => serial))
    return these.filter(({ serial }) => !serials.has(serial))
  }
  return [...alone(before, after), ...alone(after, before)]
}
