/** What the use cases of operators share beside the authority's house: what is only in memory, and what other areas add. */
import type { House } from '../../authority/unit-of-work.ts'
import type { LastHeard } from './last-heard.ts'
import type { NodeExtension, RoundsAtNodes } from './node-extension.ts'

export interface OperatorsHouse extends House {
  readonly heard: LastHeard
  readonly rounds: RoundsAtNodes
  /** Of all areas that have something at nodes, rounds among them. */
  readonly extensions: readonly NodeExtension[]
}
