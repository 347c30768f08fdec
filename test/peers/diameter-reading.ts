/**
 * Wireshark's reading of Diameter in a capture: each message with its AVPs as a tree, under Wireshark's own names.
 *
 * Knows nothing of our codec and dictionary.
 */
import { above, complaintsIn, type Json, list, packetsOf } from './tshark.ts'

export interface ReadAvp {
  readonly code: number
  readonly vendor: number
  readonly mandatory: boolean
  /** As Wireshark calls it; `avp.unknown` where it does not know it. */
  readonly name: string
  /** As Wireshark writes it; octets as `aa:bb`. */
  readonly value: string
  readonly members: readonly ReadAvp[]
}

export interface ReadMessage {
  readonly command: number
  readonly request: boolean
  readonly proxiable: boolean
  readonly error: boolean
  readonly retransmitted: boolean
  readonly application: number
  readonly hopByHop: number
  readonly endToEnd: number
  readonly avps: readonly ReadAvp[]
}

export interface Reading {
  readonly messages: readonly ReadMessage[]
  /** Wireshark's own complaints about what is above TCP. None for good messages. */
  readonly complaints: readonly string[]
}

/** Of a capture the beginning is read: a second of load is a hundred megabytes of Wireshark's words. */
const PACKETS_MAX = 80

export async function readDiameter(file: string, port: number): Promise<Reading> {
  const packets = await packetsOf(file, port, { protocol: 'diameter', packets: PACKETS_MAX })
  return {
    messages: packets.flatMap(layers => list(layers.diameter).map(messageOf)),
    complaints: packets.flatMap(layers => complaintsIn(above(layers))),
  }
}

/** The value of the first AVP on this path of names, wherever groups repeat. */
export function readValue(avps: readonly ReadAvp[], ...path: string[]): string | undefined {
  const [name, ...rest] = path
  for (const avp of avps) {
    if (avp.name !== name) continue
    const value = rest.length === 0 ? avp.value : readValue(avp.members, ...rest)
    if (value !== undefined) return value
  }
  return undefined
}

function messageOf(layer: Json): ReadMessage {
  const field = (name: string) => fieldOf(layer, `diameter.${name}`)
  const flags = (layer as Record<string, Json>)['diameter.flags_tree']
  const flag = (name: string) => isSet(fieldOf(flags, `diameter.flags.${name}`))
  return {
    command: Number(field('cmd.code')),
    request: flag('request'),
    proxiable: flag('proxyable'),
    error: flag('error'),
    retransmitted: flag('T'),
    application: Number(field('applicationId')),
    hopByHop: Number(field('hopbyhopid')),
    endToEnd: Number(field('endtoendid')),
    avps: avpsOf(layer),
  }
}

function avpsOf(tree: Json): ReadAvp[] {
  const avps = (tree as Record<string, Json>)['diameter.avp_tree']
  return list(avps).map(avpOf)
}

/** Of its fields the one that is no part of every AVP is its value, under its name. */
function avpOf(tree: Json): ReadAvp {
  const fields = tree as Record<string, Json>
  const code = Number(fieldOf(tree, 'diameter.avp.code'))
  const flags = fields['diameter.avp.flags_tree']
  const named = Object.keys(fields).find(
    key => key.startsWith('diameter.') && !key.startsWith('diameter.avp.') && !key.endsWith('_tree'),
  )
  const name = named?.slice('diameter.'.length) ?? 'avp.unknown'
  const value = named === undefined ? fieldOf(tree, 'diameter.avp.unknown') : fieldOf(tree, named)
  const inner = named === undefined ? undefined : fields[`${named}_tree`]
  return {
    code,
    vendor: Number(fieldOf(tree, 'diameter.avp.vendorId') ?? 0),
    mandatory: isSet(fieldOf(flags, 'diameter.flags.mandatory')),
    name,
    value: value ?? '',
    members: inner === undefined ? [] : avpsOf(inner),
  }
}

/** Wireshark writes a flag as 1 or True, by its version. */
function isSet(value: string | undefined): boolean {
  return value === '1' || value === 'True'
}

function fieldOf(tree: Json | undefined, name: string): string | undefined {
  if (tree === undefined || typeof tree === 'string' || Array.isArray(tree)) return undefined
  const value = (tree as Record<string, Json>)[name]
  return typeof value === 'string' ? value : undefined
}
