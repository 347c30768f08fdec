/** Whose signatures count: people of the roster as it stands, by name and by the ids of their keys. */
import { readRoster } from '../../../directive/attest.ts'
import { signerRows } from '../../signers/store.ts'
import { type Source, STAFF } from '../source.ts'

/** One roster counts at a time. */
const ROSTER = 'roster'

export const foundSigners: Source = {
  kind: 'signer',
  touched: ({ action }) => (action === 'roster.publish' ? [ROSTER] : []),
  documents: async store => {
    const text = await signerRows(store).newestRoster()
    if (text === null) return []
    const { people, at } = readRoster(text).body
    return people.map(({ id, name, role, keys }) => ({
      id,
      title: name,
      within: null,
      state: role,
      at: Date.parse(at),
      page: '/signers',
      text: keys.map(key => key.id),
      seenBy: STAFF,
    }))
  },
}
