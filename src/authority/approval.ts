/**
 * Approval by two: what may be done to something on its way to being approved, by whom, in which state, and where that
 * leads. Each kind of document is rows in a table given to it.
 *
 *   save ─► submit ─► approve, by another than those who wrote and submitted
 *             └─► return with a reason ─► save
 *
 * Nobody approves their own. Pure; runs in a browser too. How a step is carried out is in approving.ts.
 */
import type { Role } from './actor.ts'
import type { Hands, HandsOf } from './hands.ts'

export interface Who {
  readonly role: Role
  /** As whom they count where two people are needed. */
  readonly person: string
}

/** What is known of it where somebody wants to do something with it. */
export interface Facts<State> {
  readonly state: State
  /** Ids of all who wrote since the last approval, and of the one who submitted. */
  readonly authors: readonly string[]
}

export interface Step<State extends string> {
  /** Who may at all. */
  readonly roles: readonly Role[]
  /** In which states, and where that leads; null: the state stays. */
  readonly from: Readonly<Partial<Record<State, State | null>>>
  /** The second of the two: never one of the authors. */
  readonly by?: 'another'
}

export type Refusal<Other extends string> = 'forbidden' | 'ownApproval' | Other

export class Approval<Action extends string, State extends string, Known extends Facts<State>, Other extends string> {
  readonly actions: readonly Action[]
  readonly #steps: Readonly<Record<Action, Step<State>>>
  /** In whose hands it is, in each state. */
  readonly hands: HandsOf<State>
  readonly #notNow: Other
  readonly #unless: (action: Action, known: Known) => Other | null

  /**
   * `hands`: in whose it is, in each state. `notNow`: why it cannot be in another state. `unless`: what else keeps it from being done, in a
   * state where it might.
   */
  constructor(rules: {
    readonly hands: HandsOf<State>
    readonly steps: Readonly<Record<Action, Step<State>>>
    readonly notNow: Other
    readonly unless?: (action: Action, known: Known) => Other | null
  }) {
    this.#steps = rules.steps
    this.hands = rules.hands
    this.#notNow = rules.notNow
    this.#unless = rules.unless ?? (() => null)
    this.actions = Object.keys(rules.steps) as Action[]
  }

  mayAtAll(role: Role, action: Action): boolean {
    return this.#steps[action].roles.includes(role)
  }

  /** Who may be the second of the two in this state; nobody: it waits for no second person. */
  secondsIn(state: State): readonly Role[] {
    const steps = this.actions.map(action => this.#steps[action])
    return steps.find(({ by, from }) => by === 'another' && state in from)?.roles ?? []
  }

  handsIn(state: State): Hands {
    return this.hands[state]
  }

  /** Undefined: not in this state. */
  after(action: Action, state: State): State | undefined {
    const next = this.#steps[action].from[state]
    return next === null ? state : next
  }

  /** Null: it may be done now. */
  refusalOf(action: Action, who: Who, known: Known): Refusal<Other> | null {
    if (!this.mayAtAll(who.role, action)) return 'forbidden'
    if (this.after(action, known.state) === undefined) return this.#notNow
    if (this.#steps[action].by === 'another' && known.authors.includes(who.person)) return 'ownApproval'
    return this.#unless(action, known)
  }

  /** What this person may do now. */
  actionsOf(who: Who, known: Known): Action[] {
    return this.actions.filter(action => this.refusalOf(action, who, known) === null)
  }
}
