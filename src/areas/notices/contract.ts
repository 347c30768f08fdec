/** Notices: each person's own, and nobody else's. */
import { z } from 'zod'
import { type PeopleAccess, row } from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import { noticeChoices, noticeSettings } from './model.ts'

const OWN = '/api/v1/me/notices'
/** A person of whom there is something to tell, never a program. */
const TOLD: PeopleAccess = { is: 'people', roles: ['editor', 'approver', 'administrator', 'engineer'], scope: null }
const endpoint = z.url({ protocol: /^https?$/ }).max(2000)
const browserKey = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/)

const own = { may: TOLD, answer: noticeSettings } as const

export const noticesContract = {
  getNotices: row({ ...own, method: 'get', path: OWN, summary: 'What one is told of, how and when' }),
  chooseNotices: row({
    ...own,
    method: 'put',
    path: OWN,
    summary: 'Chooses what one is told of, by which way, in which language, and when not',
    body: noticeChoices,
  }),
  askNoticeAddress: row({
    ...own,
    method: 'post',
    path: `${OWN}/address`,
    summary:
      'Wants notices at another mail address: a letter with a link goes there, which its owner opens as this person',
    body: z.strictObject({ address: z.string().max(254) }).meta({ id: 'NoticeAddress' }),
  }),
  confirmNoticeAddress: row({
    ...own,
    method: 'post',
    path: `${OWN}/address/confirm`,
    summary: 'The address is this person’s: by the link of its letter',
    body: z.strictObject({ link: z.string().regex(/^[a-z]{64}$/) }).meta({ id: 'NoticeAddressLink' }),
  }),
  dropNoticeAddress: row({
    ...own,
    method: 'delete',
    path: `${OWN}/address`,
    summary: 'Notices go to the account’s own address again',
  }),
  mailNoticesAgain: row({
    ...own,
    method: 'post',
    path: `${OWN}/mail`,
    summary: 'Mail that had come back is sent again',
  }),
  addNoticeBrowser: row({
    ...own,
    method: 'post',
    path: `${OWN}/browsers`,
    summary: 'This browser is told from now on',
    body: z
      .strictObject({ endpoint, keys: z.strictObject({ p256dh: browserKey, auth: browserKey }) })
      .meta({ id: 'NoticeBrowser' }),
  }),
  dropNoticeBrowser: row({
    ...own,
    method: 'delete',
    path: `${OWN}/browsers/{id}`,
    summary: 'A browser of this person is told no more',
    params: byId,
  }),
}
