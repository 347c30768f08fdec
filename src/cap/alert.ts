/**
 * A CAP 1.2 alert as a value (OASIS CAP-v1.2-os): names and order are those of the standard, section 3.2. Holds what an alert
 * says, not whether it may say so: that is `check.ts`'s.
 *
 * Instants are moments with an offset, so none can be written without one; areas are numbers; the rest is text as it stands
 * between the tags, letter for letter.
 */
import type { CapInstant } from './instant.ts'
import type { Circle, Point } from './shapes.ts'

export const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const
export const MESSAGE_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const
export const SCOPES = ['Public', 'Restricted', 'Private'] as const
export const CATEGORIES = [
  ...(['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire'] as const),
  ...(['Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const),
] as const
export const RESPONSE_TYPES = [
  ...(['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid'] as const),
  ...(['Monitor', 'Assess', 'AllClear', 'None'] as const),
] as const
export const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const
export const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const
export const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const

export interface CapAlert {
  readonly identifier: string
  readonly sender: string
  readonly sent: CapInstant
  readonly status: (typeof STATUSES)[number]
  readonly msgType: (typeof MESSAGE_TYPES)[number]
  readonly source?: string
  readonly scope: (typeof SCOPES)[number]
  readonly restriction?: string
  /** Groups parted by spaces; one that holds a space stands in quotation marks. */
  readonly addresses?: string
  readonly code: readonly string[]
  readonly note?: string
  /** Earlier messages that this one updates, takes back or answers. */
  readonly references: readonly CapReference[]
  /** Parted as addresses are. */
  readonly incidents?: string
  readonly info: readonly CapInfo[]
}

export interface CapReference {
  readonly sender: string
  readonly identifier: string
  readonly sent: CapInstant
}

/** What is told, in one language. */
export interface CapInfo {
  /** BCP 47. The standard's default is en-US; here it is always said. */
  readonly language: string
  readonly category: readonly (typeof CATEGORIES)[number][]
  readonly event: string
  readonly responseType: readonly (typeof RESPONSE_TYPES)[number][]
  readonly urgency: (typeof URGENCIES)[number]
  readonly severity: (typeof SEVERITIES)[number]
  readonly certainty: (typeof CERTAINTIES)[number]
  readonly audience?: string
  readonly eventCode: readonly NamedValue[]
  readonly effective?: CapInstant
  readonly onset?: CapInstant
  readonly expires?: CapInstant
  readonly senderName?: string
  readonly headline?: string
  readonly description?: string
  readonly instruction?: string
  readonly web?: string
  readonly contact?: string
  readonly parameter: readonly NamedValue[]
  readonly resource: readonly CapResource[]
  readonly area: readonly CapArea[]
}

export interface NamedValue {
  readonly valueName: string
  readonly value: string
}

export interface CapResource {
  readonly resourceDesc: string
  readonly mimeType: string
  /** About how many octets. */
  readonly size?: number
  readonly uri?: string
  /** The file itself, in base64. */
  readonly derefUri?: string
  /** SHA-1 of the file, in hexadecimal: the standard knows no other. */
  readonly digest?: string
}

export interface CapArea {
  readonly areaDesc: string
  /** Closed: the last point is the first one. */
  readonly polygon: readonly (readonly Point[])[]
  readonly circle: readonly Circle[]
  readonly geocode: readonly NamedValue[]
  /** Feet above mean sea level. */
  readonly altitude?: number
  readonly ceiling?: number
}
