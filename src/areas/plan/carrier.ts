/**
 * What plans ask of whoever makes an effect into something ordinary: a draft that people sign as they sign any other. Nothing here signs
 * for anybody.
 *
 *   effect ─► begin ─► draft ─► submitted ─► approved ─► out ─► over
 *   level left ─► end ─► given up, where nothing of it is out; else a person is asked to stop it
 */
import type { Actor } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { Failure } from '../../base/failure.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { ThingKind, ThingState, ThingWhy } from './model.ts'

/** One time of an effect. */
export interface Begun {
  readonly deed: string
  readonly effect: EffectDocument
  /** Of this time of it. */
  readonly from: number
  readonly until: number
  readonly now: number
}

export interface Carrier {
  /** First what takes long, such as a machine's voice; then, within a transaction, the thing itself: its id. */
  begin(by: Actor, begun: Begun): Promise<(tx: Transaction) => Promise<string>>
  /**
   * Why it could not be begun as things are now, said before anybody approves it, where it can be mended; null: nothing that is known keeps
   * it. Reads only.
   */
  foresee?(store: Reading, effect: EffectDocument): Promise<Failure | null>
  /**
   * Within a transaction: it is given up where nothing of it is out. False: a person has to stop it. A text: the id of what two people sign
   * to stop it.
   */
  end(
    tx: Transaction,
    by: Actor,
    of: { readonly id: string; readonly effect: EffectDocument; readonly at: number },
  ): Promise<boolean | string>
  stateOf(
    store: Reading,
    of: { readonly id: string; readonly effect: EffectDocument; readonly now: number },
  ): Promise<ThingState>
  /** What that word leaves open: since or from when, and because of what. */
  whyOf?(
    store: Reading,
    of: { readonly id: string; readonly effect: EffectDocument; readonly now: number },
  ): Promise<readonly ThingWhy[]>
}

export type Carriers = Readonly<Record<ThingKind, Carrier>>

/** What an effect becomes. What has no exercise of its own is a task of one. */
export function thingKindOf({ kind, purpose }: EffectDocument): ThingKind {
  switch (kind) {
    case 'bulletin':
    case 'loudspeakers':
      return 'bulletin'
    case 'round':
    case 'briefing':
      return kind
    case 'free-list':
      return purpose === 'live' ? kind : 'task'
    default:
      return 'task'
  }
}

/** Of what begins, whatever is known to fail. */
export type Foresee = (
  store: Reading,
  begins: readonly EffectDocument[],
) => Promise<readonly { readonly effect: EffectDocument; readonly failure: Failure }[]>

export function foreseeBy(carriers: Carriers): Foresee {
  return async (store, begins) => {
    const found = []
    for (const effect of begins) {
      const failure = await carriers[thingKindOf(effect)].foresee?.(store, effect)
      if (failure != null) found.push({ effect, failure })
    }
    return found
  }
}

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** A plan, a change by it, or what is carried out of one. */
    plan: { readonly plan: string }
  }
}
