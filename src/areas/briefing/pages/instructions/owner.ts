/** Whom a decision is likely to oblige: the site that it names, else the one that reports on its item. Pure; people choose. */
import type { Place } from '../../model.ts'

type OwnerCandidate = Pick<Place, 'site' | 'name' | 'short' | 'role'>

/** Null: it names nobody. Who leads gives the order and is not its owner, unless named. */
export function ownerOf(text: string, places: readonly OwnerCandidate[], reporter: string | null): string | null {
  const said = text.toLowerCase()
  const named = places
    .flatMap(({ site, name, short }) => [name, short].map(each => ({ site, name: each })))
    .filter(({ name }) => said.includes(name.toLowerCase()))
    // The name of one may begin with the name of another.
    .toSorted((a, b) => b.name.length - a.name.length)
  const reporting = places.find(({ site, role }) => site === reporter && role !== 'chair')
  return named[0]?.site ?? reporting?.site ?? null
}
