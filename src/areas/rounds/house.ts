/** What the use cases of rounds share beside the authority's house: what is only in memory, and operators as they are shown. */
import type { House } from '../../authority/unit-of-work.ts'
import type { OperatorSummary } from '../operators/model.ts'
import type { Samples } from './samples.ts'

export interface RoundsHouse extends House {
  readonly samples: Samples
  readonly operators: () => Promise<readonly OperatorSummary[]>
}
