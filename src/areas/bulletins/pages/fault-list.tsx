/** What has to be mended before a draft can be submitted: where, and what. */
import type { Bulletin, BulletinFault } from '../model.ts'
import { useWords } from './words.ts'

const SHOWN_MAX = 12

export function FaultList({ bulletin }: { bulletin: Pick<Bulletin, 'faults'> }) {
  const { t } = useWords()
  const { faults } = bulletin
  const place = usePlaces()
  if (faults.length === 0) return null
  return (
    <>
      <p>{t('next.faults', { count: faults.length })}</p>
      <ul>
        {faults.slice(0, SHOWN_MAX).map(({ at, code }) => (
          <li key={`${at} ${code}`}>
            {place(at)}: {t(`fault.${code}`)}
          </li>
        ))}
      </ul>
    </>
  )
}

const CHANNELS = [
  'page',
  'cap',
  'sms',
  'loudspeakers',
  'mail',
  'push',
  'ring',
  'placements',
] as const
const FIELDS = ['title', 'text', 'subject', 'spoken'] as const

/** `correction.sms.0.text` in words. */
export function usePlaces(): (at: BulletinFault['at']) => string {
  const { t } = useWords()
  return at => {
    const [side, channel, , field] = at.split('.')
    if (side === 'window') return t(channel === 'from' ? 'basics.from' : 'basics.until')
    if (side === 'provinces') return t('basics.where')
    const named = CHANNELS.find(each => each === channel)
    const known = FIELDS.find(each => each === field)
    return [
      side === 'correction' && t('content.correction'),
      named !== undefined && t(`channel.${named}`),
      known !== undefined && t(`field.${known}`),
      field === 'sound' && t('sound.title'),
    ]
      .filter(part => part !== false)
      .join(', ')
  }
}
