/**
 * Any PDU that SMPP 3.4 allows, from a seed: every field with a value of its kind and size, any of the TLVs that the
 * specification gives to that PDU.
 *
 * The layouts come from our table, so this proves nothing alone: the values are for a decoder that somebody else made.
 */
import type { Random } from '../../src/base/random.ts'
import { type Field, PDUS, type PduInput, type PduName, TLVS, type TlvName, type TlvSpec } from '../../src/smpp/pdus.ts'

const MESSAGE_TLVS = [
  'user_message_reference',
  'source_port',
  'destination_port',
  'sar_msg_ref_num',
  'sar_total_segments',
  'sar_segment_seqnum',
  'payload_type',
  'privacy_indicator',
  'callback_num',
  'source_subaddress',
  'dest_subaddress',
  'user_response_code',
  'language_indicator',
  'its_session_info',
] as const satisfies readonly TlvName[]

const SUBMITTED_TLVS = [
  ...MESSAGE_TLVS,
  'source_addr_subunit',
  'dest_addr_subunit',
  'callback_num_pres_ind',
  'callback_num_atag',
  'display_time',
  'sms_signal',
  'ms_validity',
  'ms_msg_wait_facilities',
  'alert_on_message_delivery',
] as const satisfies readonly TlvName[]

/** The optional parameters of each PDU: the tables of section 4. */
const ALLOWED: Partial<Record<PduName, readonly TlvName[]>> = {
  bind_receiver_resp: ['sc_interface_version'],
  bind_transmitter_resp: ['sc_interface_version'],
  bind_transceiver_resp: ['sc_interface_version'],
  submit_sm: [
    ...SUBMITTED_TLVS,
    'more_messages_to_send',
    'number_of_messages',
    'its_reply_type',
    'ussd_service_op',
    'message_payload',
  ],
  submit_multi: [...SUBMITTED_TLVS, 'message_payload'],
  deliver_sm: [...MESSAGE_TLVS, 'network_error_code', 'message_state', 'receipted_message_id', 'message_payload'],
  data_sm: [
    ...SUBMITTED_TLVS,
    'source_network_type',
    'source_bearer_type',
    'source_telematics_id',
    'dest_network_type',
    'dest_bearer_type',
    'dest_telematics_id',
    'more_messages_to_send',
    'qos_time_to_live',
    'set_dpf',
    'receipted_message_id',
    'message_state',
    'network_error_code',
    'number_of_messages',
    'its_reply_type',
    'message_payload',
  ],
  data_sm_resp: ['delivery_failure_reason', 'network_error_code', 'additional_status_info_text', 'dpf_result'],
  alert_notification: ['ms_availability_status'],
}

/** TLVs of one size only, and those with a smallest one. In octets. */
const SIZES: Partial<Record<TlvName, { readonly least: number; readonly most: number }>> = {
  network_error_code: { least: 3, most: 3 },
  its_session_info: { least: 2, most: 2 },
  callback_num: { least: 4, most: 19 },
  callback_num_atag: { least: 1, most: 65 },
  source_subaddress: { least: 2, most: 23 },
  dest_subaddress: { least: 2, most: 23 },
  message_payload: { least: 1, most: 1000 },
}

/** Sections 4.6.1 and 4.6.2: there, but always empty. */
const UNUSED: Partial<Record<PduName, readonly string[]>> = {
  deliver_sm: ['schedule_delivery_time', 'validity_period'],
  deliver_sm_resp: ['message_id'],
}

const SEQUENCE_MAX = 0x7fffffff
const UDHI = 0x40
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Section 7.1.1: absolute, relative, or the centre's own. */
const TIMES = ['', '200203070000028+', '000002000000000R']
/** Sections 5.2.5 and 5.2.6. */
const TONS = [0, 1, 2, 3, 4, 5, 6]
const NPIS = [0, 1, 3, 4, 6, 8, 9, 10, 14, 18]
const VERSION = 0x34
const TIME_FIELDS = new Set(['schedule_delivery_time', 'validity_period', 'final_date'])

export interface AnyPduOptions {
  readonly random: Random
  /** `letters`: a message holds letters and digits only, and is not said to begin with a user data header. */
  readonly message: 'octets' | 'letters'
  /** What the other side does not know: any TLV of these PDUs. */
  readonly without?: readonly PduName[]
  /** And sizes beyond which it cannot go, in octets: an address with its NUL, short_message, message_payload. */
  readonly addressMax?: number
  readonly messageMax?: number
  readonly payloadMax?: number
}

export function anyPdu(command: PduName, options: AnyPduOptions): PduInput {
  const { random } = options
  const pdu: Record<string, unknown> = { command, command_status: 0, sequence_number: 1 + random.below(SEQUENCE_MAX) }
  for (const field of PDUS[command].fields as readonly Field[]) pdu[field.name] = anyValue(field, options)
  for (const name of UNUSED[command] ?? []) pdu[name] = ''
  const tlvs: Record<string, unknown> = {}
  for (const name of options.without?.includes(command) ? [] : (ALLOWED[command] ?? []))
    if (random.chance(40)) tlvs[name] = anyTlv(name, options)
  // Section 3.2.3: a message is in one of the two places, not in both.
  if ('message_payload' in tlvs && 'short_message' in pdu) pdu.short_message = Buffer.alloc(0)
  pdu.tlvs = tlvs
  return pdu as unknown as PduInput
}

function anyValue(field: Field, options: AnyPduOptions): unknown {
  const { random } = options
  switch (field.kind) {
    case 'u8':
      return anyNumber(field.name, options)
    case 'cstring': {
      if (TIME_FIELDS.has(field.name)) return TIMES[random.below(TIMES.length)]
      const address = field.name.endsWith('_addr')
      const size = Math.min(field.max, address ? (options.addressMax ?? field.max) : field.max)
      return anyLetters(random, random.below(size))
    }
    case 'octets':
      return anyMessage(0, Math.min(field.max, options.messageMax ?? field.max), options)
    case 'destinations':
      return list(1 + random.below(5), () =>
        random.chance(30) ? { dl_name: anyLetters(random, 1 + random.below(20)) } : anyAddress(random),
      )
    case 'failures':
      return list(random.below(5), () => ({ ...anyAddress(random), error_status_code: 1 + random.below(0xff) }))
  }
}

function anyNumber(name: string, { random, message }: AnyPduOptions): number {
  if (name.endsWith('_ton')) return TONS[random.below(TONS.length)]
  if (name.endsWith('_npi')) return NPIS[random.below(NPIS.length)]
  if (name === 'interface_version') return VERSION
  const value = random.below(0x100)
  return name === 'esm_class' && message === 'letters' ? value & ~UDHI : value
}

function anyTlv(name: TlvName, options: AnyPduOptions): unknown {
  const { random } = options
  const spec: TlvSpec = TLVS[name]
  const { least, most } = SIZES[name] ?? { least: 1, most: (spec.max ?? 2) - 1 }
  const value = () => {
    switch (spec.kind) {
      case 'u8':
        return random.below(0x100)
      case 'u16':
        return random.below(0x10000)
      case 'u32':
        return random.below(0x100000000)
      case 'empty':
        return true
      case 'cstring':
        return anyLetters(random, least + random.below(most - least + 1))
      case 'octets':
        return name === 'message_payload'
          ? anyMessage(least, options.payloadMax ?? most, options)
          : anyOctets(random, least + random.below(most - least + 1))
    }
  }
  return spec.many ? list(1 + random.below(3), value) : value()
}

function anyMessage(least: number, most: number, { random, message }: AnyPduOptions): Buffer {
  const size = least + random.below(most - least + 1)
  return message === 'letters' ? Buffer.from(anyLetters(random, size)) : anyOctets(random, size)
}

function anyAddress(random: Random) {
  return {
    dest_addr_ton: TONS[random.below(TONS.length)],
    dest_addr_npi: NPIS[random.below(NPIS.length)],
    destination_addr: anyLetters(random, random.below(21)),
  }
}

function anyLetters(random: Random, length: number): string {
  return list(length, () => LETTERS[random.below(LETTERS.length)]).join('')
}

function anyOctets(random: Random, length: number): Buffer {
  return Buffer.from(list(length, () => random.below(256)))
}

function list<T>(length: number, one: () => T): T[] {
  return Array.from({ length }, one)
}
