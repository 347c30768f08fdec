/**
 * SMPP 3.4 for Node: the package's entry `loa/smpp`.
 *
 *   const session = await connect({ url: 'smpp://id:password@smsc.example:2775' })
 *   const { message_id } = await session.submit({ source: 'BOYTE', destination: '84912345678', text: 'Xin chào' })
 *
 * The one file that exports what others hold: it is where the package meets its users, and holds nothing itself.
 */
export { Failure } from '../base/failure.ts'
export { type Decoded, decodePdu, encodePdu } from '../smpp/codec.ts'
export type {
  AnsweredName,
  Pdu,
  PduInput,
  PduName,
  PduOf,
  SessionIs,
  Tlvs,
} from '../smpp/pdus.ts'
export {
  type Receipt,
  type ReceiptState,
  type ReceiptToWrite,
  readReceipt,
  sameMessageId,
} from '../smpp/receipts.ts'
export {
  STATUSES,
  type StatusClass,
  type StatusName,
  statusClass,
  statusName,
} from '../smpp/statuses.ts'
export { absoluteTime, readTime, relativeTime } from '../smpp/times.ts'
export { type BindAs, type ConnectOptions, connect } from './connect.ts'
export { DEFAULT_LIMITS, type Limits } from './limits.ts'
export type { Answer, Ending } from './link.ts'
export { type ListenOptions, listen, type Server } from './listen.ts'
export type { Message, Part } from './message.ts'
export type { Outbound, RawMessage, TextMessage } from './outbound.ts'
export type { DeliveryReceipt } from './receipt.ts'
export { Refusal } from './refusal.ts'
export { type PartOutcome, PartsFailure, RequestFailure } from './request-failure.ts'
export type { AnyRequest, Sent } from './sending.ts'
export type { BindRequest, OtherRequest, ServerHandlers, ServerSession } from './server-session.ts'
export type { Session, SessionHandlers } from './session.ts'
