/** People by name and operator, for those who keep or audit them. By no address: of that the index knows nothing. */

import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { personRows } from '../../access/store.ts'
import { operatorRows } from '../../operators/store.ts'
import type { Source } from '../source.ts'

/** What people do to their own sign-in changes nothing by which they are found. */
const CHANGING = ['setup', 'invite', 'role', 'name', 'disable', 'enable'].map(deed => `person.${deed}`)

export const foundPeople: Source = {
  kind: 'person',
  touched: ({ action, subject }: TrailEntry) => (CHANGING.includes(action) ? [subject.id] : []),
  documents: async (store, id) => {
    const person = await personRows(store).find(id)
    if (person === null) return []
    const { name, role, operator, isDisabled, createdAt } = person
    const within = operator === null ? null : await operatorRows(store).operator(operator)
    return [
      {
        id,
        title: name,
        within: within?.name ?? null,
        page: '/people',
        state: isDisabled ? 'disabled' : role,
        at: Date.parse(createdAt),
        text: [operator ?? '', within?.name ?? ''],
        seenBy: ['auditor', 'administrator'],
      },
    ]
  },
}
