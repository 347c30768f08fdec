/** Who differs between two rosters. Runs in a browser too, which makes it of the very text that is signed. */
import { canonicalJson } from '../../base/canonical.ts'
import type { RosterPerson } from '../../directive/roster.ts'
import type { RosterChange } from './model.ts'

export function changesBetween(
  before: readonly RosterPerson[],
  after: readonly RosterPerson[],
): readonly RosterChange[] {
  const changed = after.flatMap((person): RosterChange[] => {
    const was = before.find(({ id }) => id === person.id) ?? null
    if (was !== null && canonicalJson(was) === canonicalJson(person)) return []
    const what = was === null ? 'added' : 'changed'
    return [{ person: person.id, name: person.name, what, before: was, after: person }]
  })
  const removed = before
    .filter(({ id }) => after.every(person => person.id !== id))
    .map(
      (person): RosterChange => ({
        person: person.id,
        name: person.name,
        what: 'removed',
        before: person,
        after: null,
      }),
    )
  return [...changed, ...removed]
}
