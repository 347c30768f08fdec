/**
 * The schema of CAP 1.2 as a table: which elements stand in which, in which order, how often, and what may stand in them
 * (CAP-v1.2.xsd). What the text of the standard says besides is in `rules.ts`.
 */
import {
  CATEGORIES,
  CERTAINTIES,
  MESSAGE_TYPES,
  RESPONSE_TYPES,
  SCOPES,
  SEVERITIES,
  STATUSES,
  URGENCIES,
} from './alert.ts'

export const CAP_NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2'

export interface ElementRule {
  readonly name: string
  readonly isRequired: boolean
  readonly isMany: boolean
  readonly holds: Content
}

export type Content =
  | 'string'
  | 'dateTime'
  | 'integer'
  | 'decimal'
  | { readonly oneOf: readonly string[] }
  | { readonly elements: readonly ElementRule[] }

const rule = (isRequired: boolean, isMany: boolean) => (name: string, holds: Content) => ({
  name,
  isRequired,
  isMany,
  holds,
})
const one = rule(true, false)
const optional = rule(false, false)
const any = rule(false, true)
const some = rule(true, true)

const NAMED_VALUE = { elements: [one('valueName', 'string'), one('value', 'string')] }

const RESOURCE = [
  one('resourceDesc', 'string'),
  one('mimeType', 'string'),
  optional('size', 'integer'),
  optional('uri', 'string'),
  optional('derefUri', 'string'),
  optional('digest', 'string'),
]

const AREA = [
  one('areaDesc', 'string'),
  any('polygon', 'string'),
  any('circle', 'string'),
  any('geocode', NAMED_VALUE),
  optional('altitude', 'decimal'),
  optional('ceiling', 'decimal'),
]

const INFO = [
  optional('language', 'string'),
  some('category', { oneOf: CATEGORIES }),
  one('event', 'string'),
  any('responseType', { oneOf: RESPONSE_TYPES }),
  one('urgency', { oneOf: URGENCIES }),
  one('severity', { oneOf: SEVERITIES }),
  one('certainty', { oneOf: CERTAINTIES }),
  optional('audience', 'string'),
  any('eventCode', NAMED_VALUE),
  optional('effective', 'dateTime'),
  optional('onset', 'dateTime'),
  optional('expires', 'dateTime'),
  optional('senderName', 'string'),
  optional('headline', 'string'),
  optional('description', 'string'),
  optional('instruction', 'string'),
  optional('web', 'string'),
  optional('contact', 'string'),
  any('parameter', NAMED_VALUE),
  any('resource', { elements: RESOURCE }),
  any('area', { elements: AREA }),
]

/** Signatures follow, which are of another namespace. */
export const ALERT: readonly ElementRule[] = [
  one('identifier', 'string'),
  one('sender', 'string'),
  one('sent', 'dateTime'),
  one('status', { oneOf: STATUSES }),
  one('msgType', { oneOf: MESSAGE_TYPES }),
  optional('source', 'string'),
  one('scope', { oneOf: SCOPES }),
  optional('restriction', 'string'),
  optional('addresses', 'string'),
  any('code', 'string'),
  optional('note', 'string'),
  optional('references', 'string'),
  optional('incidents', 'string'),
  any('info', { elements: INFO }),
]
