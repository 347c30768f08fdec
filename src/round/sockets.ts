/** Connections over TCP and TLS. Certificates are verified against the system's and those of NODE_EXTRA_CA_CERTS. */
import { connect as connectTcp, isIP } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { trustedAuthorities } from '../base/authorities.ts'
import type { Connect, SmscAddress } from './wire.ts'

/** One read of the system, at most. */
const READ_SIZE = 256 << 10
/** How long what was written last may take to go out, once the connection is to end. */
const LAST_WORDS_MS = 1000

/** Makes connections that read into one buffer: its octets are valid during `data` only. */
export function socketConnect(): Connect {
  const buffer = Buffer.allocUnsafeSlow(READ_SIZE)
  return (smsc, events) => {
    const { host, port } = smsc
    let why = 'the connection was closed'
    const socket = smsc.tls
      ? connectTls(tlsOptions(smsc))
      : connectTcp({
          host,
          port,
          onread: {
            buffer,
            callback: (length, bytes) => {
              events.data(bytes as Buffer, length)
              return true
            },
          },
        })
    socket.setNoDelay(true)
    if (smsc.tls) socket.on('data', (bytes: Buffer) => events.data(bytes, bytes.length))
    socket.on(smsc.tls ? 'secureConnect' : 'connect', () => events.opened())
    socket.on('error', error => {
      why = error.message
    })
    socket.on('close', () => events.closed(why))
    return {
      write: (bytes, done) => {
        socket.write(bytes, done)
      },
      destroy: () => {
        // What was written before goes out (an unbind_resp, a generic_nack); nothing more is read.
        socket.destroySoon()
        // But not for ever, to a centre that does not read.
        setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref()
      },
      pause: () => {
        socket.pause()
      },
      resume: () => {
        socket.resume()
      },
    }
  }
}

/** A certificate is always verified, also where NODE_TLS_REJECT_UNAUTHORIZED says otherwise. */
function tlsOptions({ host, port }: SmscAddress): ConnectionOptions {
  return {
    host,
    port,
    rejectUnauthorized: true,
    secureContext: trustedAuthorities(),
    ...(isIP(host) === 0 ? { servername: host } : {}),
  }
}
