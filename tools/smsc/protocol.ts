/**
 * The numbers of SMPP 3.4 that this centre speaks, written out here on purpose: an independent witness shares no table
 * with the sender it is compared with.
 *
 * Source: SMPP 3.4 issue 1.2, sections 3.2 (header), 5.1.2.1 (command_id), 5.1.3 (command_status), 5.3.2 (TLV tags).
 */

export const HEADER_SIZE = 16
/** A 64 KiB message_payload with everything else still fits. A larger length is an attack or a bug. */
export const PDU_SIZE_MAX = 70_000

export const GENERIC_NACK = 0x80000000
export const BIND_RECEIVER = 0x01
export const BIND_TRANSMITTER = 0x02
export const QUERY_SM = 0x03
export const SUBMIT_SM = 0x04
export const DELIVER_SM = 0x05
export const UNBIND = 0x06
export const REPLACE_SM = 0x07
export const CANCEL_SM = 0x08
export const BIND_TRANSCEIVER = 0x09
export const ENQUIRE_LINK = 0x15
export const DATA_SM = 0x103
/** A response carries its request's command_id with this bit. */
export const RESPONSE = 0x80000000

export const TAG_RECEIPTED_MESSAGE_ID = 0x001e
export const TAG_SAR_MSG_REF_NUM = 0x020c
export const TAG_SAR_TOTAL_SEGMENTS = 0x020e
export const TAG_SAR_SEGMENT_SEQNUM = 0x020f
export const TAG_SC_INTERFACE_VERSION = 0x0210
export const TAG_MESSAGE_PAYLOAD = 0x0424
export const TAG_MESSAGE_STATE = 0x0427

export const MESSAGE_STATE_DELIVERED = 2
export const MESSAGE_STATE_UNDELIVERABLE = 5

/** esm_class bits. Section 5.2.12. */
export const ESM_CLASS_UDHI = 0x40
export const ESM_CLASS_RECEIPT = 0x04

export const STATUS = {
  ESME_ROK: 0x00,
  ESME_RINVMSGLEN: 0x01,
  ESME_RINVCMDLEN: 0x02,
  ESME_RINVCMDID: 0x03,
  ESME_RINVBNDSTS: 0x04,
  ESME_RALYBND: 0x05,
  ESME_RSYSERR: 0x08,
  ESME_RINVSRCADR: 0x0a,
  ESME_RINVDSTADR: 0x0b,
  ESME_RBINDFAIL: 0x0d,
  ESME_RINVPASWD: 0x0e,
  ESME_RINVSYSID: 0x0f,
  ESME_RCANCELFAIL: 0x11,
  ESME_RREPLACEFAIL: 0x13,
  ESME_RMSGQFUL: 0x14,
  ESME_RINVSERTYP: 0x15,
  ESME_RSUBMITFAIL: 0x45,
  ESME_RINVSRCTON: 0x48,
  ESME_RINVSRCNPI: 0x49,
  ESME_RINVDSTTON: 0x50,
  ESME_RINVDSTNPI: 0x51,
  ESME_RINVSYSTYP: 0x53,
  ESME_RTHROTTLED: 0x58,
  ESME_RX_T_APPN: 0x64,
  ESME_RX_P_APPN: 0x65,
  ESME_RX_R_APPN: 0x66,
  ESME_RQUERYFAIL: 0x67,
} as const

const NAMES = new Map<number, string>(Object.entries(STATUS).map(([name, code]) => [code, name]))

/** `ESME_RTHROTTLED`, or `0x00000403` for one without a name here. */
export function statusName(code: number): string {
  return NAMES.get(code) ?? `0x${(code >>> 0).toString(16).padStart(8, '0')}`
}
