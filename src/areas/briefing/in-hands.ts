/** In whose hands briefings and instructions are, state by state, and the instructions that are open. */
import { type AreaHands, type HandsOf, OPEN_MAX, openIn } from '../../authority/hands.ts'
import { instructionApproval, WRITERS } from './instructions/states.ts'
import type { BriefingState } from './model.ts'
import { briefingRows } from './store.ts'

/** Whoever planned it prepares it; one that a decision has planned waits for all who may (waiting.ts). */
const briefingStates: HandsOf<BriefingState> = {
  planned: { writers: WRITERS },
  open: 'itself',
  ended: 'nobody',
  cancelled: 'nobody',
}

export const briefingHands: AreaHands = {
  briefing: { states: briefingStates, open: async () => [] },
  instruction: {
    states: instructionApproval.hands,
    open: async store => {
      const recent = await briefingRows(store).instructionsSince(0, OPEN_MAX)
      return recent.flatMap(({ id, state }) =>
        openIn(instructionApproval.handsIn(state), {
          subject: { kind: 'instruction', id },
          page: `/instructions/${id}`,
        }),
      )
    },
  },
}
