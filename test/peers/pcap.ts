/**
 * PDUs as a capture file that Wireshark's programs read: one TCP connection over IPv4, one PDU a packet.
 *
 *   file header (24)  { packet header (16)  IPv4 (20)  TCP (20)  PDU }...
 *
 * No privilege is needed to make or to read it. Checksums are 0, as where the network card writes them.
 * Source: the pcap file format (draft-ietf-opsawg-pcap), link type RAW.
 */

const MAGIC_MICROSECONDS = 0xa1b2c3d4
const LINKTYPE_RAW = 101
const PACKET_SIZE_MAX = 0xffff
const LOOPBACK = 0x7f000001
const ESME_PORT = 40_000
const PSH_ACK = 0x18

const IP_SIZE = 20
const TCP_SIZE = 20

export interface Captured {
  /** The SMS centre's, by which the reader knows the protocol. */
  readonly port: number
  readonly pdus: readonly Uint8Array[]
}

/** All go from the ESME to the centre. A PDU of more than 65,495 octets does not fit its packet: RangeError. */
export function pcap({ port, pdus }: Captured): Buffer {
  const file = Buffer.alloc(24)
  file.writeUInt32LE(MAGIC_MICROSECONDS, 0)
  file.writeUInt16LE(2, 4)
  file.writeUInt16LE(4, 6)
  file.writeUInt32LE(PACKET_SIZE_MAX, 16)
  file.writeUInt32LE(LINKTYPE_RAW, 20)
  const parts: Uint8Array[] = [file]
  let sequence = 1
  for (const [i, pdu] of pdus.entries()) {
    const size = IP_SIZE + TCP_SIZE + pdu.length
    if (size > PACKET_SIZE_MAX) throw new RangeError(`a PDU of ${pdu.length} octets is no packet`)
    const packet = Buffer.alloc(16)
    packet.writeUInt32LE(i, 0)
    packet.writeUInt32LE(size, 8)
    packet.writeUInt32LE(size, 12)
    parts.push(packet, ip(size), tcp(port, sequence), pdu)
    sequence += pdu.length
  }
  return Buffer.concat(parts)
}

/** RFC 791, section 3.1. */
function ip(size: number): Buffer {
  const header = Buffer.alloc(IP_SIZE)
  header.writeUInt8(0x45, 0)
  header.writeUInt16BE(size, 2)
  header.writeUInt8(64, 8)
  header.writeUInt8(6, 9)
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
