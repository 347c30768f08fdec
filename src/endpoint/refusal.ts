/** What a handler throws to answer a request of the peer with an error of its choice. */
import { STATUSES, type StatusName, statusName } from '../smpp/statuses.ts'

export class Refusal extends Error {
  readonly command_status: number

  /** A name of SMPP 3.4, or a vendor's code. */
  constructor(status: StatusName | number) {
    const code = typeof status === 'number' ? status : STATUSES[status]
    super(`refused with ${statusName(code)}`)
    this.name = 'Refusal'
    this.command_status = code
  }
}

/**
 * The command_status that a thrown thing asks for; null where it names none. A RequestFailure names the one that its
 * own peer answered with, so that a gateway's handler passes it on by not catching it.
 */
export function statusOf(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('command_status' in thrown)) return null
  const status = thrown.command_status
  const valid = typeof status === 'number' && Number.isInteger(status) && status > 0 && status <= 0xffffffff
  return valid ? status : null
}
