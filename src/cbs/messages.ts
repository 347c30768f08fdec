/**
 * The table of CBSP's messages, and the types derived from it. Add one here and nowhere else. Elements are in the order in which
 * they are written; they may come in any.
 *
 * SET-DRX, LOAD-QUERY and RESET are read and written and never sent (docs/decisions/0027-what-a-centre-does-not-ask.md).
 *
 * Source: 3GPP TS 48.049 section 8.1.3.
 */
import type { ElementName, ValueOf } from './elements.ts'

interface MessageSpec {
  readonly type: number
  /** In their order; a question mark: it may be left out. */
  readonly elements: readonly (ElementName | `${ElementName}?`)[]
}

const WRITTEN = ['messageIdentifier', 'newSerialNumber', 'oldSerialNumber?'] as const
const NAMED = ['messageIdentifier', 'oldSerialNumber'] as const

export const MESSAGES = {
  'WRITE-REPLACE': {
    type: 0x01,
    elements: [
      ...WRITTEN,
      'cellList',
      // A CBS message has these, an emergency message (ETWS) those below.
      'channelIndicator?',
      'category?',
      'repetitionPeriod?',
      'numberOfBroadcastsRequested?',
      'numberOfPages?',
      'dataCodingScheme?',
      'pages?',
      'emergencyIndicator?',
      'warningType?',
      'warningSecurityInformation?',
      'warningPeriod?',
    ],
  },
  'WRITE-REPLACE COMPLETE': { type: 0x02, elements: [...WRITTEN, 'completedList?', 'cellList?', 'channelIndicator?'] },
  'WRITE-REPLACE FAILURE': {
    type: 0x03,
    elements: [...WRITTEN, 'failureList', 'completedList?', 'cellList?', 'channelIndicator?'],
  },
  KILL: { type: 0x04, elements: [...NAMED, 'cellList', 'channelIndicator?'] },
  'KILL COMPLETE': { type: 0x05, elements: [...NAMED, 'completedList?', 'cellList?', 'channelIndicator?'] },
  'KILL FAILURE': {
    type: 0x06,
    elements: [...NAMED, 'failureList', 'completedList?', 'cellList?', 'channelIndicator?'],
  },
  'LOAD-QUERY': { type: 0x07, elements: ['cellList', 'channelIndicator'] },
  'LOAD-QUERY COMPLETE': { type: 0x08, elements: ['loadList', 'channelIndicator'] },
  'LOAD-QUERY FAILURE': { type: 0x09, elements: ['failureList', 'channelIndicator', 'loadList?'] },
  'MSG-STATUS-QUERY': { type: 0x0a, elements: [...NAMED, 'cellList', 'channelIndicator'] },
  'MSG-STATUS-QUERY COMPLETE': { type: 0x0b, elements: [...NAMED, 'completedList', 'channelIndicator'] },
  'MSG-STATUS-QUERY FAILURE': { type: 0x0c, elements: [...NAMED, 'failureList', 'channelIndicator', 'completedList?'] },
  // Of what a schedule is only the cells are needed to read it, whatever else a BSC leaves out.
  'SET-DRX': { type: 0x0d, elements: ['cellList', 'schedulePeriod?', 'numberOfReservedSlots?', 'channelIndicator?'] },
  'SET-DRX COMPLETE': { type: 0x0e, elements: ['cellList', 'channelIndicator?'] },
  'SET-DRX FAILURE': { type: 0x0f, elements: ['failureList', 'cellList?', 'channelIndicator?'] },
  RESET: { type: 0x10, elements: ['cellList'] },
  'RESET COMPLETE': { type: 0x11, elements: ['cellList'] },
  'RESET FAILURE': { type: 0x12, elements: ['failureList', 'cellList?'] },
  RESTART: { type: 0x13, elements: ['cellList', 'broadcastMessageType', 'recoveryIndication'] },
  FAILURE: { type: 0x14, elements: ['failureList', 'broadcastMessageType'] },
  'ERROR-INDICATION': {
    type: 0x15,
    elements: ['cause', 'messageIdentifier?', 'newSerialNumber?', 'oldSerialNumber?', 'channelIndicator?'],
  },
  'KEEP-ALIVE': { type: 0x16, elements: ['keepAliveRepetitionPeriod'] },
  'KEEP-ALIVE COMPLETE': { type: 0x17, elements: [] },
} as const satisfies Record<string, MessageSpec>

export type MessageName = keyof typeof MESSAGES

type ElementsOf<Name extends MessageName> = (typeof MESSAGES)[Name]['elements'][number]
type Must<Name extends MessageName> = Extract<ElementsOf<Name>, ElementName>
type May<Name extends MessageName> =
  ElementsOf<Name> extends infer One ? (One extends `${infer Inner extends ElementName}?` ? Inner : never) : never

export type MessageOf<Name extends MessageName> = { readonly message: Name } & {
  readonly [Inner in Must<Name>]: ValueOf<Inner>
} & { readonly [Inner in May<Name>]?: ValueOf<Inner> | undefined }

/** Any message, told apart by `message`. */
export type Message = { [Name in MessageName]: MessageOf<Name> }[MessageName]
