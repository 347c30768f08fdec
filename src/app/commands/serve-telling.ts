/**
 * How `loa serve` is told how people are told: of a change of what they sign in with, by mail; of a fever at the door, by mail
 * and web push. Secrets come from files.
 */

import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { DutyOptions } from '../../areas/screening/area.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import type { MailOptions } from '../../http/mail.ts'

export interface TellingFlags {
  smtp?: string
  smtpPasswordFile?: string
  mailFrom?: string
  dutyMail?: string[]
  pushContact?: string
  pushService?: string[]
}

const ADDRESS = /^[^\s@<>,;]{1,64}@[A-Za-z0-9.-]{1,190}$/
const HOST = /^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/
const ADDRESSES_MAX = 20

export function registerTellingOptions(command: Command): Command {
  return command
    .option('--smtp <url>', 'smtp(s)://user@host:port: people are told by mail too')
    .option('--smtp-password-file <file>', 'file with the password for that')
    .option('--mail-from <address>', 'whom the mail comes from')
    .option('--duty-mail <addresses...>', 'who is on duty: alerts of health checks go there')
    .option('--push-contact <url>', 'mailto:… or https:…: alerts go to browsers too (web push)')
    .option('--push-service <hosts...>', 'push services beside the known ones')
}

export async function tellingOptionsOf(
  flags: TellingFlags,
): Promise<{ readonly mail: MailOptions | null; readonly duty: DutyOptions }> {
  const { dutyMail: to = [] } = flags
  return { mail: await mailOf(flags), duty: { to, push: pushOf(flags) } }
}

async function mailOf(flags: TellingFlags): Promise<MailOptions | null> {
  const { smtp, smtpPasswordFile, mailFrom, dutyMail = [] } = flags
  const given = [smtp, smtpPasswordFile, mailFrom]
  if (given.every(value => value === undefined) && dutyMail.length === 0) return null
  if (smtp === undefined || mailFrom === undefined)
    throw baseFailure('usage', {
      what: '--smtp and --mail-from go together, and --duty-mail needs them',
    })
  const server = URL.parse(smtp)
  if (server === null || !/^smtps?:$/.test(server.protocol) || server.hostname === '')
    throw baseFailure('usage', { what: '--smtp is no smtp(s)://user@host:port' })
  if (server.password !== '')
    throw baseFailure('usage', { what: 'the password belongs into --smtp-password-file' })
  const wrong = [mailFrom, ...dutyMail].find(address => !ADDRESS.test(address))
  if (wrong !== undefined) throw baseFailure('usage', { what: `'${wrong}' is no mail address` })
  if (dutyMail.length > ADDRESSES_MAX)
    throw baseFailure('usage', { what: `--duty-mail takes at most ${ADDRESSES_MAX}` })
  const password = smtpPasswordFile === undefined ? null : (await read(smtpPasswordFile)).trim()
  return { server, password, from: mailFrom }
}

function pushOf({ pushContact, pushService }: TellingFlags) {
  if (pushContact === undefined && pushService === undefined) return null
  if (pushContact === undefined || !/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(pushContact))
    throw baseFailure('usage', { what: '--push-contact is mailto:… or https://…' })
  const wrong = pushService?.find(host => !HOST.test(host))
  if (wrong !== undefined) throw baseFailure('usage', { what: `'${wrong}' is no host` })
  return { contact: pushContact, services: pushService ?? [] }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}
