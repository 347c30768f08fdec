/**
 * Subscriptions: pages and forms for whoever wants bulletins, without a sign-in; for people who work here counts alone. A link of
 * a letter shows a page by GET and acts by POST, as RFC 8058 has it.
 */
import { z } from 'zod'
import { ADMINISTRATORS, ANYONE, APPROVERS, type PeopleAccess, row } from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import { PROVINCES_MAX } from '../../directive/documents.ts'
import { count } from '../../directive/values.ts'
import { browserState, choices, lane, subscriptionChannel, subscriptionCounts } from './model.ts'

const FORM = ['application/x-www-form-urlencoded'] as const
/** Of a mail program's one click. */
const ONE_CLICK = [...FORM, 'multipart/form-data'] as const
const byLink = z.strictObject({ link: z.string().regex(/^[a-z]{64}$/) })
const inLanguage = z.strictObject({ lang: z.enum(['vi', 'en']).optional() })
const endpoint = z.url({ protocol: /^https?$/ }).max(2000)
const browserKey = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/)

/** Who works on bulletins and looks after letters: counts of citizens are nobody else's. */
const SUBSCRIPTION_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}

const page = { method: 'get', may: ANYONE, media: 'text/html' } as const
const form = { method: 'post', may: ANYONE, media: 'text/html' } as const

export const subscriptionContract = {
  getSubscribePage: row({
    ...page,
    path: '/bulletins/subscribe',
    summary: 'The form for whoever wants bulletins by mail or web push; `lang=en` in English',
    query: inLanguage,
  }),
  getSubscribePageInEnglish: row({
    ...page,
    path: '/en/bulletins/subscribe',
    summary: 'The same in English',
    query: inLanguage,
  }),
  askForBulletins: row({
    ...form,
    path: '/bulletins/subscribe',
    summary:
      'Asks for bulletins by mail: a letter with a link goes to the address. The same answer, whether the address is known or not',
    octets: FORM,
  }),
  askForBulletinsInEnglish: row({
    ...form,
    path: '/en/bulletins/subscribe',
    summary: 'The same in English',
    octets: FORM,
  }),
  getConfirmPage: row({
    ...page,
    path: '/bulletins/confirm/{link}',
    summary: 'Where a letter’s link leads: a page with a button',
    params: byLink,
  }),
  confirmSubscription: row({
    ...form,
    path: '/bulletins/confirm/{link}',
    summary: 'Whoever has the address wants bulletins; a browser has got its first push',
    params: byLink,
    octets: FORM,
  }),
  getEndPage: row({
    ...page,
    path: '/bulletins/end/{link}',
    summary: 'Where the link that ends a subscription leads: a page with a button',
    params: byLink,
  }),
  endSubscription: row({
    ...form,
    path: '/bulletins/end/{link}',
    summary: 'Ends a subscription and deletes its address; a mail program’s one click too (RFC 8058)',
    params: byLink,
    octets: ONE_CLICK,
  }),
  subscribeBrowser: row({
    method: 'post',
    path: '/bulletins/push',
    summary:
      'This browser wants bulletins by web push: it gets them once it has answered a first push at the address that it names',
    may: ANYONE,
    body: z
      .strictObject({
        endpoint,
        keys: z.strictObject({ p256dh: browserKey, auth: browserKey }),
        choices: choices
          .omit({ provinces: true })
          .extend({ provinces: z.array(z.string().regex(/^\d{2}$/)).max(PROVINCES_MAX) }),
      })
      .meta({ id: 'BrowserSubscription' }),
    status: 204,
  }),
  getBrowser: row({
    method: 'post',
    path: '/bulletins/push/state',
    summary: 'Whether this browser gets bulletins; nobody else knows its endpoint',
    may: ANYONE,
    body: z.strictObject({ endpoint }).meta({ id: 'BrowserSubscriptionOf' }),
    answer: browserState,
  }),
  endBrowser: row({
    method: 'post',
    path: '/bulletins/push/end',
    summary: 'This browser gets no more',
    may: ANYONE,
    body: z.strictObject({ endpoint }).meta({ id: 'BrowserSubscriptionEnd' }),
    status: 204,
  }),
  getSubscriptions: row({
    method: 'get',
    path: '/api/v1/subscriptions',
    summary: 'How many have asked for bulletins, what waits, and what has stopped by itself',
    may: SUBSCRIPTION_READERS,
    answer: subscriptionCounts,
  }),
  resumeLetters: row({
    method: 'post',
    path: '/api/v1/subscriptions/resume',
    summary: 'A queue that has stopped by itself goes on',
    may: ADMINISTRATORS,
    body: z.strictObject({ lane }).meta({ id: 'LettersResume' }),
    status: 204,
  }),
  resendLetters: row({
    method: 'post',
    path: '/api/v1/bulletins/{id}/letters/resend',
    summary:
      'Letters of its newest release of which nobody knows whether they went out go out once more, marked as such',
    may: APPROVERS,
    params: byId,
    body: z.strictObject({ channel: subscriptionChannel }).meta({ id: 'LettersResend' }),
    answer: z.strictObject({ letters: count }).meta({ id: 'LettersResent' }),
  }),
}
