/** Letters to people. Mail is read on other people's machines: nothing stands in one that is not for them. */

export interface Letter {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly isUrgent?: boolean
  /** What a calendar makes of it (RFC 5545), attached as a file. */
  readonly calendar?: Calendar
}

export interface Calendar {
  readonly method: 'REQUEST' | 'CANCEL'
  readonly text: string
}

export interface Mailer {
  /** What its letters come from. */
  readonly from: string
  /** How many the mail server has taken it for; never throws. */
  send(letter: Letter): Promise<{ readonly reached: number; readonly failed: number }>
}
