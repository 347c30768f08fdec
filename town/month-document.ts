/** The month's account for programs: what `loa demo --json` prints. docs/how-to/run-the-demo.md explains each field. */

import type { Month } from './country.ts'
import { type Account, isEqual, outcomesSum } from './counts.ts'
import { subscribersOf } from './month-table.ts'

export function monthDocument({
  scale,
  message,
  operators,
  sum,
  rooms,
  door,
  briefing,
  plan,
  bulletin,
  leftOver,
  seconds,
}: Month) {
  const rounds = operators[0]?.turns.length ?? 0
  const subscribers = subscribersOf(operators)
  return {
    scale,
    invented: ['people', 'subscribers', 'numbers', 'centres', 'cells', 'controllers'],
    message,
    operators: operators.map(({ operator, list, turns, sum: own }) => ({
      id: operator.id,
      name: operator.name,
      subscribers: operator.subscribers,
      list,
      rounds: turns.map(({ tally }) => tally),
      flags: turns.map(({ flags }) => flags),
      counts: turns.map(({ count }) => count),
      mishaps: turns.map(({ mishap, killed }) => ({ is: mishap, ...(killed && { killed }) })),
      ...account(own, operator.subscribers * rounds),
    })),
    sum: { subscribers, rounds, ...account(sum, subscribers * rounds) },
    rooms,
    door,
    briefing,
    plan,
    bulletin,
    leftOver,
    seconds: Math.round(seconds * 10) / 10,
  }
}

function account(of: Account, turns: number) {
  const { sender, centre, submitted, unanswered, secondCopies, outcomes } = of
  return {
    sender,
    centre,
    submitted,
    unanswered,
    secondCopies,
    outcomes: { ...outcomes, sum: outcomesSum(of) },
    equal: isEqual(of) && outcomesSum(of) === turns,
  }
}
