/** What the use cases of rounds share besides the unit of work: what is only in memory, and operators as they are shown. */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OperatorSummary } from '../operators/model.ts'
import type { Samples } from './samples.ts'

export interface RoundsWork extends UnitOfWork {
  readonly samples: Samples
  readonly operators: () => Promise<readonly OperatorSummary[]>
}
