/** What the steps of a request need: made once by whoever starts the server. Knows no area. */
import type { Numbering } from '../audience/numbering.ts'
import type { AnswerStore } from './answers.ts'
import type { CallerNeeds } from './caller.ts'
import type { Console } from './console.ts'
import type { Others } from './forward.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimits } from './rate.ts'

export interface Services extends CallerNeeds {
  readonly hub: Hub
  readonly limits: RateLimits
  readonly metrics: Metrics
  readonly answers: AnswerStore
  readonly console: Console
  readonly log: Log
  readonly numbering: Numbering
  /** As it stands on the pages and in the directives. */
  readonly name: string
  readonly version: string
  /** Where people open the console; the first is told in links. */
  readonly origins: readonly string[]
  /** Shapes that have a name of their own in the API's document. */
  readonly shapes: Readonly<Record<string, unknown>>
  /** Addresses are those that the proxy in front tells. */
  readonly trustsProxy: boolean
  /** Other processes on the same database; null: there are none. */
  readonly others: Others | null
  /** Fails where the database does not answer, or what others change is not heard. */
  readonly ping: () => Promise<void>
  readonly nowMs: () => number
  /** Answers are held to their schemas, in tests. */
  readonly checksAnswers: boolean
}
