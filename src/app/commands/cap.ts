/** `loa cap check`: whether files are CAP 1.2 alerts that a strict reader accepts, and everything that is wrong with them. */

import type { Command } from 'commander'
import type { Language } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import type { Examined } from '../../cap/check.ts'
import { language } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa cap check alert.xml
  loa cap check *.xml --certificate authority.pem --json
  curl -s https://alerts.example/cap/1.xml | loa cap check -

One line per error: file, element, code, sentence. With --certificate each alert must have a signature by that key; without
it signatures are not verified. Exit code 0 if all alerts are valid, 1 if one is not.`

interface CheckOptions {
  readonly certificate?: string
  readonly json?: true
}

export function registerCap(program: Command): void {
  const cap = program.command('cap').description('alerts in the Common Alerting Protocol (CAP 1.2)')
  cap
    .command('check')
    .description('all errors in alerts: schema, rules of the standard, signature')
    .argument('<file...>', 'alerts in XML; - is standard input')
    .option('--certificate <file>', 'X.509 certificate in PEM; its key must have signed the alerts')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(check)
}

/** Longer than any certificate. */
const CERTIFICATE_OCTETS_MAX = 64 * 1024

async function check(files: readonly string[], options: CheckOptions): Promise<void> {
  const { examineAlert } = await import('../../cap/check.ts')
  const { OCTETS_MAX } = await import('../../cap/xml.ts')
  const { readUpTo } = await import('../octets-file.ts')
  if ([...files, options.certificate].filter(file => file === '-').length > 1) throw baseFailure('standardInputTwice')
  const trust = await trusted(options.certificate)
  const checked: Checked[] = []
  for (const file of files) checked.push({ file, ...examineAlert(await readUpTo(file, OCTETS_MAX), trust) })
  if (checked.some(({ faults }) => faults.length > 0)) process.exitCode = 1
  await tell(checked, options)
}

interface Checked extends Omit<Examined, 'document'> {
  readonly file: string
}

async function trusted(file: string | undefined) {
  if (file === undefined) return undefined
  const { readCertificate } = await import('../../cap/certificate.ts')
  const { readUpTo } = await import('../octets-file.ts')
  const octets = await readUpTo(file, CERTIFICATE_OCTETS_MAX)
  const certificate = Buffer.from(octets).toString('latin1')
  readCertificate(certificate)
  return { certificate, at: Date.now() }
}

async function tell(checked: readonly Checked[], options: CheckOptions): Promise<void> {
  const { faultSentence } = await import('../../cap/fault-words.ts')
  const spoken = language()
  const words = WORDS[spoken]
  const told = checked.map(({ file, faults }) => ({
    file,
    faults: faults.map(fault => ({ element: fault.element, code: fault.code, sentence: faultSentence(fault, spoken) })),
  }))
  const unverified = checked.filter(({ isSigned }) => isSigned && options.certificate === undefined)
  if (options.json) {
    process.stdout.write(`${JSON.stringify(told)}\n`)
    for (const { file } of unverified) process.stderr.write(`${file}: ${words.unverified}\n`)
    return
  }
  for (const [at, { file, faults }] of told.entries()) {
    for (const { element, code, sentence } of faults)
      process.stdout.write(`${file}: ${element}: ${code}: ${sentence}\n`)
    const signature = unverified.includes(checked[at])
      ? words.unverified
      : checked[at].isSigned
        ? words.verified
        : words.unsigned
    if (faults.length === 0) process.stdout.write(`${file}: ${words.none} ${signature}\n`)
    else if (signature === words.unverified) process.stdout.write(`${file}: ${signature}\n`)
  }
}

const WORDS = {
  vi: {
    none: 'Không có lỗi.',
    verified: 'Chữ ký đúng.',
    unverified: 'Chữ ký chưa được kiểm tra: thiếu --certificate.',
    unsigned: 'Không có chữ ký.',
  },
  en: {
    none: 'No errors.',
    verified: 'The signature is verified.',
    unverified: 'The signature is not verified: --certificate is missing.',
    unsigned: 'Not signed.',
  },
} as const satisfies Record<Language, object>
