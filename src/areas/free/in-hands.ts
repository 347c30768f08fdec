/** In whose hands the list of what is free is, state by state, and its draft where it is open. */
import { type AreaHands, openIn } from '../../authority/hands.ts'
import { freeApproval } from './states.ts'
import { freeRows } from './store.ts'
import { listSubject } from './view.ts'

export const freeHands: AreaHands = {
  list: {
    states: freeApproval.hands,
    open: async store => {
      const rows = freeRows(store)
      const { state } = (await rows.draft()) ?? { state: 'none' }
      const versions = (await rows.lists()).map(({ version }) => version)
      const subject = listSubject(Math.max(0, ...versions) + 1)
      return openIn(freeApproval.handsIn(state), { subject, page: '/zero-rating/draft' })
    },
  },
  audit: null,
}
