/** Rounds at nodes: the directives on an operator's agenda, what its summary tells of them, and what its word changes in rounds that are open. */
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { RoundsAtNodes } from '../operators/node-extension.ts'
import { isKeptFrom } from '../operators/node-word.ts'
import { operatorOf } from '../operators/operators.ts'
import { operatorRows, type StoredOperator } from '../operators/store.ts'
import { estimateOf } from './estimate.ts'
import { takeLanes } from './lane-course.ts'
import { holdRounds } from './restored.ts'
import { OPEN_STATES } from './round-view.ts'
import { roundRows } from './store.ts'

const AGENDA_MAX = 1000
/** More are estimated anew when somebody opens or approves them: the newest are those that people look at. */
const ROUNDS_ESTIMATED_MAX = 50

export const roundsAtNodes: RoundsAtNodes = {
  agenda: async (store, operator) => {
    const isKept = (await isKeptFrom(store))(await operatorOf(store, operator))
    return { items: [...(await roundRows(store).agenda(operator, AGENDA_MAX, isKept ? 'begun' : 'all'))] }
  },
  directed: async store => {
    const open = await roundRows(store).openDirectives()
    const returns = await roundRows(store).lastReturns()
    return new Map(
      [...new Set([...open.keys(), ...returns.keys()])].map(operator => {
        const last = returns.get(operator)
        const lastReturn = last && {
          directive: last.id,
          at: new Date(last.returnedAt ?? last.issuedAt).toISOString(),
          flags: [...last.flags],
        }
        return [operator, { openDirectives: open.get(operator) ?? 0, lastReturn: lastReturn ?? null }]
      }),
    )
  },
  flags: async (_store, flags) => flags,
  heard: async (tx, operator, hello) => {
    if (isOfAnotherSize(operator, hello)) await estimateAnew(tx, operator.id)
  },
  answer: async () => ({}),
  told: takeLanes,
  hold: holdRounds,
  /** They are held before all others. */
  restored: async () => {},
}

function isOfAnotherSize({ hello: before }: StoredOperator, hello: typeof before): boolean {
  const sizes = (of: typeof before) =>
    JSON.stringify([of?.subscribers, of?.provinces, of?.languages, of?.segmentsPerSecond])
  return sizes(before) !== sizes(hello)
}

/** Lists show what open rounds come to; nobody should have to open each to see it rise. */
async function estimateAnew({ store }: Transaction, operator: string): Promise<void> {
  const operators = await operatorRows(store).operators()
  const { items } = await roundRows(store).rounds({
    campaign: null,
    states: OPEN_STATES,
    operator,
    cursor: null,
    limit: ROUNDS_ESTIMATED_MAX,
  })
  for (const round of items) {
    const estimate = estimateOf(await roundRows(store).content(round.id, round.version), operators)
    await roundRows(store).updateRound(round.id, { estimate })
  }
}
