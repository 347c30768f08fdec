/**
 * What is kept and shown of health checks at the door: shapes only, for the API, the console and the kiosk.
 *
 * Nobody's name is asked for, and a badge number comes in but never goes out again. Ids are UUIDs, instants ISO 8601 in
 * UTC, temperatures in degrees Celsius. Runs in a browser too.
 */
import { z } from 'zod'
import { settings } from './settings.ts'

const instant = z.iso.datetime({ offset: true })
const count = z.int().min(0)
/** Text of people, a line: no control characters. */
const line = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)

// Doors and kiosks -----------------------------------------------------------------------------------------------

export const doorInput = z.strictObject({ name: line }).meta({ id: 'DoorInput' })
export const door = z.strictObject({ id: z.uuid(), name: line, createdAt: instant }).meta({ id: 'Door' })
export type Door = z.infer<typeof door>

/** enrolling: a code is out. */
export const kioskState = z.enum(['new', 'enrolling', 'enrolled', 'revoked'])

export const kioskInput = z.strictObject({ door: z.uuid(), name: line }).meta({ id: 'KioskInput' })
export const kiosk = z
  .strictObject({
    id: z.uuid(),
    name: line,
    door: z.strictObject({ id: z.uuid(), name: line }),
    state: kioskState,
    enrolledAt: instant.nullable(),
    heardAt: instant.nullable(),
    /** Of the tablet's clock against ours, when it last sent something. */
    clockSkewMs: z.number().nullable(),
    /** Entries that it still held when it was last heard. */
    waiting: count,
  })
  .meta({ id: 'Kiosk' })
export type Kiosk = z.infer<typeof kiosk>

export const kioskCode = z.strictObject({ kiosk, code: z.string(), expiresAt: instant }).meta({ id: 'KioskCode' })
export type KioskCode = z.infer<typeof kioskCode>

/** What a kiosk is told about itself. */
export const kioskHome = z
  .strictObject({
    kiosk: z.strictObject({ id: z.uuid(), name: line }),
    door: z.strictObject({ id: z.uuid(), name: line }),
    settings,
    now: instant,
  })
  .meta({ id: 'KioskHome' })
export type KioskHome = z.infer<typeof kioskHome>

/** A device that has proved its token. */
export interface KioskIdentity {
  readonly id: string
  readonly door: string
}

// Entries --------------------------------------------------------------------------------------------------------

export const BATCH_MAX = 100

/** A number, or as it was typed: '36,5' and '36.5' are the same. */
const celsius = z.union([z.number(), z.string().max(20)])

export const kioskEntry = z
  .strictObject({
    /** Made by the kiosk, once: the same id is the same entry, however often it is sent. */
    id: z.uuid(),
    /** By the tablet's clock. */
    at: instant,
    celsius,
    /** Null: a visitor. */
    badge: z.string().max(20).nullable(),
    /** The entry that this is the second measurement of. */
    follows: z.uuid().nullable(),
  })
  .meta({ id: 'KioskEntry' })
export type KioskEntry = z.infer<typeof kioskEntry>

export const kioskBatch = z
  .strictObject({
    /** What the tablet's clock shows as it sends. */
    sentAt: instant,
    /** Entries that stay on the tablet when these are through. */
    waiting: count.max(1_000_000).default(0),
    entries: z.array(kioskEntry).max(BATCH_MAX),
  })
  .meta({ id: 'KioskBatch' })
export type KioskBatch = z.infer<typeof kioskBatch>

export const cameraMeasurement = z
  .strictObject({
    /** The camera's own name for it: the same one is the same measurement, however often it is sent. */
    event: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[A-Za-z0-9._:-]+$/),
    celsius,
    /** By the camera's clock; left out: now. */
    at: instant.optional(),
    /** Where the camera reads badges; left out: a visitor. */
    badge: z.string().max(20).optional(),
  })
  .meta({ id: 'CameraMeasurement' })

export const cameraBatch = z
  .strictObject({
    door: z.uuid(),
    /** What the camera's clock shows as it sends: with it a wrong clock is noticed and put right. */
    sentAt: instant.optional(),
    measurements: z.array(cameraMeasurement).min(1).max(BATCH_MAX),
  })
  .meta({
    id: 'CameraBatch',
    examples: [
      {
        door: '3f0e3b9c-8f0e-4a53-9d52-6f2a7d0c1b11',
        sentAt: '2026-11-25T08:00:05+07:00',
        measurements: [
          { event: 'cam1-000417', celsius: 36.6, at: '2026-11-25T08:00:03+07:00' },
          { event: 'cam1-000418', celsius: '37,8', badge: 'A1042' },
        ],
      },
    ],
  })
export type CameraBatch = z.infer<typeof cameraBatch>

/** pass: go on. wait: measure again after the wait. call: the duty officer is told. */
export const next = z.enum(['pass', 'wait', 'call'])

/**
 * stored: a new entry. known: it was stored before. same: the badge was measured within the minute, it is that entry.
 * expired: older than the retention, nothing was stored. refused: what it says cannot be, nothing was stored.
 */
export const outcome = z
  .strictObject({
    id: z.string(),
    is: z.enum(['stored', 'known', 'same', 'expired', 'refused']),
    next: next.nullable(),
    fault: z.strictObject({ field: z.string(), code: z.string(), vi: z.string(), en: z.string() }).nullable(),
  })
  .meta({ id: 'MeasurementOutcome' })
export type Outcome = z.infer<typeof outcome>

export const taken = z.strictObject({ now: instant, outcomes: z.array(outcome) }).meta({ id: 'MeasurementsTaken' })
export type Taken = z.infer<typeof taken>

/**
 * What a camera is told: that it was taken, or what of it cannot be. Whether it was new, and whether somebody has a fever, is
 * not a camera's to know: whoever has its key could ask of any badge.
 */
const cameraOutcome = z
  .strictObject({ id: z.string(), is: z.enum(['taken', 'refused']), fault: outcome.shape.fault })
  .meta({ id: 'CameraOutcome' })
export const cameraTaken = z
  .strictObject({ now: instant, outcomes: z.array(cameraOutcome) })
  .meta({ id: 'CameraTaken' })
export type CameraTaken = z.infer<typeof cameraTaken>

// The duty officer -----------------------------------------------------------------------------------------------

export const channel = z.enum(['mail', 'push'])
export type Channel = z.infer<typeof channel>

/** high-twice: the second measurement was high too. missed: nobody came back for it. */
export const alertKind = z.enum(['high-twice', 'missed'])

export const deed = z.enum(['sent-home', 'to-hospital', 'let-in', 'not-found', 'wrong-reading'])
export type Deed = z.infer<typeof deed>

export const telling = z
  .strictObject({ channel, at: instant, reached: count, failed: count })
  .meta({ id: 'AlertTelling' })

export const alert = z
  .strictObject({
    id: z.uuid(),
    kind: alertKind,
    door: z.strictObject({ id: z.uuid(), name: line }),
    at: instant,
    who: z.enum(['badge', 'visitor']),
    first: z.strictObject({ at: instant, celsius: z.number() }),
    second: z.strictObject({ at: instant, celsius: z.number() }).nullable(),
    /** Empty: nobody was told. */
    told: z.array(telling),
    done: z.strictObject({ at: instant, by: z.string(), deed }).nullable(),
  })
  .meta({ id: 'HealthAlert' })
export type Alert = z.infer<typeof alert>

export const alerts = z
  .strictObject({
    /** Ways in which the duty officer can be told; empty: none is set up. */
    channels: z.array(channel),
    open: z.array(alert),
    done: z.array(alert),
  })
  .meta({ id: 'HealthAlerts' })
export type Alerts = z.infer<typeof alerts>

/** As a browser gives it (W3C Push API). */
export const subscription = z
  .strictObject({
    endpoint: z.url().max(1000),
    keys: z.strictObject({
      p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}$/),
      auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
    }),
  })
  .meta({ id: 'PushSubscription' })
export type Subscription = z.infer<typeof subscription>

// Counts ---------------------------------------------------------------------------------------------------------

/** Null: hidden, so that nobody can be picked out. */
const shown = count.nullable()

export const countCells = z
  .strictObject({
    /** People: first measurements. */
    checked: shown,
    /** Of them, at or above the threshold. */
    high: shown,
    /** Of them, again so at the second measurement. */
    highTwice: shown,
  })
  .meta({ id: 'CountCells' })
export type CountCells = z.infer<typeof countCells>

export const dayCounts = z
  .strictObject({
    day: z.iso.date(),
    sum: countCells,
    doors: z.array(countCells.extend({ door: z.uuid(), name: line })),
  })
  .meta({ id: 'DayCounts' })

export const monthCounts = z
  .strictObject({
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    /** Days and doors with at least one entry. */
    days: count,
    doors: count,
    sum: countCells,
    /** The last day that is in the sum; later ones are too few to be told yet. Null: none is. */
    until: z.strictObject({ high: z.iso.date().nullable(), highTwice: z.iso.date().nullable() }),
    byDay: z.array(dayCounts),
    asOf: instant,
    /** The month is not over, or today's figures still grow. */
    isSoFar: z.boolean(),
  })
  .meta({ id: 'MonthCounts' })
export type MonthCounts = z.infer<typeof monthCounts>
