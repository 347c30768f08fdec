/** What alerts need of a store: an area's rows of `authority/store.ts`, with its promises. An alert is kept as it was signed, for ever. */
import { rowsOf } from '../../authority/store.ts'
import type { SentAlert } from './cap-alerts.ts'

export const capRows = rowsOf<CapReading, CapWriting>('cap-alerts')

export interface CapReading {
  /** Of one bulletin, by serial. */
  alertsOf(bulletin: string): Promise<readonly SentAlert[]>
  /** Null: there is none. */
  signedAlert(identifier: string): Promise<SignedAlert | null>
}

export interface CapWriting extends CapReading {
  insertAlert(alert: SignedAlert): Promise<void>
}

export interface SignedAlert extends SentAlert {
  /** The file, octet for octet. */
  readonly xml: string
}
