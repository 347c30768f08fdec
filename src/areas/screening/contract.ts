/**
 * What can be asked about health checks at the door: doors and kiosks, what kiosks and cameras send, counts, the duty
 * officer, export.
 *
 * Who manages sees counts, who is on duty sees alerts and exports, and an administrator sees neither alerts nor entries.
 * A kiosk has a token of its own and can only send.
 */
import { z } from 'zod'
import { ADMINISTRATORS, ANYONE, device, type PeopleAccess, row } from '../../authority/contract.ts'
import { byId } from '../../authority/paging.ts'
import {
  alert,
  alerts,
  cameraBatch,
  cameraTaken,
  deed,
  door,
  doorInput,
  type KioskIdentity,
  kiosk,
  kioskBatch,
  kioskCode,
  kioskHome,
  kioskInput,
  monthCounts,
  subscription,
  taken,
} from './model.ts'
import { settings } from './settings.ts'

/** Of counts. Not an operator's engineer: these are the ministry's own people. */
const SCREENING_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator', 'duty'],
  scope: null,
}
const DUTY: PeopleAccess = { is: 'people', roles: ['duty'], scope: null }
/** A thermal camera sends, and reads nothing. */
const CAMERAS: PeopleAccess = { is: 'people', roles: ['duty'], scope: 'screening' }
/** A tablet at a door, by its token. */
const KIOSK = device<KioskIdentity>()('kiosk')

const BASE = '/api/v1/screening'
const empty = z.strictObject({})

export const screeningContract = {
  getScreeningSettings: row({
    method: 'get',
    path: `${BASE}/settings`,
    summary: 'From which temperature on, how long to wait, how long entries are kept',
    may: SCREENING_READERS,
    answer: settings,
  }),
  changeScreeningSettings: row({
    method: 'put',
    path: `${BASE}/settings`,
    summary: 'Other settings; kiosks hear of them when they next send',
    may: ADMINISTRATORS,
    body: settings,
    answer: settings,
  }),
  listDoors: row({
    method: 'get',
    path: `${BASE}/doors`,
    summary: 'Doors, by name',
    may: SCREENING_READERS,
    answer: z.array(door).meta({ id: 'Doors' }),
  }),
  createDoor: row({
    method: 'post',
    path: `${BASE}/doors`,
    summary: 'A new door',
    may: ADMINISTRATORS,
    body: doorInput,
    status: 201,
    answer: door,
    starts: true,
  }),
  listKiosks: row({
    method: 'get',
    path: `${BASE}/kiosks`,
    summary: 'Kiosks, by door and name: enrolled or not, when last heard, what waits on them',
    may: SCREENING_READERS,
    answer: z.array(kiosk).meta({ id: 'Kiosks' }),
  }),
  createKiosk: row({
    method: 'post',
    path: `${BASE}/kiosks`,
    summary: 'A new kiosk at a door, and the code that enrols it once, within an hour; told once',
    may: ADMINISTRATORS,
    body: kioskInput,
    status: 201,
    answer: kioskCode,
    starts: true,
    tellsSecret: true,
  }),
  issueKioskCode: row({
    method: 'post',
    path: `${BASE}/kiosks/{id}/code`,
    summary: 'Another code; what the tablet was enrolled with before counts no more',
    may: ADMINISTRATORS,
    params: byId,
    body: empty,
    status: 201,
    answer: kioskCode,
    starts: true,
    tellsSecret: true,
  }),
  revokeKiosk: row({
    method: 'post',
    path: `${BASE}/kiosks/{id}/revoke`,
    summary: 'The kiosk counts no more, at once; what waits on it stays there',
    may: ADMINISTRATORS,
    params: byId,
    body: empty,
    answer: kiosk,
    starts: true,
  }),
  enrolKiosk: row({
    method: 'post',
    path: `${BASE}/enrol`,
    summary: "Makes a one-time code into a kiosk's token",
    may: ANYONE,
    body: z.strictObject({ code: z.string().min(1).max(40) }).meta({ id: 'KioskEnrolment' }),
    status: 201,
    answer: z.strictObject({ token: z.string(), home: kioskHome }).meta({ id: 'KioskEnrolled' }),
    rate: { per: 'address', max: 10, seconds: 60 },
  }),
  getKioskHome: row({
    method: 'get',
    path: `${BASE}/kiosk`,
    summary: 'What a kiosk is told of itself: its door and the settings',
    may: KIOSK,
    answer: kioskHome,
  }),
  takeKioskEntries: row({
    method: 'post',
    path: `${BASE}/kiosk/entries`,
    summary:
      'Entries of a kiosk, as many as have waited. Each has its own outcome; the same id is the same entry, ' +
      'however often it is sent',
    may: KIOSK,
    body: kioskBatch,
    answer: taken,
  }),
  takeMeasurements: row({
    method: 'post',
    path: `${BASE}/measurements`,
    summary:
      'Webhook for thermal cameras: one measurement or a batch, by the rules of the kiosks. The same event of the ' +
      'same key is the same measurement, however often it is sent, so no Idempotency-Key is needed',
    may: CAMERAS,
    body: cameraBatch,
    answer: cameraTaken,
  }),
  getMonthCounts: row({
    method: 'get',
    path: `${BASE}/months/{month}`,
    summary:
      'Counts of a month by day and door. Null is hidden: no count below 5 is told, nor one that could be worked ' +
      'out from the sums; fever is told once a day is over, and its sum grows by 5 people or more',
    may: SCREENING_READERS,
    params: z.strictObject({ month: monthCounts.shape.month }),
    answer: monthCounts,
  }),
  listAlerts: row({
    method: 'get',
    path: `${BASE}/alerts`,
    summary: 'Whoever was high twice or did not come back: open ones, and the last that were dealt with',
    may: DUTY,
    answer: alerts,
  }),
  closeAlert: row({
    method: 'post',
    path: `${BASE}/alerts/{id}/close`,
    summary: 'What was done about it',
    may: DUTY,
    params: byId,
    body: z.strictObject({ deed }).meta({ id: 'AlertClosing' }),
    answer: alert,
  }),
  getPushKey: row({
    method: 'get',
    path: `${BASE}/push`,
    summary: 'The key that push messages are signed with (VAPID); null: they are not set up',
    may: DUTY,
    answer: z.strictObject({ key: z.string().nullable() }).meta({ id: 'PushKey' }),
  }),
  subscribeToPush: row({
    method: 'post',
    path: `${BASE}/push`,
    summary: 'This browser is told of alerts from now on',
    may: DUTY,
    body: subscription,
    status: 204,
  }),
  unsubscribeFromPush: row({
    method: 'post',
    path: `${BASE}/push/end`,
    summary: 'This browser is told no more',
    may: DUTY,
    body: subscription.pick({ endpoint: true }).meta({ id: 'PushEnd' }),
    status: 204,
  }),
  exportObservations: row({
    method: 'get',
    path: `${BASE}/export`,
    summary:
      'Entries of some days as a FHIR R4 Bundle of Observations (profile bodytemp), with doors and devices; ' +
      'recorded in the trail',
    may: DUTY,
    query: z.strictObject({ from: z.iso.date(), until: z.iso.date() }),
    media: 'application/fhir+json',
  }),
}
