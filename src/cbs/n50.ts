/**
 * What is said over N50 between a cell broadcast centre and an AMF, as values and octets: a warning to be handed to gNBs or taken back,
 * and what the AMF answers; who is told of what gNBs say, and that.
 *
 *   transfer       ─► JSON and the NGAP message beside it            ◄─ that the AMF has taken it: not that it is on the air
 *   subscription   ─► JSON: a class of news, where to                ◄─ 201
 *   notification   ◄─ JSON and the NGAP message that a gNB sent      ─► 204
 *
 * Of each shape only what is written or read here. Knows no socket and no clock.
 *
 * Sources: 3GPP TS 29.518 sections 5.2.2.4, 6.1.3.8 to 6.1.3.10, 6.1.6.2 and its OpenAPI (Namf_Communication), TS 29.571 (common data),
 * TS 29.500 section 5.2.2 (headers), TS 23.041 section 9.2.
 */
import { z } from 'zod'
import { type Multipart, multipartOf, type Part, readMultipart } from '../base/multipart.ts'
import { type NgapTold, readNgapTold } from './ngap-told.ts'
import type { Gnb, TrackingArea } from './nr-cells.ts'

export const N50_PATHS = {
  transfer: '/namf-comm/v1/non-ue-n2-messages/transfer',
  subscriptions: '/namf-comm/v1/non-ue-n2-messages/subscriptions',
} as const

export const JSON_TYPE = 'application/json'
const NGAP_TYPE = 'application/vnd.3gpp.ngap'
/** How the JSON part names the other one. */
const CONTENT_ID = 'pws-ngap'
const DIGITS_OF_TAC = 6
/** Of a cause that a person is told. */
const CAUSE_MAX = 100

/** What gNBs answer, and what they say by themselves. Section 6.1.6.4.3.3. */
export const NEWS = ['PWS-BCAL', 'PWS-RF'] as const
export type News = (typeof NEWS)[number]

/** Procedure codes of NGAP. */
export const NGAP_TYPES = { writeReplace: 51, cancel: 32 } as const

export interface Transfer {
  readonly does: keyof typeof NGAP_TYPES
  readonly id: number
  readonly serial: number
  /** The AMF asks only gNBs that serve one of these; null: all that it has. */
  readonly areas: readonly TrackingArea[] | null
  readonly ngap: Uint8Array
  /** Whether gNBs' answers are handed on to whoever subscribed as `nfId`. */
  readonly wantsAnswers: boolean
  /** A UUID: which centre asks. */
  readonly nfId: string
}

// Out --------------------------------------------------------------------------------------------------------------

export function transferOf(transfer: Transfer): Multipart {
  const { does, id, serial, areas, ngap, wantsAnswers, nfId } = transfer
  const data = {
    ...(areas !== null && { taiList: areas.map(taiOf) }),
    n2Information: {
      n2InformationClass: 'PWS',
      pwsInfo: {
        messageIdentifier: id,
        serialNumber: serial,
        pwsContainer: { ngapMessageType: NGAP_TYPES[does], ngapData: { contentId: CONTENT_ID } },
        sendRanResponse: wantsAnswers,
        nfId,
      },
    },
  }
  return multipartOf([
    { contentType: JSON_TYPE, contentId: null, octets: Buffer.from(JSON.stringify(data)) },
    { contentType: NGAP_TYPE, contentId: CONTENT_ID, octets: ngap },
  ])
}

export function subscriptionOf(of: { readonly news: News; readonly callback: string; readonly nfId: string }): string {
  const { news, callback, nfId } = of
  return JSON.stringify({ n2InformationClass: news, n2NotifyCallbackUri: callback, nfId })
}

function taiOf({ mcc, mnc, tac }: TrackingArea) {
  return { plmnId: { mcc, mnc }, tac: tac.toString(16).padStart(DIGITS_OF_TAC, '0') }
}

// In ---------------------------------------------------------------------------------------------------------------

export type TransferAnswer =
  /** The AMF has taken it: it says no more than that. */
  | {
      readonly is: 'accepted'
      readonly unknownAreas: readonly TrackingArea[]
      /** It has nobody to tell what gNBs answer: the subscription is lost. */
      readonly lacksSubscription: boolean
    }
  | Refusal

/** By its HTTP status; `cause` as the AMF says it, where it does. */
export interface Refusal {
  readonly is: 'refused'
  readonly status: number
  readonly cause: string
}

const digits = (length: RegExp) => z.string().regex(length)
const plmnId = z.object({ mcc: digits(/^\d{3}$/), mnc: digits(/^\d{2,3}$/) })
const tai = z.object({ plmnId, tac: z.string().regex(/^([0-9A-Fa-f]{4}|[0-9A-Fa-f]{6})$/) })
const transferAnswer = z.object({
  result: z.string(),
  pwsRspData: z.object({ unknownTaiList: z.array(tai).optional(), n2PwsSubMissInd: z.boolean().optional() }).optional(),
})
const problem = z.object({ cause: z.string().optional(), title: z.string().optional() })
const transferError = z.object({ error: problem })
const subscribed = z.object({ n2NotifySubscriptionId: z.string() })
const gNbId = z.object({ bitLength: z.int().min(22).max(32), gNBValue: z.string().regex(/^[0-9A-Fa-f]{6,8}$/) })
const ranNodeId = z.object({ plmnId, gNbId: gNbId.optional() })
const pwsInfo = z.object({
  pwsContainer: z.object({ ngapData: z.object({ contentId: z.string() }) }),
  bcEmptyAreaList: z.array(ranNodeId).optional(),
})
const notification = z.object({
  n2NotifySubscriptionId: z.string(),
  n2InfoContainer: z.object({ n2InformationClass: z.string(), pwsInfo: pwsInfo.optional() }),
})

export function readTransferAnswer(status: number, body: Buffer): TransferAnswer {
  if (status !== 200) return refusalOf(status, body)
  const { data } = transferAnswer.safeParse(jsonOf(body))
  if (data === undefined) return { is: 'refused', status, cause: 'an answer of another shape' }
  const { unknownTaiList = [], n2PwsSubMissInd = false } = data.pwsRspData ?? {}
  return {
    is: 'accepted',
    unknownAreas: unknownTaiList.map(({ plmnId: { mcc, mnc }, tac }) => ({ mcc, mnc, tac: Number.parseInt(tac, 16) })),
    lacksSubscription: n2PwsSubMissInd,
  }
}

export function readSubscriptionAnswer(status: number, body: Buffer): { readonly is: 'subscribed' } | Refusal {
  if (status !== 201) return refusalOf(status, body)
  const isSubscribed = subscribed.safeParse(jsonOf(body)).success
  return isSubscribed ? { is: 'subscribed' } : { is: 'refused', status, cause: 'an answer of another shape' }
}

/** ProblemDetails (TS 29.571 section 5.2.4.1), by itself or in an error of the transfer. */
function refusalOf(status: number, body: Buffer): Refusal {
  const json = jsonOf(body)
  const said = transferError.safeParse(json).data?.error ?? problem.safeParse(json).data
  return { is: 'refused', status, cause: (said?.cause ?? said?.title ?? '').slice(0, CAUSE_MAX) }
}

/** One NGAP message of gNBs, as an AMF passes it on in an N2InformationNotification. */
export interface PwsNotification {
  readonly told: NgapTold
  /** gNBs that answered and named no cell. */
  readonly empty: readonly Gnb[]
}

/** Null: it is not well formed, or of another kind. */
export function readNotification(contentType: string, body: Buffer): PwsNotification | null {
  const parts = readMultipart(contentType, body)
  if (parts === null) return null
  const { data } = notification.safeParse(jsonOf(Buffer.from(parts[0]?.octets ?? [])))
  const info = data?.n2InfoContainer.pwsInfo
  const ngap = info && partNamed(parts, info.pwsContainer.ngapData.contentId)
  const told = ngap && readNgapTold(ngap.octets)
  if (!told) return null
  const empty = (info?.bcEmptyAreaList ?? []).flatMap(({ plmnId: { mcc, mnc }, gNbId: gnb }) =>
    gnb === undefined ? [] : [{ mcc, mnc, bits: gnb.bitLength, id: Number.parseInt(gnb.gNBValue, 16) }],
  )
  return { told, empty }
}

function partNamed(parts: readonly Part[], contentId: string): Part | undefined {
  const name = contentId.replace(/^cid:/, '')
  return parts.find(part => part.contentType.startsWith(NGAP_TYPE) && part.contentId === name)
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
