/**
 * The records of a month on every channel but the round: what was released, carried elsewhere by people, played, heard before the ring,
 * and sent to whoever asked. Exercises are among them and say so. No number of a subscriber, no address.
 */
import { z } from 'zod'

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const instant = z.iso.datetime({ offset: true })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const line = z.string().min(1).max(200)

export const CHANNELS = [
  'page',
  'cap',
  'sms',
  'loudspeakers',
  'mail',
  'push',
  'ring',
  'broadcast',
  'placements',
] as const
export const PRIORITIES = ['normal', 'priority', 'urgent'] as const
export const PLACES = ['press', 'television', 'radio', 'crawl', 'leaflet', 'poster', 'network'] as const
/** How a subscriber stops to be one: of their own, by calling a letter spam, by letters that came back, since nobody is there. */
export const LEAVINGS = ['unsubscribed', 'complained', 'bounced', 'gone'] as const
export type Leaving = (typeof LEAVINGS)[number]
/** On which citizens ask to be told. */
export const ASKED_CHANNELS = ['mail', 'push'] as const
export const PURPOSES = ['live', 'exercise'] as const

const purpose = z.enum(PURPOSES)
export type RecordPurpose = z.infer<typeof purpose>

/** An entry of the log of releases. */
export const releaseRecord = z.strictObject({
  serial: z.int().min(1),
  bulletin: z.uuid(),
  version: z.int().min(1),
  title: line,
  purpose,
  priority: z.enum(PRIORITIES),
  kind: z.enum(['publish', 'correct', 'cancel']),
  channels: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length),
  /** Of the content that two people approved. */
  sha256,
  at: instant,
})
export type ReleaseRecord = z.infer<typeof releaseRecord>

/** That a person has seen a bulletin of the month elsewhere, and has not taken that back. */
export const placementRecord = z.strictObject({
  id: z.uuid(),
  bulletin: z.uuid(),
  purpose,
  kind: z.enum(PLACES),
  outlet: line,
})
export type PlacementRecord = z.infer<typeof placementRecord>

/** What devices told of one item in the month: started + refused + missed were scheduled. */
export const playRecord = z.strictObject({
  item: z.string().max(200),
  /** Null: it is no item of a bulletin of this authority, so that nobody can say what it was. */
  of: z
    .strictObject({
      bulletin: z.uuid(),
      title: line,
      purpose,
      /** Of its sound. */
      milliseconds: count,
    })
    .nullable(),
  played: count,
  cut: count,
  refused: count,
  missed: count,
  unknown: count,
  /** Begun, and its end not told. */
  open: count,
  /** Decoded from a recording: a proof of its own. */
  heard: count,
})
export type PlayRecord = z.infer<typeof playRecord>

/** An announcement before the ring at one operator, of a bulletin of the month. */
export const ringRecord = z.strictObject({
  directive: z.uuid(),
  /** Of the signed directive. */
  sha256,
  bulletin: z.uuid(),
  purpose,
  operator: line,
  name: line,
  state: z.enum(['issued', 'held', 'refused', 'withdrawn', 'expired']),
  /** As the operator's systems count; null: nothing was told. */
  calls: count.nullable(),
  isFinal: z.boolean(),
})
export type RingRecord = z.infer<typeof ringRecord>

/** A cell broadcast at one operator, of a bulletin of the month: cells, never people. */
export const broadcastRecord = z.strictObject({
  directive: z.uuid(),
  /** Of the signed directive. */
  sha256,
  bulletin: z.uuid(),
  purpose,
  operator: line,
  name: line,
  state: z.enum(['issued', 'held', 'replaced', 'refused', 'withdrawn', 'expired']),
  /** Cells in the area; null: its node has not said. */
  known: count.nullable(),
  /** As its controllers told; null: nothing was told. */
  onAir: count.nullable(),
  /** Cells that cannot; null: nothing was told. */
  failed: count.nullable(),
  /** Cells of which nobody knows; null: how many there are nobody has said either. known = onAir + failed + unknown. */
  unknown: count.nullable(),
  /** How often it was sent; null: nothing was told. */
  broadcasts: count.nullable(),
  isFinal: z.boolean(),
})
export type BroadcastRecord = z.infer<typeof broadcastRecord>

/** Citizens who asked, as counts alone: of one channel in the month. */
export const askedRecord = z.strictObject({
  channel: z.enum(ASKED_CHANNELS),
  /** Confirmed at the end of the month, or now. */
  subscribers: count,
  /** By whoever was no subscriber. Of web push each is confirmed at once. */
  asked: count,
  confirmed: count,
  unsubscribed: count,
  complained: count,
  bounced: count,
  gone: count,
  /** Letters or pushes that the next machine took and that did not come back. */
  accepted: count,
})
export type AskedRecord = z.infer<typeof askedRecord>

export const channelsRecord = z.strictObject({
  releases: z.array(releaseRecord).max(10_000),
  placements: z.array(placementRecord).max(20_000),
  /** Null: there are no loudspeakers here. */
  plays: z.array(playRecord).max(20_000).nullable(),
  /** That told of a play, exercises left out. */
  clusters: count,
  rings: z.array(ringRecord).max(20_000),
  /** Missing in reports of before there were any. */
  broadcasts: z.array(broadcastRecord).max(20_000).optional(),
  /** Null: nobody has ever asked here. */
  asked: z.array(askedRecord).max(2).nullable(),
})
export type ChannelsRecord = z.infer<typeof channelsRecord>
