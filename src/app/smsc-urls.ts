/** `--smsc URL` and `--smsc-file FILE`: the centres that a round or a node binds to. */
import { baseFailure } from '../base/failures.ts'
import { endpointFailure } from '../endpoint/failures.ts'
import type { SmscAddress } from '../round/wire.ts'
import { type AddressOption, addressesOf, warnOfPasswords } from './addresses.ts'
import { language } from './terminal.ts'

/** SMPP 3.4, 5.2.1 and 5.2.2: a system_id has at most 15 octets, a password 8. */
const SYSTEM_ID_MAX = 15
const PASSWORD_MAX = 8

/** None: nowhere. Fails with smppUrl, usage or fileUnreadable. */
export async function readSmscs(
  from: AddressOption,
  given: readonly string[] = [],
  file?: string,
): Promise<readonly SmscAddress[]> {
  const urls = await addressesOf(from, { given, file })
  const smscs = await Promise.all(urls.map(readSmscUrl))
  warnOfPasswords(from, given)
  return smscs
}

/** Fails with smppUrl or usage; says a warning where the specification is exceeded. Never cites the URL. */
async function readSmscUrl(text: string): Promise<SmscAddress> {
  const { readSmppUrl } = await import('../smpp/urls.ts')
  const url = readSmppUrl(text)
  if (url === null) throw endpointFailure('smppUrl')
  const { host, port, tls, system_id, password } = url
  if (system_id === '' || system_id.length > SYSTEM_ID_MAX)
    throw baseFailure('usage', { vi: 'system_id phải có từ 1 đến 15 byte', en: 'system_id must have 1 to 15 bytes' })
  if (password.length > PASSWORD_MAX)
    process.stderr.write(
      language() === 'vi'
        ? 'loa: cảnh báo: mật khẩu dài hơn 8 byte mà SMPP 3.4 cho phép; vẫn gửi nguyên như vậy\n'
        : 'loa: warning: the password is longer than the 8 bytes of SMPP 3.4; sent as it is\n',
    )
  return { host, port, tls, systemId: system_id, password }
}
