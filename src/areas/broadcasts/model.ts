/** Cell broadcasts as they are shown, operator by operator. Shapes alone; runs in a browser too. */
import { z } from 'zod'
import { broadcastRefusalReason, cellTally, failedCause, saying, systemTallies } from '../../directive/broadcast.ts'
import { provinceRef } from '../../directive/documents.ts'
import { count, instant, languageTag, operatorId } from '../../directive/values.ts'

/**
 * issued: its node has not answered yet; held: it is to be on the air there; replaced: its correction is; withdrawn: it was taken off;
 * expired: no node took it in time.
 */
export const broadcastState = z.enum(['issued', 'held', 'replaced', 'refused', 'withdrawn', 'expired'])

/** What an operator has told of the message, or of its correction: the newest. */
export const broadcastCount = z
  .strictObject({
    says: saying,
    cells: cellTally,
    provinces: z.array(z.strictObject({ ...provinceRef.shape, cells: cellTally })),
    /** Why cells failed; missing: none did. */
    causes: z.array(failedCause).optional(),
    /** How often it was sent, as its controllers tell; null: none did. */
    broadcasts: count.nullable(),
    /** Cells at which it may still be on the air although it was taken off. */
    leaving: count,
    /** What AMFs and centres of the operator have accepted, which is not on the air; missing: there are none. */
    systems: systemTallies.optional(),
    asOf: instant,
    isFinal: z.boolean(),
  })
  .meta({ id: 'BroadcastCount' })
export type BroadcastCount = z.infer<typeof broadcastCount>

/** One at one operator. */
export const broadcast = z
  .strictObject({
    id: z.uuid(),
    bulletin: z.uuid(),
    version: z.int().min(1),
    operator: operatorId,
    operatorName: z.string(),
    state: broadcastState,
    /** The authority wants it off the air. */
    isStopped: z.boolean(),
    refusal: broadcastRefusalReason.nullable(),
    /** Of each language, the same at every operator. */
    messages: z.array(
      z.strictObject({
        language: languageTag,
        identifier: z.int(),
        serialNumber: z.int(),
        /** What phones show. */
        text: z.string(),
      }),
    ),
    issuedAt: instant,
    endsAt: instant,
    answeredAt: instant.nullable(),
    /** That stand in the area, as its node said when it took it. */
    cells: count.nullable(),
    counts: z.array(broadcastCount),
    /** When its operator's node gave it back to an authority that, restored from a backup, did not know it; null: it was known. */
    foundAt: instant.nullable(),
  })
  .meta({ id: 'Broadcast' })
export type Broadcast = z.infer<typeof broadcast>

/** One that was unknown here, with what people need to know it by. */
export const foundBroadcast = z
  .strictObject({
    ...broadcast.shape,
    title: z.string(),
    purpose: z.enum(['live', 'exercise']),
    /** Something of its bulletin was released, as far as is known here: a cancel of that takes it off too. */
    isBulletinKnown: z.boolean(),
  })
  .meta({ id: 'FoundBroadcast' })
export type FoundBroadcast = z.infer<typeof foundBroadcast>
