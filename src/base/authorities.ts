/**
 * Whom a TLS client believes: Node's own list of authorities, those of the operating system, and those of
 * NODE_EXTRA_CA_CERTS. Node by itself leaves the system's out.
 */
import * as tls from 'node:tls'

let certificates: string[] | undefined
let context: tls.SecureContext | undefined

/** In PEM. Undefined on a Node that cannot list them: then it uses its own. */
export function trustedCertificates(): string[] | undefined {
  if (certificates === undefined && typeof tls.getCACertificates === 'function')
    certificates = [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])]
  return certificates
}

/** Made once: reading some hundred certificates takes a tenth of a second. */
export function trustedAuthorities(): tls.SecureContext | undefined {
  const ca = trustedCertificates()
  if (context === undefined && ca !== undefined) context = tls.createSecureContext({ ca })
  return context
}
