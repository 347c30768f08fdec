/** Which clusters may want something else since other releases stand: a bulletin for one province wakes no device of another. */
import type { Reading } from '../../authority/store.ts'
import { isFor } from '../../speaker/places.ts'
import type { CurrentRelease, InForce } from '../bulletins/channel.ts'
import { loudspeakerRows } from './store.ts'

/** By their ids. Null: all of them. */
export async function concernedBy(
  store: Reading,
  changed: readonly Pick<CurrentRelease, 'content'>[],
): Promise<readonly string[] | null> {
  if (changed.some(({ content }) => content.provinces === null)) return null
  const rows = loudspeakerRows(store)
  const communes = (await rows.communes()).filter(({ places }) => changed.some(({ content }) => isFor(content, places)))
  return await rows.clusterIdsIn(communes.map(({ code }) => code))
}

/** Those that stand in one of them alone, or in other places. */
export function changedBetween(before: readonly InForce[], after: readonly InForce[]): readonly InForce[] {
  const nameOf = ({ serial, replacedIn = [] }: InForce) =>
    [serial, ...replacedIn.map(({ code, asOf }) => `${code} ${asOf}`)].join()
  const alone = (these: readonly InForce[], others: readonly InForce[]) => {
    const names = new Set(others.map(nameOf))
    return these.filter(each => !names.has(nameOf(each)))
  }
  return [...alone(before, after), ...alone(after, before)]
}
