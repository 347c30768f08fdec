/** Health checks at the door: each row of the contract to its use case. */

import type { PushChannel } from '../../channels/push/push.ts'
import { InputFaulty } from '../../http/problem.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { screeningContract } from './contract.ts'
import { screeningFailure } from './failures.ts'
import { EXPORT_MAX } from './keeping.ts'
import type { CameraTaken, Taken } from './model.ts'
import type { Screening } from './use-cases.ts'

const DAY_MS = 24 * 3_600_000

export function screeningRoutes(needs: {
  readonly screening: Screening
  /** After entries have come in: the duty officer may have to be told. */
  readonly afterIntake: () => void
  /** Null: push messages are not set up. */
  readonly push: Pick<PushChannel, 'publicKey' | 'services'> | null
  readonly nowMs: () => number
}): Route[] {
  const { screening, afterIntake, push, nowMs } = needs
  return routesOf(screeningContract, {
    getScreeningSettings: async () => await screening.settings(),
    changeScreeningSettings: async ({ actor, body }) => await screening.setSettings(actor, body),
    listDoors: async () => await screening.doors(),
    createDoor: async ({ actor, body }) => await screening.createDoor(actor, body),
    listKiosks: async () => await screening.kiosks(),
    createKiosk: async ({ actor, body }) => await screening.createKiosk(actor, body),
    issueKioskCode: async ({ actor, params }) => await screening.issueKioskCode(actor, params.id),
    revokeKiosk: async ({ actor, params }) => await screening.revokeKiosk(actor, params.id),
    enrolKiosk: async ({ body }) => await screening.enrolKiosk(body.code),
    getKioskHome: async ({ kiosk }) => await screening.kioskHome(kiosk),
    takeKioskEntries: async ({ kiosk, body }) => {
      const answer = await screening.takeFromKiosk(kiosk, body)
      afterIntake()
      return answer
    },
    takeMeasurements: async ({ actor, caller, body }) => {
      const answer = await screening.takeFromCamera(caller.is === 'key' ? caller.key : actor.id, body)
      afterIntake()
      return toldToCamera(answer)
    },
    getMonthCounts: async ({ params }) => await screening.monthCounts(params.month),
    listAlerts: async () => await screening.alerts(),
    closeAlert: async ({ actor, params, body }) => await screening.closeAlert(actor, params.id, body),
    getPushKey: async () => ({ key: push?.publicKey ?? null }),
    subscribeToPush: async ({ actor, body }) => {
      if (push === null) throw screeningFailure('pushOff')
      if (!push.services.take(body.endpoint))
        throw screeningFailure('pushServiceUnknown', { host: new URL(body.endpoint).host })
      await screening.subscribe(actor, body)
    },
    unsubscribeFromPush: async ({ body }) => await screening.unsubscribe(body.endpoint),
    exportObservations: async ({ actor, query }) => {
      const fromMs = Date.parse(`${query.from}T00:00:00+07:00`)
      const untilMs = Date.parse(`${query.until}T00:00:00+07:00`) + DAY_MS
      if (!(untilMs > fromMs && fromMs <= nowMs())) throw new InputFaulty([SPAN_FAULT])
      const bundle = await screening.exportBundle(actor, { fromMs, untilMs })
      if (bundle === null) throw screeningFailure('exportTooLarge', { max: EXPORT_MAX })
      return new Response(JSON.stringify(bundle), {
        headers: {
          'content-type': 'application/fhir+json; charset=utf-8',
          'content-disposition': `attachment; filename="screening-${query.from}-${query.until}.json"`,
        },
      })
    },
  })
}

function toldToCamera({ now, outcomes }: Taken): CameraTaken {
  return {
    now,
    outcomes: outcomes.map(({ id, is, fault }) => ({ id, fault, is: is === 'refused' ? 'refused' : 'taken' })),
  }
}

const SPAN_FAULT = {
  path: 'until',
  code: 'range',
  vi: 'Ngày cuối phải từ ngày đầu trở đi, và ngày đầu không ở tương lai.',
  en: 'The last day must not lie before the first, and the first not ahead.',
}
