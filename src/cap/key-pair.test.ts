/** Keys with their certificates, valid for two days, made by openssl. For tests alone, and in a file named so that it is not shipped. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const P256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] as const

export interface KeyPair {
  readonly key: string
  readonly certificate: string
  readonly at: number
}

/** `kind`: as `-newkey` of openssl has it. */
export function pairOf(name: string, ...kind: readonly string[]): KeyPair {
  const folder = mkdtempSync(join(tmpdir(), 'loa-cap-'))
  const file = (ending: string) => join(folder, `${name}.${ending}`)
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', ...kind, '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-keyout', file('key'), '-out', file('pem')],
    ],
    { stdio: 'ignore' },
  )
  const read = (ending: string) => readFileSync(file(ending), 'utf8')
  const pair = { key: read('key'), certificate: read('pem'), at: Date.now() }
  rmSync(folder, { recursive: true })
  return pair
}
