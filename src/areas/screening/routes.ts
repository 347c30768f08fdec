/**
 * Health checks at the door: doors and kiosks, what kiosks and cameras send, counts, the duty officer, export.
 *
 * Who manages sees counts, who is on duty sees alerts and exports, and an administrator sees neither alerts nor entries.
 * A kiosk has a token of its own and can only send.
 */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { byId } from '../../http/paging.ts'
import { InputFaulty } from '../../http/problem.ts'
import {
  ADMINISTRATORS,
  ANYONE,
  CAMERAS,
  DUTY,
  KIOSK,
  type Route,
  route,
  SCREENING_READERS,
} from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { EXPORT_MAX } from './keeping.ts'
import {
  alert,
  alerts,
  cameraBatch,
  deed,
  door,
  doorInput,
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

const BASE = '/api/v1/screening'
const DAY_MS = 24 * 3_600_000
const empty = z.strictObject({})

export function screeningRoutes(services: Services): Route[] {
  return [
    ...setUpRoutes(services),
    ...deviceRoutes(services),
    ...countRoutes(services),
    ...dutyRoutes(services),
  ]
}

function setUpRoutes({ screening }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: `${BASE}/settings`,
      name: 'getScreeningSettings',
      summary: 'From which temperature on, how long to wait, how long entries are kept',
      may: SCREENING_READERS,
      answer: settings,
      handle: async () => await screening.settings(),
    }),
    route({
      method: 'put',
      path: `${BASE}/settings`,
      name: 'changeScreeningSettings',
      summary: 'Other settings; kiosks hear of them when they next send',
      may: ADMINISTRATORS,
      body: settings,
      answer: settings,
      handle: async ({ actor, body }) => await screening.setSettings(actor, body),
    }),
    route({
      method: 'get',
      path: `${BASE}/doors`,
      name: 'listDoors',
      summary: 'Doors, by name',
      may: SCREENING_READERS,
      answer: z.array(door).meta({ id: 'Doors' }),
      handle: async () => await screening.doors(),
    }),
    route({
      method: 'post',
      path: `${BASE}/doors`,
      name: 'createDoor',
      summary: 'A new door',
      may: ADMINISTRATORS,
      body: doorInput,
      status: 201,
      answer: door,
      starts: true,
      handle: async ({ actor, body }) => await screening.createDoor(actor, body),
    }),
    route({
      method: 'get',
      path: `${BASE}/kiosks`,
      name: 'listKiosks',
      summary: 'Kiosks, by door and name: enrolled or not, when last heard, what waits on them',
      may: SCREENING_READERS,
      answer: z.array(kiosk).meta({ id: 'Kiosks' }),
      handle: async () => await screening.kiosks(),
    }),
    route({
      method: 'post',
      path: `${BASE}/kiosks`,
      name: 'createKiosk',
      summary: 'A new kiosk at a door, and the code that enrols it once, within an hour; told once',
      may: ADMINISTRATORS,
      body: kioskInput,
      status: 201,
      answer: kioskCode,
      starts: true,
      tellsSecret: true,
      handle: async ({ actor, body }) => await screening.createKiosk(actor, body),
    }),
    route({
      method: 'post',
      path: `${BASE}/kiosks/{id}/code`,
      name: 'issueKioskCode',
      summary: 'Another code; what the tablet was enrolled with before counts no more',
      may: ADMINISTRATORS,
      params: byId,
      body: empty,
      status: 201,
      answer: kioskCode,
      starts: true,
      tellsSecret: true,
      handle: async ({ actor, params }) => await screening.issueKioskCode(actor, params.id),
    }),
    route({
      method: 'post',
      path: `${BASE}/kiosks/{id}/revoke`,
      name: 'revokeKiosk',
      summary: 'The kiosk counts no more, at once; what waits on it stays there',
      may: ADMINISTRATORS,
      params: byId,
      body: empty,
      answer: kiosk,
      starts: true,
      handle: async ({ actor, params }) => await screening.revokeKiosk(actor, params.id),
    }),
  ]
}

function deviceRoutes({ screening, afterIntake }: Services): Route[] {
  return [
    route({
      method: 'post',
      path: `${BASE}/enrol`,
      name: 'enrolKiosk',
      summary: "Makes a one-time code into a kiosk's token",
      may: ANYONE,
      body: z.strictObject({ code: z.string().min(1).max(40) }).meta({ id: 'KioskEnrolment' }),
      status: 201,
      answer: z.strictObject({ token: z.string(), home: kioskHome }).meta({ id: 'KioskEnrolled' }),
      rate: { per: 'address', max: 10, seconds: 60 },
      handle: async ({ body }) => await screening.enrolKiosk(body.code),
    }),
    route({
      method: 'get',
      path: `${BASE}/kiosk`,
      name: 'getKioskHome',
      summary: 'What a kiosk is told of itself: its door and the settings',
      may: KIOSK,
      answer: kioskHome,
      handle: async ({ kiosk }) => await screening.kioskHome(kiosk),
    }),
    route({
      method: 'post',
      path: `${BASE}/kiosk/entries`,
      name: 'takeKioskEntries',
      summary:
        'Entries of a kiosk, as many as have waited. Each has its own outcome; the same id is the same entry, ' +
        'however often it is sent',
      may: KIOSK,
      body: kioskBatch,
      answer: taken,
      handle: async ({ kiosk, body }) => {
        const answer = await screening.takeFromKiosk(kiosk, body)
        afterIntake()
        return answer
      },
    }),
    route({
      method: 'post',
      path: `${BASE}/measurements`,
      name: 'takeMeasurements',
      summary:
        'Webhook for thermal cameras: one measurement or a batch, by the rules of the kiosks. The same event of the ' +
        'same key is the same measurement, however often it is sent, so no Idempotency-Key is needed',
      may: CAMERAS,
      body: cameraBatch,
      answer: taken,
      handle: async ({ actor, caller, body }) => {
        const answer = await screening.takeFromCamera(
          caller.is === 'key' ? caller.key : actor.id,
          body,
        )
        afterIntake()
        return answer
      },
    }),
  ]
}

function countRoutes({ screening }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: `${BASE}/months/{month}`,
      name: 'getMonthCounts',
      summary:
        'Counts of a month by day and door. Null is hidden: no count below 5 is told, nor one that could be worked ' +
        'out from the sums; fever is counted once a day is over',
      may: SCREENING_READERS,
      params: z.strictObject({ month: monthCounts.shape.month }),
      answer: monthCounts,
      handle: async ({ params }) => await screening.monthCounts(params.month),
    }),
  ]
}

function dutyRoutes({ screening, push, nowMs }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: `${BASE}/alerts`,
      name: 'listAlerts',
      summary:
        'Whoever was high twice or did not come back: open ones, and the last that were dealt with',
      may: DUTY,
      answer: alerts,
      handle: async () => await screening.alerts(),
    }),
    route({
      method: 'post',
      path: `${BASE}/alerts/{id}/close`,
      name: 'closeAlert',
      summary: 'What was done about it',
      may: DUTY,
      params: byId,
      body: z.strictObject({ deed }).meta({ id: 'AlertClosing' }),
      answer: alert,
      handle: async ({ actor, params, body }) => await screening.closeAlert(actor, params.id, body),
    }),
    route({
      method: 'get',
      path: `${BASE}/push`,
      name: 'getPushKey',
      summary: 'The key that push messages are signed with (VAPID); null: they are not set up',
      may: DUTY,
      answer: z.strictObject({ key: z.string().nullable() }).meta({ id: 'PushKey' }),
      handle: async () => ({ key: push?.publicKey ?? null }),
    }),
    route({
      method: 'post',
      path: `${BASE}/push`,
      name: 'subscribeToPush',
      summary: 'This browser is told of alerts from now on',
      may: DUTY,
      body: subscription,
      status: 204,
      handle: async ({ actor, body }) => {
        if (push === null) throw new Failure('pushOff')
        const { host, protocol } = new URL(body.endpoint)
        if (protocol !== 'https:' || !push.knows(host))
          throw new Failure('pushServiceUnknown', { host })
        await screening.subscribe(actor, body)
      },
    }),
    route({
      method: 'post',
      path: `${BASE}/push/end`,
      name: 'unsubscribeFromPush',
      summary: 'This browser is told no more',
      may: DUTY,
      body: subscription.pick({ endpoint: true }).meta({ id: 'PushEnd' }),
      status: 204,
      handle: async ({ body }) => await screening.unsubscribe(body.endpoint),
    }),
    route({
      method: 'get',
      path: `${BASE}/export`,
      name: 'exportObservations',
      summary:
        'Entries of some days as a FHIR R4 Bundle of Observations (profile bodytemp), with doors and devices; ' +
        'recorded in the trail',
      may: DUTY,
      query: z.strictObject({ from: z.iso.date(), until: z.iso.date() }),
      media: 'application/fhir+json',
      handle: async ({ actor, query }) => {
        const fromMs = Date.parse(`${query.from}T00:00:00+07:00`)
        const untilMs = Date.parse(`${query.until}T00:00:00+07:00`) + DAY_MS
        if (!(untilMs > fromMs && fromMs <= nowMs())) throw new InputFaulty([SPAN_FAULT])
        const bundle = await screening.exportBundle(actor, { fromMs, untilMs })
        if (bundle === null) throw new Failure('exportTooLarge', { max: EXPORT_MAX })
        return new Response(JSON.stringify(bundle), {
          headers: {
            'content-type': 'application/fhir+json; charset=utf-8',
            'content-disposition': `attachment; filename="screening-${query.from}-${query.until}.json"`,
          },
        })
      },
    }),
  ]
}

const SPAN_FAULT = {
  path: 'until',
  code: 'range',
  vi: 'Ngày cuối phải từ ngày đầu trở đi, và ngày đầu không ở tương lai.',
  en: 'The last day must not lie before the first, and the first not ahead.',
}
