/** What a citizen asks for, and what is told of all of them: counts alone. Shapes; run in a browser too. */
import { z } from 'zod'
import { PROVINCES_MAX, provinceRef } from '../../directive/documents.ts'
import { count, instant } from '../../directive/values.ts'
import { ASKED_CHANNELS, LEAVINGS } from '../../report/channel-records.ts'

/** One person is told on it: by mail at an address, by web push in a browser. */
export const subscriptionChannel = z.enum(ASKED_CHANNELS)
export type SubscriptionChannel = z.infer<typeof subscriptionChannel>

/** What is counted by the day: people who were none ask, and become subscribers; and how they leave. */
export const TURNS = ['asked', 'confirmed', ...LEAVINGS] as const
export type Turn = (typeof TURNS)[number]

/** From which priority on. */
export const level = z.enum(['normal', 'priority', 'urgent'])

export const choices = z
  .strictObject({
    language: z.enum(['vi', 'en']),
    /** Null: bulletins for wherever. */
    provinces: z.array(provinceRef).min(1).max(PROVINCES_MAX).nullable(),
    level,
  })
  .meta({ id: 'SubscriptionChoices' })
export type Choices = z.infer<typeof choices>

/**
 * What a letter is under way with: a queue of its own each. `confirm`, `confirm-push`: whether an address, a browser is somebody's who
 * asked; strangers can have those come back, and stop no bulletin by it.
 */
export const lane = z.enum([...ASKED_CHANNELS, 'confirm', 'confirm-push'])
export type Lane = z.infer<typeof lane>

/** Whether a browser gets bulletins: `asked` until its service worker has sent back what the first push told it. */
export const browserState = z
  .strictObject({ is: z.enum(['none', 'asked', 'on']) })
  .meta({ id: 'BrowserSubscriptionState' })
export type BrowserState = z.infer<typeof browserState>['is']

/**
 * waits ─► intent ─► accepted ─► returned      by a bounce
 *            │   ─► refused, unknown, expired
 *   superseded: what it says was taken back, or a newer version released, before it went out
 */
export type LetterState =
  | 'waits'
  | 'intent'
  | 'accepted'
  | 'refused'
  | 'returned'
  | 'unknown'
  | 'expired'
  | 'superseded'

export const subscriptionCounts = z
  .strictObject({
    channels: z.array(
      z.strictObject({
        channel: subscriptionChannel,
        /** Whether this server can send on it. */
        isOpen: z.boolean(),
        subscribers: count,
        /** Asked for, and not confirmed yet. */
        unconfirmed: count,
      }),
    ),
    queues: z.array(
      z.strictObject({
        lane,
        waiting: count,
        unknown: count,
        /** It has stopped by itself: so many of the last ones failed for good. Null: it goes on. */
        paused: z.strictObject({ at: instant, of: count, failed: count }).nullable(),
      }),
    ),
  })
  .meta({ id: 'SubscriptionCounts' })
export type SubscriptionCounts = z.infer<typeof subscriptionCounts>
