/**
 * Whom a TLS client believes: Node's own list of authorities, those of the operating system, and those of
 * NODE_EXTRA_CA_CERTS. Node by itself leaves the system's out.
 */
import * as tls from 'node:tls'

let context: tls.SecureContext | undefined

/** Made once: reading some hundred certificates takes a tenth of a second. Undefined on a Node that cannot list them. */
export function trustedAuthorities(): tls.SecureContext | undefined {
  if (context === undefined && typeof tls.getCACertificates === 'function') {
    const all = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
    context = tls.createSecureContext({ ca: [...new Set(all)] })
  }
  return context
}
