/**
 * An effect (tác động): what one action of a plan does because of one change, with what is said, where, and from when. A document, so that
 * it can be kept, signed with a change and told later why a message went out. Live and exercise are two types.
 *
 * `key` names the place that it takes: where there is one of the same key, one stays, or the other replaces it.
 *
 *   while      action@area             one for each area; screening@area: an area has one threshold
 *              action@VN               for the whole country: one, however many areas call for it; or what is said in the same words in all
 *                                      areas that inherit the country's level
 *   entering   action#change:before>after
 *   leaving    action#change:before>after
 *
 * Runs in a browser too.
 */
import { z } from 'zod'
import { priority, warningLevel } from '../directive/bulletin.ts'
import { type Purpose, purpose } from '../directive/documents.ts'
import { COUNT_MAX, instant } from '../directive/values.ts'
import { areaId } from './areas.ts'
import { ACTIONS_MAX, action, channel, planId } from './plan.ts'
import { changeId } from './situation.ts'

export const EFFECTS_MAX = 64 * ACTIONS_MAX

const both = z.strictObject({ vi: z.string(), en: z.string() })

/** What is said, its parameters filled in. Null: nothing is. */
export const said = z.strictObject({
  title: both.nullable(),
  text: both.nullable(),
  sms: both.nullable(),
  spoken: both.nullable(),
  /** Missing where nothing is broadcast: what was written before there were any keeps its octets. */
  broadcast: both.optional(),
  correction: both.nullable(),
})
export type Said = z.infer<typeof said>

/** What its kind needs besides. */
export const settings = z.strictObject({
  priority: priority.nullable(),
  perWindow: z.int().nullable(),
  services: z.array(planId).readonly(),
  roster: z.array(both).readonly(),
  thresholdTenths: z.int().nullable(),
  /** Of a cell broadcast; missing: as its priority has it. */
  warning: warningLevel.optional(),
})
export type Settings = z.infer<typeof settings>

export const effect = z.strictObject({
  key: z.string().min(1).max(400),
  purpose,
  /** Why: by which version of the plan, and by which change. */
  plan: z.strictObject({ id: planId, version: z.int().min(1).max(COUNT_MAX) }),
  change: changeId,
  action: planId,
  kind: z.enum(action.options.map(({ shape }) => shape.kind.value)),
  when: z.enum(['entering', 'while', 'leaving']),
  title: both,
  /** Null: it was at none. */
  before: planId.nullable(),
  level: planId.nullable(),
  /** Whose level calls for it, and where it is said or done. */
  sources: z.array(areaId).readonly(),
  areas: z.array(areaId).readonly(),
  channels: z.array(channel).readonly(),
  said,
  settings,
  first: instant,
  deadline: instant.nullable(),
  everyDays: z.int().nullable(),
  owner: both,
  content: z.enum(['prepared', 'draft']),
  undo: z.strictObject({ can: z.boolean(), means: both }),
})
export type EffectDocument = z.infer<typeof effect>

declare const ofPurpose: unique symbol
/** Made by `effectsOf` (effects.ts), or read back by `readEffects`. */
export interface Effect<Of extends Purpose = Purpose> extends EffectDocument {
  readonly purpose: Of
  /** What is an exercise can stand in no list of what is live. */
  readonly [ofPurpose]?: Of
}

/** What runs now: what was started and is not over, each key once. */
export type Running<Of extends Purpose = Purpose> = ReadonlyMap<string, Effect<Of>>
