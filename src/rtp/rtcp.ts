/**
 * RTCP as values: reports (RFC 3550, section 6), feedback (RFC 4585, RFC 5104), the receiver's estimate of its line
 * (draft-alvestrand-rmcat-remb-03) and what came of a whole line (draft-holmer-rmcat-transport-wide-cc-extensions-01). Names are the specifications'. SSRCs and numbers of 32 bits are from 0 on, never negative.
 */
import type { NtpTime } from './times.ts'

/** Payload types. */
export const RTCP = {
  SR: 200,
  RR: 201,
  SDES: 202,
  BYE: 203,
  /** Transport layer feedback: what it is stands where others count. */
  RTPFB: 205,
  /** Payload-specific feedback. */
  PSFB: 206,
} as const

/** Feedback message types (FMT). */
export const FMT_NACK = 1
export const FMT_TRANSPORT = 15
export const FMT_PLI = 1
export const FMT_FIR = 4
export const FMT_APPLICATION = 15

/** `REMB`. */
export const REMB_NAME = 0x52454d42
export const CNAME = 1
/** A datagram is never longer on the wire. */
export const COMPOUND_SIZE_MAX = 2048
/** What five bits count. */
export const COUNT_MAX = 31

export interface ReportBlock {
  readonly ssrc: number
  /** 1/256 since the last report. */
  readonly fractionLost: number
  /** Signed, 24 bits: below 0 where more came, repeated, than were sent. */
  readonly cumulativeLost: number
  /** Cycles in the upper 16 bits. */
  readonly highestSequence: number
  /** Ticks. */
  readonly jitter: number
  /** NTP short of the last sender report; 0: none. */
  readonly lastSr: number
  /** NTP short. */
  readonly delaySinceLastSr: number
}

export interface SenderReport {
  readonly type: 'SR'
  readonly ssrc: number
  readonly ntp: NtpTime
  readonly rtp: number
  readonly packets: number
  readonly octets: number
  readonly blocks: readonly ReportBlock[]
}

export interface ReceiverReport {
  readonly type: 'RR'
  readonly ssrc: number
  readonly blocks: readonly ReportBlock[]
}

export interface SourceDescription {
  readonly type: 'SDES'
  readonly chunks: readonly {
    readonly ssrc: number
    /** `CNAME` and others, by number. */
    readonly items: readonly { readonly item: number; readonly text: string }[]
  }[]
}

export interface Bye {
  readonly type: 'BYE'
  readonly ssrcs: readonly number[]
  /** Empty: none. */
  readonly reason: string
}

/** Who says it, and of which stream. */
interface Feedback {
  readonly sender: number
  readonly media: number
}

export interface Nack extends Feedback {
  readonly type: 'NACK'
  /** Sequence numbers, in the order of the packet. */
  readonly lost: readonly number[]
}

export interface Pli extends Feedback {
  readonly type: 'PLI'
}

export interface Fir {
  readonly type: 'FIR'
  readonly sender: number
  /** `command`: a number of 8 bits; the same one again is the same request. */
  readonly requests: readonly { readonly ssrc: number; readonly command: number }[]
}

export interface Remb {
  readonly type: 'REMB'
  readonly sender: number
  /** Bits a second. */
  readonly bitrate: number
  readonly ssrcs: readonly number[]
}

/** Of all streams of a line together. */
export interface TransportFeedback extends Feedback {
  readonly type: 'TWCC'
  /** The first transport-wide number that it tells of, of 16 bits, and of how many from there. */
  readonly base: number
  readonly statuses: number
  /** 64 ms, 24 bits, signed: what ticks are counted from. Of the receiver's clock. */
  readonly reference: number
  /** Of feedback packets, 8 bits. */
  readonly count: number
  /** What came, in order of its numbers: behind the base, and when, in 250 µs behind the reference. All others did not. */
  readonly arrivals: readonly { readonly offset: number; readonly ticks: number }[]
}

/** Another one, kept as it came. */
export interface UnknownPacket {
  readonly type: 'unknown'
  readonly payloadType: number
  /** The five bits behind version and padding. */
  readonly count: number
  /** Behind the first four octets, without padding. */
  readonly octets: Buffer
}

export type RtcpPacket =
  | SenderReport
  | ReceiverReport
  | SourceDescription
  | Bye
  | Nack
  | Pli
  | Fir
  | Remb
  | TransportFeedback
  | UnknownPacket
