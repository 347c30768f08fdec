/** What a lane needs of a connection. The real one is in `sockets.ts`; a simulation brings its own. */
export interface Wire {
  /** `bytes` must not change until `done`. */
  write(bytes: Uint8Array, done: () => void): void
  /** Ends the connection at once; `closed` still comes. */
  destroy(): void
  pause(): void
  resume(): void
}

export interface WireEvents {
  /** Connected, and for TLS: the certificate was verified. */
  opened(): void
  /** `bytes` are valid during the call only. */
  data(bytes: Buffer, length: number): void
  /** Comes once. */
  closed(why: string): void
}

export interface SmscAddress {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly systemId: string
  readonly password: string
}

export type Connect = (smsc: SmscAddress, events: WireEvents) => Wire

/** As a tally names a centre: without the account. */
export function smscName(smsc: SmscAddress): string {
  return smsc.host.includes(':') ? `[${smsc.host}]:${smsc.port}` : `${smsc.host}:${smsc.port}`
}
