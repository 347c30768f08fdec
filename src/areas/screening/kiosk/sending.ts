/**
 * When the tablet sends: at once while there is more, a sign of life every minute, and after a failure when the outbox
 * says so. One send at a time.
 *
 * Knows no screen and no network of its own; time is given to it.
 */

import type { Counts } from './kiosk.ts'
import type { Sent } from './outbox.ts'

/** Also with nothing to send: the console shows when a kiosk was last heard. */
const HEARTBEAT_MS = 60_000
/** Another tab is at it: look again. */
const OTHER_TAB_MS = 1_000

export interface SendingNeeds {
  /** One batch; null: somebody else of this tablet is sending. */
  send(): Promise<Sent | null>
  counts(): Promise<Counts>
  /** What came of it. */
  tell(sent: Sent | null, counts: Counts): Promise<void>
  /** There is a token, and as far as we know a network. */
  isEnrolled(): boolean
  isOnline(): boolean
  now(): number
}

export class Sending {
  readonly #needs: SendingNeeds
  #atMs = 0
  #isSending = false
  /** Something came meanwhile that is a reason to try at once. */
  #isDueAgain = false

  constructor(needs: SendingNeeds) {
    this.#needs = needs
  }

  sendNow(): void {
    this.#atMs = 0
    this.#isDueAgain = this.#isSending
    void this.sendWhenDue()
  }

  async sendWhenDue(): Promise<void> {
    const { send, counts, tell, isEnrolled, isOnline, now } = this.#needs
    if (this.#isSending || !isEnrolled() || now() < this.#atMs) return
    this.#isSending = true
    try {
      const sent = await send()
      const left = await counts()
      this.#atMs = now() + waitMs(sent, left)
      await tell(sent, left)
    } finally {
      this.#isSending = false
    }
    if (this.#isDueAgain) this.sendNow()
    else if (this.#atMs <= now() && isOnline()) void this.sendWhenDue()
  }
}

function waitMs(sent: Sent | null, { unsent }: Counts): number {
  if (sent === null) return OTHER_TAB_MS
  switch (sent.is) {
    case 'sent':
      return unsent > 0 ? 0 : HEARTBEAT_MS
    case 'unanswered':
      return sent.againMs
    case 'unknown':
      return HEARTBEAT_MS
  }
}
