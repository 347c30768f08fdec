/** What pages of bulletins say alike: where, on which channels, when. */
import type { Language } from '../../../base/failure.ts'
import { provinceAt } from '../../../directive/provinces.ts'
import { shownTime } from '../../../web/times.ts'
import type { BulletinDraft, ChannelName } from '../model.ts'
import type { useWords } from './words.ts'

export const TIME_ZONE = 'Asia/Ho_Chi_Minh'

type Spoken = Pick<ReturnType<typeof useWords>, 't'>

export function channelNames({ t }: Spoken, channels: readonly ChannelName[]): string {
  return channels.map(channel => t(`channel.${channel}`)).join(', ')
}

/** By name; null: the whole country. */
export function placesSaid({ t }: Spoken, provinces: BulletinDraft['provinces']): string {
  if (provinces === null) return t('provinces.all')
  return provinces.map(({ code, asOf }) => provinceAt(code, asOf)?.name ?? code).join(', ')
}

export function timeSaid(instant: string, spoken: Language): string {
  return shownTime(instant, 'minute', spoken, TIME_ZONE)
}
