/** Letters to people. Mail is read on other people's machines: nothing stands in one that is not for them. */

export interface Letter {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly isUrgent?: boolean
}

export interface Mailer {
  /** How many the mail server has taken it for; never throws. */
  send(letter: Letter): Promise<{ readonly reached: number; readonly failed: number }>
}
