/** A delivery receipt as a session hands it out: what it says, about whose message, and the PDU it came in. */
import type { PduOf } from '../smpp/pdus.ts'
import { type Receipt, readReceipt } from '../smpp/receipts.ts'

export interface DeliveryReceipt extends Receipt {
  /** The subscriber the message was for: the receipt's source. */
  readonly number: string
  readonly pdu: PduOf<'deliver_sm'> | PduOf<'data_sm'>
}

export function deliveryReceipt(pdu: PduOf<'deliver_sm'> | PduOf<'data_sm'>): DeliveryReceipt | null {
  const receipt = readReceipt(pdu)
  return receipt === null ? null : { ...receipt, number: pdu.source_addr, pdu }
}
