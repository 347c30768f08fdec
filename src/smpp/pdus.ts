/**
 * The PDU table and the TLV table of SMPP 3.4 (sections 4 and 5.3). The encoder, the decoder, the session rules and
 * the TypeScript types are derived from it: add a PDU or a TLV here and nowhere else.
 *
 * Sizes are the specification's: a cstring's `max` counts its final NUL. The encoder keeps to them; the decoder does
 * not, because real SMS centres send longer identifiers and nothing is gained by refusing them.
 *
 * Knows no bytes and no rules beyond the two tables.
 */

/** Fields that follow each other in a body. `lengthIn` names the octet that carries the length of what follows it. */
export type Field =
  | { readonly name: string; readonly kind: 'u8'; readonly preset?: number }
  | {
      readonly name: string
      readonly kind: 'cstring'
      readonly max: number
      /** Longer values go out as they are: some accounts have a longer one than the specification allows. */
      readonly mayExceed?: true
    }
  | { readonly name: string; readonly kind: 'octets'; readonly lengthIn: string; readonly max: number }
  | { readonly name: string; readonly kind: 'destinations'; readonly lengthIn: string; readonly max: number }
  | { readonly name: string; readonly kind: 'failures'; readonly lengthIn: string; readonly max: number }

/** The states of a session (section 2.2). `binding` is between a bind and its response, `outbound` after an outbind. */
export type SessionIs = 'open' | 'outbound' | 'binding' | 'bound_tx' | 'bound_rx' | 'bound_trx' | 'unbound' | 'closed'

export interface PduSpec {
  /** command_id (section 5.1.2.1). Responses have bit 31 set. */
  readonly id: number
  readonly fields: readonly Field[]
  /** What a request is answered with; null for the two that are not answered. Absent for responses. */
  readonly response?: string | null
  /** A request: the states in which each side may send it (section 2.3, table 2-1). */
  readonly esme?: readonly SessionIs[]
  readonly smsc?: readonly SessionIs[]
  /** A response that goes without a body when command_status tells an error (sections 4.1 and 4.4.2). */
  readonly errorHasNoBody?: true
}

const NOWHERE = [] as const satisfies readonly SessionIs[]
const OPEN = ['open', 'outbound'] as const satisfies readonly SessionIs[]
const FRESH = ['open'] as const satisfies readonly SessionIs[]
const SENDING = ['bound_tx', 'bound_trx'] as const satisfies readonly SessionIs[]
const RECEIVING = ['bound_rx', 'bound_trx'] as const satisfies readonly SessionIs[]
const BOUND = ['bound_tx', 'bound_rx', 'bound_trx'] as const satisfies readonly SessionIs[]
/** Table 2-1 wants a bound session for enquire_link; SMPP 5.0 and real peers ask at any time. */
const CONNECTED = [
  'open',
  'outbound',
  'binding',
  'bound_tx',
  'bound_rx',
  'bound_trx',
  'unbound',
] as const satisfies readonly SessionIs[]

const SERVICE_TYPE = [{ name: 'service_type', kind: 'cstring', max: 6 }] as const
const MESSAGE_ID = [{ name: 'message_id', kind: 'cstring', max: 65 }] as const
const SOURCE = [
  { name: 'source_addr_ton', kind: 'u8' },
  { name: 'source_addr_npi', kind: 'u8' },
  { name: 'source_addr', kind: 'cstring', max: 21 },
] as const
/** data_sm and alert_notification have room for 64 characters of address. */
const LONG_SOURCE = [
  { name: 'source_addr_ton', kind: 'u8' },
  { name: 'source_addr_npi', kind: 'u8' },
  { name: 'source_addr', kind: 'cstring', max: 65 },
] as const
const DESTINATION = [
  { name: 'dest_addr_ton', kind: 'u8' },
  { name: 'dest_addr_npi', kind: 'u8' },
  { name: 'destination_addr', kind: 'cstring', max: 21 },
] as const
const LONG_DESTINATION = [
  { name: 'dest_addr_ton', kind: 'u8' },
  { name: 'dest_addr_npi', kind: 'u8' },
  { name: 'destination_addr', kind: 'cstring', max: 65 },
] as const
const TIMES = [
  { name: 'schedule_delivery_time', kind: 'cstring', max: 17 },
  { name: 'validity_period', kind: 'cstring', max: 17 },
] as const
const MESSAGE = [
  { name: 'esm_class', kind: 'u8' },
  { name: 'protocol_id', kind: 'u8' },
  { name: 'priority_flag', kind: 'u8' },
  ...TIMES,
  { name: 'registered_delivery', kind: 'u8' },
  { name: 'replace_if_present_flag', kind: 'u8' },
  { name: 'data_coding', kind: 'u8' },
  { name: 'sm_default_msg_id', kind: 'u8' },
  { name: 'short_message', kind: 'octets', lengthIn: 'sm_length', max: 254 },
] as const
const BIND = [
  { name: 'system_id', kind: 'cstring', max: 16, mayExceed: true },
  { name: 'password', kind: 'cstring', max: 9, mayExceed: true },
  { name: 'system_type', kind: 'cstring', max: 13 },
  { name: 'interface_version', kind: 'u8', preset: 0x34 },
  { name: 'addr_ton', kind: 'u8' },
  { name: 'addr_npi', kind: 'u8' },
  { name: 'address_range', kind: 'cstring', max: 41 },
] as const
const BIND_RESP = [{ name: 'system_id', kind: 'cstring', max: 16, mayExceed: true }] as const

export const PDUS = {
  // Section 4.1: opening a session.
  bind_receiver: { id: 0x00000001, fields: BIND, response: 'bind_receiver_resp', esme: OPEN, smsc: NOWHERE },
  bind_receiver_resp: { id: 0x80000001, fields: BIND_RESP, errorHasNoBody: true },
  bind_transmitter: { id: 0x00000002, fields: BIND, response: 'bind_transmitter_resp', esme: OPEN, smsc: NOWHERE },
  bind_transmitter_resp: { id: 0x80000002, fields: BIND_RESP, errorHasNoBody: true },
  bind_transceiver: { id: 0x00000009, fields: BIND, response: 'bind_transceiver_resp', esme: OPEN, smsc: NOWHERE },
  bind_transceiver_resp: { id: 0x80000009, fields: BIND_RESP, errorHasNoBody: true },
  outbind: {
    id: 0x0000000b,
    fields: [
      { name: 'system_id', kind: 'cstring', max: 16, mayExceed: true },
      { name: 'password', kind: 'cstring', max: 9, mayExceed: true },
    ],
    response: null,
    esme: NOWHERE,
    smsc: FRESH,
  },
  // Section 4.2: closing it.
  unbind: { id: 0x00000006, fields: [], response: 'unbind_resp', esme: BOUND, smsc: BOUND },
  unbind_resp: { id: 0x80000006, fields: [] },
  // Section 4.3: what cannot be answered otherwise.
  generic_nack: { id: 0x80000000, fields: [] },
  // Section 4.4.
  submit_sm: {
    id: 0x00000004,
    fields: [...SERVICE_TYPE, ...SOURCE, ...DESTINATION, ...MESSAGE],
    response: 'submit_sm_resp',
    esme: SENDING,
    smsc: NOWHERE,
  },
  submit_sm_resp: { id: 0x80000004, fields: MESSAGE_ID, errorHasNoBody: true },
  // Section 4.5.
  submit_multi: {
    id: 0x00000021,
    fields: [
      ...SERVICE_TYPE,
      ...SOURCE,
      { name: 'dest_address', kind: 'destinations', lengthIn: 'number_of_dests', max: 254 },
      ...MESSAGE,
    ],
    response: 'submit_multi_resp',
    esme: SENDING,
    smsc: NOWHERE,
  },
  submit_multi_resp: {
    id: 0x80000021,
    fields: [...MESSAGE_ID, { name: 'unsuccess_sme', kind: 'failures', lengthIn: 'no_unsuccess', max: 254 }],
  },
  // Section 4.6.
  deliver_sm: {
    id: 0x00000005,
    fields: [...SERVICE_TYPE, ...SOURCE, ...DESTINATION, ...MESSAGE],
    response: 'deliver_sm_resp',
    esme: NOWHERE,
    smsc: RECEIVING,
  },
  deliver_sm_resp: { id: 0x80000005, fields: MESSAGE_ID },
  // Section 4.7.
  data_sm: {
    id: 0x00000103,
    fields: [
      ...SERVICE_TYPE,
      ...LONG_SOURCE,
      ...LONG_DESTINATION,
      { name: 'esm_class', kind: 'u8' },
      { name: 'registered_delivery', kind: 'u8' },
      { name: 'data_coding', kind: 'u8' },
    ],
    response: 'data_sm_resp',
    esme: SENDING,
    smsc: RECEIVING,
  },
  data_sm_resp: { id: 0x80000103, fields: MESSAGE_ID },
  // Section 4.8.
  query_sm: {
    id: 0x00000003,
    fields: [...MESSAGE_ID, ...SOURCE],
    response: 'query_sm_resp',
    esme: SENDING,
    smsc: NOWHERE,
  },
  query_sm_resp: {
    id: 0x80000003,
    fields: [
      ...MESSAGE_ID,
      { name: 'final_date', kind: 'cstring', max: 17 },
      { name: 'message_state', kind: 'u8' },
      { name: 'error_code', kind: 'u8' },
    ],
  },
  // Section 4.9.
  cancel_sm: {
    id: 0x00000008,
    fields: [...SERVICE_TYPE, ...MESSAGE_ID, ...SOURCE, ...DESTINATION],
    response: 'cancel_sm_resp',
    esme: SENDING,
    smsc: NOWHERE,
  },
  cancel_sm_resp: { id: 0x80000008, fields: [] },
  // Section 4.10.
  replace_sm: {
    id: 0x00000007,
    fields: [
      ...MESSAGE_ID,
      ...SOURCE,
      ...TIMES,
      { name: 'registered_delivery', kind: 'u8' },
      { name: 'sm_default_msg_id', kind: 'u8' },
      { name: 'short_message', kind: 'octets', lengthIn: 'sm_length', max: 254 },
    ],
    response: 'replace_sm_resp',
    esme: SENDING,
    smsc: NOWHERE,
  },
  replace_sm_resp: { id: 0x80000007, fields: [] },
  // Section 4.11.
  enquire_link: { id: 0x00000015, fields: [], response: 'enquire_link_resp', esme: CONNECTED, smsc: CONNECTED },
  enquire_link_resp: { id: 0x80000015, fields: [] },
  // Section 4.12.
  alert_notification: {
    id: 0x00000102,
    fields: [
      ...LONG_SOURCE,
      { name: 'esme_addr_ton', kind: 'u8' },
      { name: 'esme_addr_npi', kind: 'u8' },
      { name: 'esme_addr', kind: 'cstring', max: 65 },
    ],
    response: null,
    esme: NOWHERE,
    smsc: RECEIVING,
  },
} as const satisfies Record<string, PduSpec>

/** A TLV's value. `empty` is present or not (`true`); `many` may come several times and is a list. */
export interface TlvSpec {
  readonly tag: number
  readonly kind: 'u8' | 'u16' | 'u32' | 'cstring' | 'octets' | 'empty'
  /** Most octets of a cstring (its NUL counts) or of octets. */
  readonly max?: number
  readonly many?: true
}

/** Section 5.3.2. */
export const TLVS = {
  dest_addr_subunit: { tag: 0x0005, kind: 'u8' },
  dest_network_type: { tag: 0x0006, kind: 'u8' },
  dest_bearer_type: { tag: 0x0007, kind: 'u8' },
  dest_telematics_id: { tag: 0x0008, kind: 'u16' },
  source_addr_subunit: { tag: 0x000d, kind: 'u8' },
  source_network_type: { tag: 0x000e, kind: 'u8' },
  source_bearer_type: { tag: 0x000f, kind: 'u8' },
  source_telematics_id: { tag: 0x0010, kind: 'u8' },
  qos_time_to_live: { tag: 0x0017, kind: 'u32' },
  payload_type: { tag: 0x0019, kind: 'u8' },
  additional_status_info_text: { tag: 0x001d, kind: 'cstring', max: 256 },
  receipted_message_id: { tag: 0x001e, kind: 'cstring', max: 65 },
  ms_msg_wait_facilities: { tag: 0x0030, kind: 'u8' },
  privacy_indicator: { tag: 0x0201, kind: 'u8' },
  source_subaddress: { tag: 0x0202, kind: 'octets', max: 23 },
  dest_subaddress: { tag: 0x0203, kind: 'octets', max: 23 },
  user_message_reference: { tag: 0x0204, kind: 'u16' },
  user_response_code: { tag: 0x0205, kind: 'u8' },
  source_port: { tag: 0x020a, kind: 'u16' },
  destination_port: { tag: 0x020b, kind: 'u16' },
  sar_msg_ref_num: { tag: 0x020c, kind: 'u16' },
  language_indicator: { tag: 0x020d, kind: 'u8' },
  sar_total_segments: { tag: 0x020e, kind: 'u8' },
  sar_segment_seqnum: { tag: 0x020f, kind: 'u8' },
  sc_interface_version: { tag: 0x0210, kind: 'u8' },
  callback_num_pres_ind: { tag: 0x0302, kind: 'u8', many: true },
  callback_num_atag: { tag: 0x0303, kind: 'octets', max: 65, many: true },
  number_of_messages: { tag: 0x0304, kind: 'u8' },
  callback_num: { tag: 0x0381, kind: 'octets', max: 19, many: true },
  dpf_result: { tag: 0x0420, kind: 'u8' },
  set_dpf: { tag: 0x0421, kind: 'u8' },
  ms_availability_status: { tag: 0x0422, kind: 'u8' },
  network_error_code: { tag: 0x0423, kind: 'octets', max: 3 },
  message_payload: { tag: 0x0424, kind: 'octets', max: 0xffff },
  delivery_failure_reason: { tag: 0x0425, kind: 'u8' },
  more_messages_to_send: { tag: 0x0426, kind: 'u8' },
  message_state: { tag: 0x0427, kind: 'u8' },
  ussd_service_op: { tag: 0x0501, kind: 'u8' },
  display_time: { tag: 0x1201, kind: 'u8' },
  sms_signal: { tag: 0x1203, kind: 'u16' },
  ms_validity: { tag: 0x1204, kind: 'u8' },
  alert_on_message_delivery: { tag: 0x130c, kind: 'empty' },
  its_reply_type: { tag: 0x1380, kind: 'u8' },
  its_session_info: { tag: 0x1383, kind: 'octets', max: 2 },
} as const satisfies Record<string, TlvSpec>

/** One destination of a submit_multi: an address (dest_flag 1) or a distribution list (dest_flag 2). */
export type DestAddress =
  | { readonly dest_addr_ton: number; readonly dest_addr_npi: number; readonly destination_addr: string }
  | { readonly dl_name: string }

/** One destination of a submit_multi that was refused. */
export interface UnsuccessSme {
  readonly dest_addr_ton: number
  readonly dest_addr_npi: number
  readonly destination_addr: string
  readonly error_status_code: number
}

/** A TLV as it came: its tag is unknown, its length is not the specification's, or it is one too many. */
export interface OtherTlv {
  readonly tag: number
  readonly value: Buffer
}

export type PduName = keyof typeof PDUS
export type TlvName = keyof typeof TLVS
/** PDUs that are answered, and those that answer. */
export type AnsweredName = {
  [N in PduName]: (typeof PDUS)[N] extends { response: string } ? N : never
}[PduName]
export type RequestName = {
  [N in PduName]: (typeof PDUS)[N] extends { response: string | null } ? N : never
}[PduName]
export type ResponseName = Exclude<PduName, RequestName>
export type ResponseTo<N extends PduName> = (typeof PDUS)[N] extends { response: infer R extends PduName } ? R : never

type FieldOf<N extends PduName> = (typeof PDUS)[N]['fields'][number]
type FieldValue<F> = F extends { kind: 'u8' }
  ? number
  : F extends { kind: 'cstring' }
    ? string
    : F extends { kind: 'octets' }
      ? Buffer
      : F extends { kind: 'destinations' }
        ? readonly DestAddress[]
        : F extends { kind: 'failures' }
          ? readonly UnsuccessSme[]
          : never
type One<T> = T extends { kind: 'cstring' }
  ? string
  : T extends { kind: 'octets' }
    ? Buffer
    : T extends { kind: 'empty' }
      ? true
      : number

/** The body of a PDU: its fields by the specification's names. */
export type Body<N extends PduName> = {
  readonly [F in FieldOf<N> as F['name']]: FieldValue<F>
}

export type Tlvs = {
  readonly [T in TlvName]?: (typeof TLVS)[T] extends { many: true }
    ? readonly One<(typeof TLVS)[T]>[]
    : One<(typeof TLVS)[T]>
} & { readonly others?: readonly OtherTlv[] }

interface Header<N extends PduName> {
  readonly command: N
  readonly command_status: number
  readonly sequence_number: number
}

/** A whole PDU, as it is decoded. `tlvs` is always there, empty when none came. */
export type PduOf<N extends PduName> = N extends PduName ? Header<N> & { readonly tlvs: Tlvs } & Body<N> : never
export type Pdu = PduOf<PduName>

/** A PDU to encode: absent fields are 0 or empty (interface_version 0x34), command_status ESME_ROK. */
export type PduInputOf<N extends PduName> = N extends PduName
  ? {
      readonly command: N
      readonly command_status?: number
      readonly sequence_number: number
      readonly tlvs?: Tlvs
    } & Partial<Body<N>>
  : never
export type PduInput = PduInputOf<PduName>

/** A PDU that the session will number. */
export type UnnumberedOf<N extends PduName> = N extends PduName ? Omit<PduInputOf<N>, 'sequence_number'> : never

const RESPONSE_BIT = 0x80000000

export function isResponse(name: PduName): name is ResponseName {
  return PDUS[name].id >= RESPONSE_BIT
}

/** What a request is answered with; null for outbind, alert_notification and responses. */
export function responseTo<N extends PduName>(name: N): ResponseTo<N> | null {
  const spec: PduSpec = PDUS[name]
  return (spec.response ?? null) as ResponseTo<N> | null
}
