/** What the use cases of rounds share beside the authority's house: what is only in memory, and what other areas add. */
import type { House } from '../../authority/unit-of-work.ts'
import type { LastHeard } from './last-heard.ts'
import type { NodeExtension } from './node-extension.ts'
import type { Samples } from './samples.ts'

export interface RoundsHouse extends House {
  readonly heard: LastHeard
  readonly samples: Samples
  readonly extensions: readonly NodeExtension[]
}
