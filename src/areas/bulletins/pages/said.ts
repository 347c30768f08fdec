/** What pages of bulletins say alike: where, on which channels, when. */

import type { Language } from '../../../base/failure.ts'
import { provinceAt } from '../../../country/vn/provinces.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { shownTime } from '../../../web/times.ts'
import type { BulletinDraft, ChannelName } from '../model.ts'
import type { useWords } from './words.ts'

type Spoken = Pick<ReturnType<typeof useWords>, 't'>

export function channelNames({ t }: Spoken, channels: readonly ChannelName[]): string {
  return channels.map(channel => t(`channel.${channel}`)).join(', ')
}

/** By name, and by the last day of its list where that is over: names go on from one list to the next. Null: the whole country. */
export function placesSaid({ t }: Spoken, provinces: BulletinDraft['provinces']): string {
  if (provinces === null) return t('provinces.all')
  return provinces
    .map(({ code, asOf }) => {
      const { name, to } = provinceAt(code, asOf) ?? { name: code, to: null }
      if (to === null) return name
      return t('where.then', { name, day: to.split('-').toReversed().join('/') })
    })
    .join(', ')
}

export function timeSaid(instant: string, spoken: Language): string {
  return shownTime(instant, 'minute', spoken, TIME_ZONE)
}
