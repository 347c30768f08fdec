/**
 * The serial number of a cell broadcast: which message of its identifier it is, and which version of it. It is the same at
 * every BSC, MME and AMF: phones at a border of networks would else show one message twice.
 *
 *   ┌───────────┬───────────────┬───────────────┐
 *   │ scope (2) │ code (10)     │ update (4)    │
 *   └───────────┴───────────────┴───────────────┘
 *
 * Source: 3GPP TS 23.041 section 9.4.1.2.1.
 */

export const SCOPES = { cell: 3, plmn: 1, area: 2 } as const
export type Scope = keyof typeof SCOPES

export const CODE_MAX = 0x3ff
export const UPDATE_MAX = 0x0f

export interface Serial {
  /** Where a phone takes it for the same message: in this cell, in the whole network, in this location area. */
  readonly scope: Scope
  readonly code: number
  readonly update: number
}

export function serialNumber({ scope, code, update }: Serial): number {
  return (SCOPES[scope] << 14) | (code << 4) | update
}

/** The serial number of the next version: the update number wraps at 16. */
export function nextSerial(serial: number): number {
  return (serial & ~UPDATE_MAX) | ((serial + 1) & UPDATE_MAX)
}

export function codeOf(serial: number): number {
  return (serial >> 4) & CODE_MAX
}
