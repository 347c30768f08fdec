/**
 * The table of CBSP's information elements: identifier, kind. Add one here and nowhere else. An element does not tell its own
 * length where that is fixed, so that what follows an unknown one cannot be read.
 *
 *   u8, u16, octets    iei (1)  value
 *   page               iei (1)  used octets (1)  82 octets
 *   lists              iei (1)  length (2)  discriminator (1)  { cell  … }...
 *   failures           iei (1)  length (2)  { discriminator (1)  cell  cause (1) }...
 *
 * Source: 3GPP TS 48.049 section 8.2.
 */
import type { Cell } from './cells.ts'

export interface CbspPage {
  /** How many of the octets are not padding. */
  readonly used: number
  /** 82 of them. */
  readonly octets: Buffer
}

export interface Completed {
  readonly cell: Cell
  readonly count: number
  /** 0 the count is right, 1 it ran over, 2 nobody knows it. */
  readonly info: number
}

export interface Failed {
  readonly cell: Cell
  readonly cause: number
}

/** A list may have thousands of entries, and there are few causes. */
export function byCause(failures: readonly Failed[]): ReadonlyMap<number, readonly Cell[]> {
  const found = new Map<number, Cell[]>()
  for (const { cell, cause } of failures) {
    const cells = found.get(cause)
    if (cells === undefined) found.set(cause, [cell])
    else cells.push(cell)
  }
  return found
}

export interface Load {
  readonly cell: Cell
  /** Per cent of the slots that are taken, and of those that are reserved. */
  readonly loads: readonly [number, number]
}

interface Values {
  readonly u8: number
  readonly u16: number
  readonly octets: Buffer
  readonly pages: readonly CbspPage[]
  readonly cells: readonly Cell[]
  readonly completed: readonly Completed[]
  readonly failures: readonly Failed[]
  readonly loads: readonly Load[]
}

export interface Element {
  readonly iei: number
  readonly kind: keyof Values
  /** Of octets. */
  readonly size?: number
}

export const ELEMENTS = {
  pages: { iei: 0x01, kind: 'pages' },
  oldSerialNumber: { iei: 0x02, kind: 'u16' },
  newSerialNumber: { iei: 0x03, kind: 'u16' },
  cellList: { iei: 0x04, kind: 'cells' },
  category: { iei: 0x05, kind: 'u8' },
  repetitionPeriod: { iei: 0x06, kind: 'u16' },
  numberOfBroadcastsRequested: { iei: 0x07, kind: 'u16' },
  completedList: { iei: 0x08, kind: 'completed' },
  failureList: { iei: 0x09, kind: 'failures' },
  loadList: { iei: 0x0a, kind: 'loads' },
  cause: { iei: 0x0b, kind: 'u8' },
  dataCodingScheme: { iei: 0x0c, kind: 'u8' },
  recoveryIndication: { iei: 0x0d, kind: 'u8' },
  messageIdentifier: { iei: 0x0e, kind: 'u16' },
  emergencyIndicator: { iei: 0x0f, kind: 'u8' },
  warningType: { iei: 0x10, kind: 'u16' },
  warningSecurityInformation: { iei: 0x11, kind: 'octets', size: 50 },
  channelIndicator: { iei: 0x12, kind: 'u8' },
  numberOfPages: { iei: 0x13, kind: 'u8' },
  schedulePeriod: { iei: 0x14, kind: 'u8' },
  numberOfReservedSlots: { iei: 0x15, kind: 'u8' },
  broadcastMessageType: { iei: 0x16, kind: 'u8' },
  warningPeriod: { iei: 0x17, kind: 'u8' },
  keepAliveRepetitionPeriod: { iei: 0x18, kind: 'u8' },
} as const satisfies Record<string, Element>

export type ElementName = keyof typeof ELEMENTS
export type ValueOf<Name extends ElementName> = Values[(typeof ELEMENTS)[Name]['kind']]

/** Section 8.2.13. */
export const CAUSES = {
  /** Of a cell: osmo-bsc's word for one that it does not have. */
  parameterNotRecognised: 0,
  parameterValueInvalid: 1,
  /** No such message there: what was to be taken off is off. */
  messageReferenceNotIdentified: 2,
  cellIdentityNotValid: 3,
  unrecognisedMessage: 4,
  missingMandatoryElement: 5,
  bscCapacityExceeded: 6,
  cellMemoryExceeded: 7,
  bscMemoryExceeded: 8,
  cellBroadcastNotSupported: 9,
  cellBroadcastNotOperational: 10,
  incompatibleDrxParameter: 11,
  extendedChannelNotSupported: 12,
  /** It is on the air already. */
  messageReferenceAlreadyUsed: 13,
  unspecifiedError: 14,
  laiOrLacNotValid: 15,
} as const

/** Section 8.2.7. */
export const CATEGORIES = { highPriority: 0, background: 1, normal: 2 } as const
/** Section 8.2.20. */
export const BASIC_CHANNEL = 0
/** Section 8.2.15: of a RESTART; 0 says that the data are there. */
export const DATA_LOST = 1
/** Section 8.2.24: of a RESTART or FAILURE; 0 are messages of CBS. */
export const EMERGENCY_MESSAGES = 1
