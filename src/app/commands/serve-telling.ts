/**
 * How `loa serve` is told how people are told: of a change of what they sign in with, by mail; of a fever at the door, by mail
 * and web push. Secrets come from files.
 */

import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { domainOf } from '../../channels/mail/message.ts'
import { LOCAL_PART } from '../../channels/mail/return-path.ts'
import { type DkimKey, readDkimKey } from '../../channels/mail/signing.ts'
import type { ChannelOptions, MailOptions } from '../serve/channels.ts'

export interface TellingFlags {
  smtp?: string
  smtpPasswordFile?: string
  mailFrom?: string
  mailDkimKey?: string
  mailDkimSelector?: string
  mailDkimDomain?: string
  mailBounces?: string
  dutyMail?: string[]
  pushContact?: string
  pushService?: string[]
}

const ADDRESS = /^[^\s@<>,;]{1,64}@[A-Za-z0-9.-]{1,190}$/
const HOST = /^[A-Za-z0-9.-]{1,253}(?::\d{1,5})?$/
const ADDRESSES_MAX = 20
/** RFC 6376, 3.1. */
const SELECTOR = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/

export function registerTellingOptions(command: Command): Command {
  return command
    .option('--smtp <url>', 'smtp(s)://user@host:port: notify people by mail too')
    .option('--smtp-password-file <file>', 'file with that password')
    .option('--mail-from <address>', "the mail's sender address")
    .option('--mail-dkim-key <file>', 'RSA key in PEM for signing mail (DKIM)')
    .option('--mail-dkim-selector <name>', 'selector of its public key in the DNS')
    .option('--mail-dkim-domain <domain>', 'domain to sign for (default: that of --mail-from)')
    .option('--mail-bounces <address>', 'address for undeliverable mail')
    .option('--duty-mail <addresses...>', 'people on duty: receive health check alerts')
    .option('--push-contact <url>', 'mailto:… or https:…: send alerts to browsers too (web push)')
    .option('--push-service <hosts...>', 'push services in addition to the known ones')
}

export async function tellingOptionsOf(
  flags: TellingFlags,
): Promise<{ readonly channels: ChannelOptions; readonly dutyMail: readonly string[] }> {
  const { dutyMail = [] } = flags
  return { channels: { mail: await mailOf(flags), push: pushOf(flags) }, dutyMail }
}

async function mailOf(flags: TellingFlags): Promise<MailOptions | null> {
  const { smtp, smtpPasswordFile, mailFrom, mailBounces, dutyMail = [] } = flags
  const given = [smtp, smtpPasswordFile, mailFrom, mailBounces, ...dkimFlags(flags)]
  if (given.every(value => value === undefined) && dutyMail.length === 0) return null
  if (smtp === undefined || mailFrom === undefined)
    throw baseFailure('usage', {
      vi: '--smtp và --mail-from phải đi cùng nhau, và mọi tùy chọn thư khác đều cần hai tùy chọn này',
      en: '--smtp and --mail-from go together; every other mail option needs them',
    })
  const server = URL.parse(smtp)
  if (server === null || !/^smtps?:$/.test(server.protocol) || server.hostname === '')
    throw baseFailure('usage', {
      vi: '--smtp không có dạng smtp(s)://user@host:port',
      en: '--smtp must be smtp(s)://user@host:port',
    })
  if (server.password !== '')
    throw baseFailure('usage', {
      vi: 'mật khẩu phải để trong tệp --smtp-password-file',
      en: 'put the password in --smtp-password-file',
    })
  const wrong = [mailFrom, mailBounces ?? mailFrom, ...dutyMail].find(address => !ADDRESS.test(address))
  if (wrong !== undefined)
    throw baseFailure('usage', {
      vi: `'${wrong}' không phải địa chỉ thư điện tử`,
      en: `'${wrong}' is not an e-mail address`,
    })
  if (dutyMail.length > ADDRESSES_MAX)
    throw baseFailure('usage', {
      vi: `--duty-mail nhận tối đa ${ADDRESSES_MAX} địa chỉ`,
      en: `--duty-mail takes at most ${ADDRESSES_MAX} addresses`,
    })
  if (mailBounces !== undefined && !LOCAL_PART.test(mailBounces.split('@')[0]))
    throw baseFailure('usage', {
      vi: '--mail-bounces có tối đa 14 chữ viết thường trước dấu @',
      en: '--mail-bounces takes at most 14 lower-case letters before the @',
    })
  const password = smtpPasswordFile === undefined ? null : (await read(smtpPasswordFile)).trim()
  const dkim = await dkimOf(flags, mailFrom)
  return { server, password, from: mailFrom, dkim, bounces: mailBounces ?? null }
}

function dkimFlags({ mailDkimKey, mailDkimSelector, mailDkimDomain }: TellingFlags) {
  return [mailDkimKey, mailDkimSelector, mailDkimDomain]
}

async function dkimOf(flags: TellingFlags, from: string): Promise<DkimKey | null> {
  if (dkimFlags(flags).every(value => value === undefined)) return null
  const ofSender = domainOf(from)
  const { mailDkimKey, mailDkimSelector, mailDkimDomain: domain = ofSender } = flags
  if (mailDkimKey === undefined || mailDkimSelector === undefined)
    throw baseFailure('usage', {
      vi: '--mail-dkim-key và --mail-dkim-selector phải đi cùng nhau',
      en: '--mail-dkim-key and --mail-dkim-selector go together',
    })
  if (!SELECTOR.test(mailDkimSelector))
    throw baseFailure('usage', {
      vi: `'${mailDkimSelector}' không dùng được làm tên chọn khóa DKIM`,
      en: `'${mailDkimSelector}' is not a DKIM selector`,
    })
  // DMARC believes a signature of the sender's own domain, or of one above it.
  if (ofSender !== domain && !ofSender.endsWith(`.${domain}`))
    throw baseFailure('usage', {
      vi: '--mail-dkim-domain không phải tên miền của --mail-from',
      en: '--mail-dkim-domain is not the domain of --mail-from',
    })
  return { privateKey: await readDkimKey(mailDkimKey), selector: mailDkimSelector, domain }
}

function pushOf({ pushContact, pushService }: TellingFlags) {
  if (pushContact === undefined && pushService === undefined) return null
  if (pushContact === undefined || !/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(pushContact))
    throw baseFailure('usage', {
      vi: '--push-contact phải có dạng mailto:… hoặc https://…',
      en: '--push-contact must be mailto:… or https://…',
    })
  const wrong = pushService?.find(host => !HOST.test(host))
  if (wrong !== undefined)
    throw baseFailure('usage', { vi: `'${wrong}' không phải tên máy chủ`, en: `'${wrong}' is not a host name` })
  return { contact: pushContact, services: pushService ?? [] }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}
