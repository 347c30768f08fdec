/** Announcements before the ring: who has them, and what operators' nodes answer. */
import { z } from 'zod'
import { type PeopleAccess, row } from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import { NODE } from '../operators/contract.ts'
import { announcement } from './model.ts'

/** Whoever reads bulletins, and the engineers of the operators that have them heard. */
const READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator', 'engineer'],
  scope: 'read',
}
const SIGNED_MAX = 10_000
const signed = z.strictObject({ document: z.string().min(20).max(SIGNED_MAX) })

export const announcementContract = {
  listAnnouncements: row({
    method: 'get',
    path: '/api/v1/bulletins/{id}/announcements',
    summary: 'The announcements before the ring of a bulletin, by operator; an engineer sees their own operator’s',
    may: READERS,
    params: byId,
    answer: z.array(announcement),
  }),
  acknowledgeAnnouncement: row({
    method: 'post',
    path: '/node/v1/announcement-acknowledgements',
    summary: 'A signed acknowledgement of an announcement; the same one twice is one',
    may: NODE,
    body: signed.meta({ id: 'AnnouncementAcknowledgementDocument' }),
    status: 204,
  }),
  countAnnouncement: row({
    method: 'post',
    path: '/node/v1/announcement-counts',
    summary: 'A signed count of the calls that have heard an announcement; the newest counts',
    may: NODE,
    body: signed.meta({ id: 'AnnouncementCountDocument' }),
    status: 204,
  }),
}
