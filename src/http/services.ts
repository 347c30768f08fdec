/** What the routes call: made once by whoever starts the server. */

import type { Keys } from '../areas/access/keys.ts'
import type { People } from '../areas/access/people.ts'
import type { Actor, Role } from '../areas/rounds/model.ts'
import type { UseCases } from '../areas/rounds/use-cases.ts'
import type { Screening } from '../areas/screening/screening.ts'
import type { Numbering } from '../audience/numbering.ts'
import type { AnswerStore } from './answers.ts'
import type { Console } from './console.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimits } from './rate.ts'
import type { SignIn } from './sign-in.ts'

export interface DemoAccount {
  readonly email: string
  readonly password: string
  readonly role: Role
  readonly name: string
}

export interface Services {
  readonly authority: UseCases
  readonly people: People
  readonly keys: Keys
  readonly signIn: SignIn
  readonly hub: Hub
  readonly limits: RateLimits
  readonly screening: Screening<Actor>
  /** After entries have come in: the duty officer may have to be told. */
  readonly afterIntake: () => void
  /** Null: push messages are not set up. */
  readonly push: {
    readonly publicKey: string
    /** Whether messages may be sent to this host. */
    readonly knows: (host: string) => boolean
  } | null
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
  readonly oidc: { readonly name: string } | null
  readonly demo: readonly DemoAccount[] | null
  /** Addresses are those that the proxy in front tells. */
  readonly trustsProxy: boolean
  /** Fails where the database does not answer. */
  readonly ping: () => Promise<void>
  readonly nowMs: () => number
  /** Answers are held to their schemas, in tests. */
  readonly checksAnswers: boolean
}
