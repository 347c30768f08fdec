/** Certificates for the tests of one process: an authority of their own, and one for each name, made by openssl. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './child.ts'

export interface Certificate {
  /** PEM files. */
  readonly certFile: string
  readonly keyFile: string
  readonly caFile: string
}

export class Authority {
  readonly directory = mkdtempSync(join(tmpdir(), 'loa-ca-'))
  readonly caFile = join(this.directory, 'ca.pem')
  readonly #made = new Map<string, Promise<Certificate>>()
  #begun: Promise<void> | null = null

  /** For this domain name. Made once. */
  of(name: string): Promise<Certificate> {
    const made = this.#made.get(name) ?? this.#make(name)
    this.#made.set(name, made)
    return made
  }

  pem({ certFile, keyFile, caFile }: Certificate): { cert: string; key: string; ca: string } {
    const read = (file: string) => readFileSync(file, 'utf8')
    return { cert: read(certFile), key: read(keyFile), ca: read(caFile) }
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  async #make(name: string): Promise<Certificate> {
    this.#begun ??= this.#begin()
    await this.#begun
    const file = (ending: string) => join(this.directory, `${name}.${ending}`)
    writeFileSync(file('ext'), `subjectAltName=DNS:${name}\n`)
    await openssl(
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', file('key'), '-out', file('csr'), '-subj', `/CN=${name}`],
    )
    await openssl(
      ...['x509', '-req', '-in', file('csr'), '-CA', this.caFile, '-CAkey', this.#key],
      // A number of its own: two are signed at a time, and would share a file of the last one.
      ...[
        '-set_serial',
        `0x${randomBytes(15).toString('hex')}`,
        '-days',
        '2',
        '-extfile',
        file('ext'),
        '-out',
        file('pem'),
      ],
    )
    return { certFile: file('pem'), keyFile: file('key'), caFile: this.caFile }
  }

  get #key(): string {
    return join(this.directory, 'ca.key')
  }

  async #begin(): Promise<void> {
    await openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', this.#key, '-out', this.caFile, '-days', '2', '-subj', '/CN=loa-test-ca'],
    )
  }
}

async function openssl(...args: string[]): Promise<void> {
  await run({ command: 'openssl', args })
}
