/** What the use cases of operators share besides the unit of work: what is only in memory, and what other areas add. */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { LastHeard } from './last-heard.ts'
import type { NodeExtension, RoundsAtNodes } from './node-extension.ts'

export interface OperatorsWork extends UnitOfWork {
  readonly heard: LastHeard
  readonly rounds: RoundsAtNodes
  /** Of all areas that have something at nodes, rounds among them. */
  readonly extensions: readonly NodeExtension[]
}
