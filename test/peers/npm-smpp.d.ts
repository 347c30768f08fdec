/** As much of npm's `smpp` as is used here; it brings no types. Source: its README. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer } from 'node:net'

  /** A PDU by the specification's names. A short_message comes apart: `udh` is a list of octets, one each element. */
  export interface PDU {
    readonly command: string
    readonly command_id: number
    readonly command_status: number
    readonly sequence_number: number
    readonly [field: string]: unknown
    isResponse(): boolean
    response(fields?: Record<string, unknown>): PDU
    toBuffer(): Buffer
  }

  interface Ask {
    (fields: Record<string, unknown>, onResponse?: (pdu: PDU) => void): boolean
    (onResponse: (pdu: PDU) => void): boolean
  }

  export interface Session extends EventEmitter<{ connect: []; close: []; error: [Error]; pdu: [PDU] }> {
    readonly socket: import('node:net').Socket
    send(pdu: PDU): boolean
    close(done?: () => void): void
    destroy(done?: () => void): void
    readonly bind_transceiver: Ask
    readonly bind_transmitter: Ask
    readonly bind_receiver: Ask
    readonly submit_sm: Ask
    readonly deliver_sm: Ask
    readonly data_sm: Ask
    readonly query_sm: Ask
    readonly enquire_link: Ask
    readonly unbind: Ask
  }

  interface Smpp {
    createServer(onSession: (session: Session) => void): NetServer
    connect(options: { host: string; port: number }): Session
    readonly PDU: new (command: string, fields?: Record<string, unknown>) => PDU
  }

  const smpp: Smpp
  // biome-ignore lint/style/noDefaultExport: it is the package's, not ours
  export default smpp
}
