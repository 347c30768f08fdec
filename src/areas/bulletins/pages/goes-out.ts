/**
 * What goes out on each channel when a bulletin is corrected or cancelled, in the very words that two people signed, and whether phones sound
 * their alarm once more. Of what was released, whatever is drafted beside it. Pure.
 */
import { soundsAlarm } from '../../../directive/broadcast-level.ts'
import type { BulletinContent } from '../../../directive/bulletin.ts'
import type { ChannelName } from '../model.ts'

export type TakingBack = 'correct' | 'cancel'

export interface SaidThere {
  readonly language: string
  /** Null: the channel has none. */
  readonly headline: string | null
  readonly text: string
}

export interface GoingOut {
  readonly channel: ChannelName
  readonly says: readonly SaidThere[]
  /** Phones of the area sound once more. */
  readonly isAlarm: boolean
}

/** `channels`: on which it went out, in their order. */
export function goesOut(
  content: Pick<BulletinContent, 'purpose' | 'renditions' | 'correction'>,
  channels: readonly ChannelName[],
  kind: TakingBack,
): readonly GoingOut[] {
  return channels.map(channel => ({
    channel,
    says: SAYS[kind][channel]?.(content) ?? [],
    isAlarm: kind === 'correct' && channel === 'broadcast' && rings(content),
  }))
}

/** An exercise is shown where tests are switched on. */
function rings({ purpose, renditions: { broadcast } }: Pick<BulletinContent, 'purpose' | 'renditions'>): boolean {
  return purpose === 'live' && broadcast !== undefined && soundsAlarm(broadcast)
}

type Says = (content: Pick<BulletinContent, 'renditions' | 'correction'>) => readonly SaidThere[]

const page: Says = ({ correction }) =>
  correction.page.map(({ language, title, text }) => ({ language, headline: title, text }))
const mail: Says = ({ correction }) =>
  correction.mail.map(({ language, subject, text }) => ({ language, headline: subject, text }))
const push: Says = ({ correction }) =>
  correction.push.map(({ language, title, text }) => ({ language, headline: title, text }))

/** An alert that cancels is headed by what it takes back. */
const cancelled: Says = ({ renditions, correction }) =>
  renditions.page.map(({ language, title, text }) => ({
    language,
    headline: title,
    text: correction.page.find(each => each.language === language)?.text ?? text,
  }))

/** A channel that is not there says nothing: it only ends. */
const SAYS: Readonly<Record<TakingBack, Partial<Readonly<Record<ChannelName, Says>>>>> = {
  correct: {
    page,
    cap: page,
    mail,
    push,
    sms: ({ correction }) => correction.sms.map(each => ({ ...each, headline: null })),
    loudspeakers: ({ correction }) =>
      correction.loudspeakers.map(({ language, spoken }) => ({ language, headline: null, text: spoken })),
    broadcast: ({ correction }) => (correction.broadcast ?? []).map(each => ({ ...each, headline: null })),
  },
  // Under a headline that says that it was taken back.
  cancel: { page, cap: cancelled, mail, push },
}
