/**
 * How `loa serve` is told that briefings have sound and pictures: by which UDP port, at which addresses, and through which TURN
 * server, whose secret comes from a file.
 */

import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { Command } from 'commander'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { count } from '../options.ts'
import type { MediaOptions } from '../serve/media.ts'

export interface MediaFlags {
  mediaPort?: number
  mediaBind?: string
  mediaAddress?: string[]
  turnUrl?: string[]
  turnSecretFile?: string
}

const PORT_MAX = 65_535
const ADDRESSES_MAX = 8
const SECRET_SIZE_MIN = 16

export function registerMediaOptions(command: Command): Command {
  return command
    .option(
      '--media-port <n>',
      'UDP port for briefings; 0: any free port (default: none)',
      count({ from: 0, to: PORT_MAX }),
    )
    .option('--media-bind <address>', 'address to listen on for briefings (default: all)')
    .option('--media-address <addresses...>', "addresses where sites reach that port, if not the machine's own")
    .option('--turn-url <urls...>', 'turn(s):host:port?transport=tcp: for sites without UDP')
    .option('--turn-secret-file <file>', 'file with the secret shared with that server')
}

/** Null: there are none. */
export async function mediaOptionsOf(flags: MediaFlags): Promise<MediaOptions | null> {
  const { mediaPort, mediaBind, mediaAddress = [], turnUrl = [], turnSecretFile } = flags
  if (mediaPort === undefined) {
    if (mediaBind === undefined && mediaAddress.length === 0 && turnUrl.length === 0 && !turnSecretFile) return null
    throw baseFailure('usage', {
      vi: '--media-bind, --media-address và --turn-… cần --media-port',
      en: '--media-bind, --media-address and --turn-… need --media-port',
    })
  }
  const wrong = [mediaBind ?? '::', ...mediaAddress].find(address => isIP(address) === 0)
  if (wrong !== undefined)
    throw baseFailure('usage', { vi: `'${wrong}' không phải địa chỉ IP`, en: `'${wrong}' is not an IP address` })
  if (mediaAddress.length > ADDRESSES_MAX)
    throw baseFailure('usage', {
      vi: `--media-address nhận tối đa ${ADDRESSES_MAX} địa chỉ`,
      en: `--media-address takes at most ${ADDRESSES_MAX} addresses`,
    })
  return {
    port: mediaPort,
    bind: mediaBind ?? null,
    announced: mediaAddress,
    turn: await turnOf(turnUrl, turnSecretFile),
  }
}

async function turnOf(urls: readonly string[], file: string | undefined): Promise<MediaOptions['turn']> {
  if (urls.length === 0 && file === undefined) return null
  if (urls.length === 0 || file === undefined)
    throw baseFailure('usage', {
      vi: '--turn-url và --turn-secret-file phải đi cùng nhau',
      en: '--turn-url and --turn-secret-file go together',
    })
  const wrong = urls.find(url => !/^turns?:[A-Za-z0-9.:[\]-]+(?:\?transport=(?:udp|tcp))?$/.test(url))
  if (wrong !== undefined)
    throw baseFailure('usage', {
      vi: `'${wrong}' không có dạng turn(s):host:port`,
      en: `'${wrong}' is not turn(s):host:port`,
    })
  const secret = await readFile(file, 'utf8').catch(error => {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  })
  if (secret.trim().length < SECRET_SIZE_MIN)
    throw baseFailure('usage', {
      vi: `bí mật trong --turn-secret-file phải có ít nhất ${SECRET_SIZE_MIN} ký tự`,
      en: `the secret in --turn-secret-file must have at least ${SECRET_SIZE_MIN} characters`,
    })
  return { urls, secret: secret.trim() }
}
