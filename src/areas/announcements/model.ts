/** Announcements before the ring as they are shown. Shapes alone; runs in a browser too. */
import { z } from 'zod'
import { announcementRefusalReason } from '../../directive/announcement.ts'
import { count, instant, operatorId } from '../../directive/values.ts'

/**
 * issued: its node has not answered yet; held: the operator's systems have it; withdrawn: they have it no more, by an order;
 * expired: no node took it in time.
 */
export const announcementState = z.enum(['issued', 'held', 'refused', 'withdrawn', 'expired'])

/** One at one operator. */
export const announcement = z
  .strictObject({
    id: z.uuid(),
    bulletin: z.uuid(),
    version: z.int().min(1),
    operator: operatorId,
    operatorName: z.string(),
    state: announcementState,
    /** The authority wants it to be heard no more. */
    isStopped: z.boolean(),
    refusal: announcementRefusalReason.nullable(),
    issuedAt: instant,
    endsAt: instant,
    answeredAt: instant.nullable(),
    /** That have heard it, as the operator's systems count; null: nothing was told yet. */
    calls: count.nullable(),
    countedAt: instant.nullable(),
    isFinal: z.boolean(),
  })
  .meta({ id: 'Announcement' })
export type Announcement = z.infer<typeof announcement>
