/**
 * Every command_status of SMPP 3.4 (section 5.1.3, table 5-2), its name, and what a sender does about it.
 *
 * Knows no PDU. A code that is not in the table is a vendor's: it has no name, and it is final for its recipient.
 */

export const STATUSES = {
  ESME_ROK: 0x00000000,
  ESME_RINVMSGLEN: 0x00000001,
  ESME_RINVCMDLEN: 0x00000002,
  ESME_RINVCMDID: 0x00000003,
  ESME_RINVBNDSTS: 0x00000004,
  ESME_RALYBND: 0x00000005,
  ESME_RINVPRTFLG: 0x00000006,
  ESME_RINVREGDLVFLG: 0x00000007,
  ESME_RSYSERR: 0x00000008,
  ESME_RINVSRCADR: 0x0000000a,
  ESME_RINVDSTADR: 0x0000000b,
  ESME_RINVMSGID: 0x0000000c,
  ESME_RBINDFAIL: 0x0000000d,
  ESME_RINVPASWD: 0x0000000e,
  ESME_RINVSYSID: 0x0000000f,
  ESME_RCANCELFAIL: 0x00000011,
  ESME_RREPLACEFAIL: 0x00000013,
  ESME_RMSGQFUL: 0x00000014,
  ESME_RINVSERTYP: 0x00000015,
  ESME_RINVNUMDESTS: 0x00000033,
  ESME_RINVDLNAME: 0x00000034,
  ESME_RINVDESTFLAG: 0x00000040,
  ESME_RINVSUBREP: 0x00000042,
  ESME_RINVESMCLASS: 0x00000043,
  ESME_RCNTSUBDL: 0x00000044,
  ESME_RSUBMITFAIL: 0x00000045,
  ESME_RINVSRCTON: 0x00000048,
  ESME_RINVSRCNPI: 0x00000049,
  ESME_RINVDSTTON: 0x00000050,
  ESME_RINVDSTNPI: 0x00000051,
  ESME_RINVSYSTYP: 0x00000053,
  ESME_RINVREPFLAG: 0x00000054,
  ESME_RINVNUMMSGS: 0x00000055,
  ESME_RTHROTTLED: 0x00000058,
  ESME_RINVSCHED: 0x00000061,
  ESME_RINVEXPIRY: 0x00000062,
  ESME_RINVDFTMSGID: 0x00000063,
  ESME_RX_T_APPN: 0x00000064,
  ESME_RX_P_APPN: 0x00000065,
  ESME_RX_R_APPN: 0x00000066,
  ESME_RQUERYFAIL: 0x00000067,
  ESME_RINVOPTPARSTREAM: 0x000000c0,
  ESME_ROPTPARNOTALLWD: 0x000000c1,
  ESME_RINVPARLEN: 0x000000c2,
  ESME_RMISSINGOPTPARAM: 0x000000c3,
  ESME_RINVOPTPARAMVAL: 0x000000c4,
  ESME_RDELIVERYFAILURE: 0x000000fe,
  ESME_RUNKNOWNERR: 0x000000ff,
} as const

export type StatusName = keyof typeof STATUSES

/**
 * What the answer to a submit_sm means for the sender:
 * `ok` accepted; `again` temporary, the segment goes again and the lane slows; `lane` the bind itself is refused
 * (its address, account or state), it stops and others go on; `recipient` final for this recipient.
 */
export type StatusClass = 'ok' | 'again' | 'recipient' | 'lane'

const CLASSES: ReadonlyMap<number, StatusClass> = new Map([
  [STATUSES.ESME_ROK, 'ok'],
  [STATUSES.ESME_RSYSERR, 'again'],
  [STATUSES.ESME_RMSGQFUL, 'again'],
  [STATUSES.ESME_RSUBMITFAIL, 'again'],
  [STATUSES.ESME_RTHROTTLED, 'again'],
  [STATUSES.ESME_RX_T_APPN, 'again'],
  [STATUSES.ESME_RINVBNDSTS, 'lane'],
  [STATUSES.ESME_RINVSRCADR, 'lane'],
  [STATUSES.ESME_RINVSERTYP, 'lane'],
  [STATUSES.ESME_RINVSRCTON, 'lane'],
  [STATUSES.ESME_RINVSRCNPI, 'lane'],
  [STATUSES.ESME_RINVSYSTYP, 'lane'],
])

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(STATUSES).map(([name, code]) => [code, name]))

/** `ESME_RTHROTTLED`; a code without a name as `0x00000403`. */
export function statusName(code: number): string {
  return NAMES.get(code) ?? `0x${(code >>> 0).toString(16).padStart(8, '0')}`
}

/** Unknown and vendor codes are final for that recipient: `recipient`. */
export function statusClass(code: number): StatusClass {
  return CLASSES.get(code) ?? 'recipient'
}
