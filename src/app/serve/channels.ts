/**
 * How people are told, opened from what `loa serve` was given: mail, and web push with its key in the data directory. The areas get
 * what they need of it; whoever opened it closes it.
 */
import { hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { type MailChannel, openMail } from '../../channels/mail/mail.ts'
import type { DkimKey } from '../../channels/mail/signing.ts'
import { pushKey } from '../../channels/push/key.ts'
import { openPush, type PushChannel } from '../../channels/push/push.ts'
import { type DataDirectory, PUSH_KEY_FILE } from './data-directory.ts'
import type { Place } from './place.ts'

export interface ChannelOptions {
  readonly mail: MailOptions | null
  readonly push: { readonly contact: string; readonly services: readonly string[] } | null
}

export interface MailOptions {
  readonly server: URL
  readonly password: string | null
  readonly from: string
  readonly dkim: DkimKey | null
  /** Where bounces go to. Null: to `from`, and they are read by nobody. */
  readonly bounces: string | null
}

export const NO_CHANNELS: ChannelOptions = { mail: null, push: null }

export interface Channels {
  readonly mail: MailChannel | null
  readonly push: PushChannel | null
  close(): Promise<void>
}

export async function openChannels(
  { mail, push }: ChannelOptions,
  { directory, keyIn }: Pick<Place, 'keyIn'> & { readonly directory: DataDirectory },
): Promise<Channels> {
  const open = {
    mail:
      mail === null
        ? null
        : await openMail({
            ...mail,
            bounces: mail.bounces === null ? null : { address: mail.bounces, key: bounceKey(directory.secret) },
          }),
    push:
      push === null
        ? null
        : await openPush({
            ...push,
            key: await keyIn(PUSH_KEY_FILE, async () => await pushKey(join(directory.path, PUSH_KEY_FILE))),
          }),
  }
  return {
    ...open,
    close: async () => {
      await Promise.all([open.mail?.provider.close(), open.push?.provider.close()])
    },
  }
}

/** Of the data directory: `loa mail bounce` reads what `loa serve` wrote. */
export function bounceKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'loa mail bounces', 32))
}
