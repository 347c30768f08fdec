/** What can be asked of the server: the contracts of all areas. Types alone: no schema comes into the browser by this. */
import type { accessContract } from '../areas/access/contract.ts'
import type { freeContract } from '../areas/free/contract.ts'
import type { monthsContract } from '../areas/months/contract.ts'
import type { roundsContract } from '../areas/rounds/contract.ts'
import type { screeningContract } from '../areas/screening/contract.ts'
import type { trailContract } from '../areas/trail/contract.ts'

export type Contracts = typeof accessContract &
  typeof roundsContract &
  typeof freeContract &
  typeof screeningContract &
  typeof monthsContract &
  typeof trailContract
