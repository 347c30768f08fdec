/**
 * PDUs as a capture file that Wireshark's programs read: one TCP connection over IPv4, one PDU a packet; or datagrams over UDP.
 *
 *   file header (24)  { packet header (16)  IPv4 (20)  TCP (20)  PDU }...
 *   file header (24)  { packet header (16)  IPv4 (20)  UDP (8)  datagram }...
 *
 * No privilege is needed to make or to read it. Checksums are 0, as where the network card writes them.
 * Source: the pcap file format (draft-ietf-opsawg-pcap), link type RAW.
 */

const MAGIC_MICROSECONDS = 0xa1b2c3d4
const LINKTYPE_RAW = 101
/** Wireshark's exported PDUs, and in them the tag of a dissector's name. */
const LINKTYPE_EXPORTED = 252
const EXPORTED_NAME = 12
const PACKET_SIZE_MAX = 0xffff
const LOOPBACK = 0x7f000001
/** A port that Wireshark gives no protocol: it may take the lower one of two for what is spoken. */
const ESME_PORT = 50_123
const PSH_ACK = 0x18

const IP_SIZE = 20
const TCP_SIZE = 20
const UDP_SIZE = 8
/** Protocol numbers of IPv4. */
const TCP = 6
const UDP = 17

export interface Captured {
  /** The SMS centre's, by which the reader knows the protocol. */
  readonly port: number
  readonly pdus: readonly Uint8Array[]
}

/** All go from the ESME to the centre. A PDU of more than 65,495 octets does not fit its packet: RangeError. */
export function pcap({ port, pdus }: Captured): Buffer {
  let sequence = 1
  const packets = pdus.map(pdu => {
    const header = tcp(port, sequence)
    sequence += pdu.length
    return packet({ protocol: TCP, header, octets: pdu })
  })
  return captureOf(packets)
}

/** All go to this port, one a second. */
export function udpPcap({
  port,
  datagrams,
}: {
  readonly port: number
  readonly datagrams: readonly Uint8Array[]
}): Buffer {
  return captureOf(datagrams.map(octets => packet({ protocol: UDP, header: udp(port, octets.length), octets })))
}

/**
 * Messages of any protocol, without what carries them: each says by name who reads it.
 *
 *   file header (24)  { packet header (16)  12 (2)  length (2)  name, filled up to 4 octets  0 (2)  0 (2)  message }...
 */
export function exportedPcap(messages: readonly { readonly protocol: string; readonly octets: Uint8Array }[]): Buffer {
  const packets = messages.map(({ protocol, octets }) => {
    const name = Buffer.alloc(Math.ceil(protocol.length / 4) * 4)
    name.write(protocol)
    const head = Buffer.alloc(4)
    head.writeUInt16BE(EXPORTED_NAME, 0)
    head.writeUInt16BE(name.length, 2)
    return Buffer.concat([head, name, Buffer.alloc(4), octets])
  })
  return captureOf(packets, LINKTYPE_EXPORTED)
}

function captureOf(packets: readonly Buffer[], linkType = LINKTYPE_RAW): Buffer {
  const file = Buffer.alloc(24)
  file.writeUInt32LE(MAGIC_MICROSECONDS, 0)
  file.writeUInt16LE(2, 4)
  file.writeUInt16LE(4, 6)
  file.writeUInt32LE(PACKET_SIZE_MAX, 16)
  file.writeUInt32LE(linkType, 20)
  const records = packets.flatMap((octets, i) => {
    const record = Buffer.alloc(16)
    record.writeUInt32LE(i, 0)
    record.writeUInt32LE(octets.length, 8)
    record.writeUInt32LE(octets.length, 12)
    return [record, octets]
  })
  return Buffer.concat([file, ...records])
}

function packet(of: { readonly protocol: number; readonly header: Buffer; readonly octets: Uint8Array }): Buffer {
  const size = IP_SIZE + of.header.length + of.octets.length
  if (size > PACKET_SIZE_MAX) throw new RangeError(`a PDU of ${of.octets.length} octets is no packet`)
  return Buffer.concat([ip(size, of.protocol), of.header, of.octets])
}

/** RFC 791, section 3.1. */
function ip(size: number, protocol: number): Buffer {
  const header = Buffer.alloc(IP_SIZE)
  header.writeUInt8(0x45, 0)
  header.writeUInt16BE(size, 2)
  header.writeUInt8(64, 8)
  header.writeUInt8(protocol, 9)
  header.writeUInt32BE(LOOPBACK, 12)
  header.writeUInt32BE(LOOPBACK, 16)
  return header
}

/** RFC 9293, section 3.1. */
function tcp(port: number, sequence: number): Buffer {
  const header = Buffer.alloc(TCP_SIZE)
  header.writeUInt16BE(ESME_PORT, 0)
  header.writeUInt16BE(port, 2)
  header.writeUInt32BE(sequence, 4)
  header.writeUInt8((TCP_SIZE / 4) << 4, 12)
  header.writeUInt8(PSH_ACK, 13)
  header.writeUInt16BE(0xffff, 14)
  return header
}

/** RFC 768. */
function udp(port: number, size: number): Buffer {
  const header = Buffer.alloc(UDP_SIZE)
  header.writeUInt16BE(ESME_PORT, 0)
  header.writeUInt16BE(port, 2)
  header.writeUInt16BE(UDP_SIZE + size, 4)
  return header
}
