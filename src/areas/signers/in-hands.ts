/** In whose hands the next roster is. */
import { type AreaHands, type HandsOf, openIn } from '../../authority/hands.ts'
import { readRoster } from '../../directive/attest.ts'
import { signerRows } from './store.ts'

/** `held`: signed, and counts once its hour comes. A key that is missing is found (overview.ts). */
const rosterStates: HandsOf<'prepared' | 'held' | 'inForce'> = { prepared: 'second', held: 'itself', inForce: 'nobody' }

export const signersHands: AreaHands = {
  roster: {
    states: rosterStates,
    open: async store => {
      const draft = await signerRows(store).draft()
      if (draft === null) return []
      const id = String(readRoster(draft.text).body.number)
      const hands = rosterStates[draft.notBefore === null ? 'prepared' : 'held']
      return openIn(hands, { subject: { kind: 'roster', id }, page: '/signers' })
    },
  },
  signer: null,
}
