/** Communes, their clusters of loudspeakers, what was played and heard, as they are shown. Shapes alone; runs in a browser too. */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { purpose } from '../../directive/documents.ts'
import type { PublicJwk } from '../../directive/public-key.ts'
import { count, instant, sha256 } from '../../directive/values.ts'
import { clusterId, type PlayingWindow, playingWindow } from '../../speaker/agenda.ts'
import { type PinnedHours, pinnedHours } from '../../speaker/hours.ts'
import { place } from '../../speaker/wire.ts'

/** The General Statistics Office's code of a commune: five digits. */
export const communeCode = z.string().regex(/^\d{5}$/)

/**
 * Hours in which a commune's loudspeakers speak, where it has said nothing else: 05:30 to 06:30 and 17:00 to 18:00.
 * What is urgent is played whatever the hour.
 */
export const DEFAULT_WINDOWS = [
  { from: '05:30', until: '06:30' },
  { from: '17:00', until: '18:00' },
] as const
/** As a device pins them. */
export function hoursOf(windows: readonly PlayingWindow[] | null): PinnedHours {
  return { timeZone: TIME_ZONE, windows: [...(windows ?? DEFAULT_WINDOWS)] }
}

/** No commune's own hours begin before or end after these. */
export const EARLIEST = '05:00'
export const LATEST = '21:00'
export const WINDOWS_OF_COMMUNE_MAX = 6

export const communeInput = z
  .strictObject({
    code: communeCode,
    name: line,
    /** Provinces that it lay in, with the days; codes name different provinces before and after a reform. */
    places: z.array(place).min(1).max(8),
    /** Null: the usual hours. */
    windows: z.array(playingWindow).max(WINDOWS_OF_COMMUNE_MAX).nullable(),
  })
  .meta({ id: 'CommuneInput' })
export type CommuneInput = z.infer<typeof communeInput>

export const clusterState = z.enum(['new', 'enrolling', 'enrolled', 'revoked'])
export type ClusterState = z.infer<typeof clusterState>

/** A day's plays, or all of a bulletin's: scheduled = played + cut + refused + missed + unknown + open. */
export const playCounts = z
  .strictObject({
    scheduled: count,
    played: count,
    cut: count,
    refused: count,
    missed: count,
    unknown: count,
    open: count,
    /** A proof of its own: how many plays were decoded from a recording. */
    heard: count,
  })
  .meta({ id: 'PlayCounts' })
export type PlayCounts = z.infer<typeof playCounts>

export const cluster = z
  .strictObject({
    id: clusterId,
    commune: communeCode,
    name: line,
    purpose,
    state: clusterState,
    enrolledAt: instant.nullable(),
    heardAt: instant.nullable(),
    isConnected: z.boolean(),
    /** The commune's own switch; null: it has not said. */
    isOff: z.boolean().nullable(),
    clockSkewMs: z.int().nullable(),
    version: z.string().nullable(),
    /** The agenda that counts there, and the one that was issued last; 0: none. */
    holds: count,
    issued: count,
    /** Receipts that it told once and that are not kept here, as after a restore. */
    lost: count,
    /** Bulletins that its device no longer had when it held a newer agenda than this database: not told to this cluster. */
    withheld: z.array(z.uuid()),
    /** False: its device was enrolled when the commune lay elsewhere, and refuses what is for where it lies now. */
    knowsPlaces: z.boolean(),
    /** Pinned at its device, which plays outside of them only what is urgent; null: it has not said, or none are. */
    hours: pinnedHours.nullable(),
    /**
     * Whether it keeps to all of the commune's hours. `other`: the device has to be told of them. `unpinned`: it was enrolled before hours
     * were pinned, and keeps to a limit of its own. Null: it has not said.
     */
    hoursThere: z.enum(['kept', 'other', 'unpinned']).nullable(),
    today: playCounts,
  })
  .meta({ id: 'SpeakerCluster' })
export type Cluster = z.infer<typeof cluster>

export const commune = communeInput.extend({ clusters: z.array(cluster) }).meta({ id: 'Commune' })
export type Commune = z.infer<typeof commune>

/** Of a province's communes, for a picture: how many clusters, and how they are. */
export const provinceOfLoudspeakers = z
  .strictObject({
    code: z.string().regex(/^\d{2}$/),
    communes: count,
    clusters: count,
    enrolled: count,
    connected: count,
    off: count,
    /** Bulletins that are withheld from some cluster. */
    withheld: z.array(z.uuid()),
    today: playCounts,
  })
  .meta({ id: 'ProvinceOfLoudspeakers' })
export type ProvinceOfLoudspeakers = z.infer<typeof provinceOfLoudspeakers>

export const clusterCode = z
  .strictObject({ cluster: clusterId, code: z.string(), expiresAt: instant })
  .meta({ id: 'SpeakerCode' })
export type ClusterCode = z.infer<typeof clusterCode>

export const playOutcome = z.enum(['played', 'cut', 'refused', 'missed', 'unknown', 'open'])

/** One play, or so many that never began, as the device told it. */
export const play = z
  .strictObject({
    cluster: clusterId,
    /** Of the receipt that began it. */
    counter: z.int().min(1),
    item: z.string(),
    bulletin: z.uuid().nullable(),
    outcome: playOutcome,
    /** Why it was cut, refused or missed. */
    why: z.string().nullable(),
    plays: z.int().min(1),
    from: instant,
    until: instant.nullable(),
    isHeard: z.boolean(),
  })
  .meta({ id: 'SpeakerPlay' })
export type Play = z.infer<typeof play>

/** What a recording proved. */
export const hearing = z
  .strictObject({
    sha256,
    /** Tags that were decoded, and of them those that belong to a play that a device has told. */
    tags: count,
    known: count,
    plays: z.array(play),
  })
  .meta({ id: 'SpeakerHearing' })
export type Hearing = z.infer<typeof hearing>

/** Whom a machine's token names. */
export interface ClusterIdentity {
  readonly cluster: string
  readonly keyId: string
  readonly key: PublicJwk
}
