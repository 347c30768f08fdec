/**
 * Wireshark's reading of a capture: what it makes of each SMPP PDU and of the user data in it, under its own names.
 *
 * Knows nothing of our codec. Field names are those of `tshark -G fields`; numbers are as Wireshark writes them.
 */
import { readFile } from 'node:fs/promises'
import { run } from './child.ts'
import { PEER_PATH } from './installed.ts'

export type Json = string | readonly Json[] | { readonly [name: string]: Json }

export interface Dissected {
  /** `smpp.command_id` and so on, without the `smpp.`. A field that came several times is a list. */
  readonly smpp: Readonly<Record<string, string | readonly string[]>>
  /** `gsm_sms...` of the user data header and what follows it, where the PDU says that it has one. */
  readonly userData: Readonly<Record<string, string | readonly string[]>> | null
}

export interface Dissection {
  readonly pdus: readonly Dissected[]
  /** Wireshark's own complaints about what is above TCP. None for good PDUs. */
  readonly complaints: readonly string[]
}

/** PI_WARN; below it are remarks such as that a connection begins. */
const SEVERITY_WARNING = 0x600000

/** The preferences: a text with data_coding 0 is GSM-7, one septet an octet. */
const READING = ['-o', 'smpp.decode_sms_over_smpp:GSM 7-bit', '-o', 'smpp.gsm7_unpacked:TRUE']

export async function dissect(file: string, port: number): Promise<Dissection> {
  const packets = await packetsOf(file, port, { protocol: 'smpp', preferences: READING })
  return { pdus: packets.flatMap(pdusOf), complaints: packets.flatMap(layers => complaintsIn(above(layers))) }
}

/** Layers by name, a packet each. */
export async function packetsOf(
  file: string,
  port: number,
  as: {
    readonly protocol: string
    /** Below it. */
    readonly transport?: 'tcp' | 'udp'
    readonly preferences?: readonly string[]
    /** No more than the first so many. */
    readonly packets?: number
  },
): Promise<Record<string, Json>[]> {
  // Into a file: it may be more than is kept of a child's output.
  const json = `${file}.json`
  await run({
    command: 'sh',
    args: [
      ...['-c', 'exec tshark "$@" >"$0"', json],
      ...['-r', file, '-d', `${as.transport ?? 'tcp'}.port==${port},${as.protocol}`],
      ...(as.packets === undefined ? [] : ['-c', String(as.packets)]),
      ...(as.preferences ?? []),
      ...['-T', 'json', '--no-duplicate-keys'],
    ],
    env: { ...process.env, PATH: PEER_PATH, LC_ALL: 'C.UTF-8' },
  })
  const text = await readFile(json, 'utf8')
  const packets = JSON.parse(text) as { _source: { layers: Record<string, Json> } }[]
  return packets.map(packet => packet._source.layers)
}

/** What we wrote. A segment that the kernel sent twice on a busy machine is TCP's, and its octets are read once. */
export function above({ frame, eth, ip, tcp, udp, ...ours }: Record<string, Json>): Record<string, Json> {
  return ours
}

/** A packet may hold several PDUs; those with a user data header have their own layers, in the same order. */
function pdusOf(layers: Record<string, Json>): Dissected[] {
  const userData = list(layers.gsm_sms_ud).map(layer => leaves(layer))
  let next = 0
  return list(layers.smpp)
    .map(layer => leaves(layer, 'smpp.'))
    .filter(smpp => smpp.command_id !== undefined)
    .map(smpp => ({ smpp, userData: hasUserDataHeader(smpp) ? (userData[next++] ?? null) : null }))
}

function hasUserDataHeader(smpp: Dissected['smpp']): boolean {
  return (Number(smpp['esm.submit.features'] ?? 0) & 1) !== 0
}

export function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** All fields below a layer by name, wherever in its tree. */
export function leaves(tree: Json, prefix = ''): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  const walk = (name: string, value: Json): void => {
    if (typeof value === 'string') {
      const key = name.startsWith(prefix) ? name.slice(prefix.length) : name
      found[key] = key in found ? [found[key], value].flat() : value
    } else if (Array.isArray(value)) for (const one of value) walk(name, one)
    else for (const [inner, one] of Object.entries(value)) walk(inner, one)
  }
  walk('', tree)
  return found
}

/** What Wireshark marks as a warning or an error, and what it could not read to its end. */
export function complaintsIn(tree: Json): string[] {
  if (typeof tree === 'string') return []
  if (Array.isArray(tree)) return tree.flatMap(complaintsIn)
  return Object.entries(tree).flatMap(([name, value]) => {
    if (name === '_ws.expert')
      return list(value)
        .filter(one => Number(leaves(one)['_ws.expert.severity']) >= SEVERITY_WARNING)
        .map(one => JSON.stringify(one))
    return name.startsWith('_ws.') ? [JSON.stringify({ [name]: value })] : complaintsIn(value)
  })
}
