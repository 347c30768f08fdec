/** What has to be mended before a draft can be submitted: where, and what; each leads to its field. */
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { focusField } from '../../../web/parts/error-summary.tsx'
import type { BulletinFault } from '../model.ts'
import { channelName } from '../model.ts'
import classes from './bulletins.module.css'
import { fieldOf } from './fault-places.ts'
import { useWords } from './words.ts'
import { useFaultWords } from './writing.ts'

const SHOWN_MAX = 12

/** `writeAt`: the page on which it is written; without it the fields are on this very page. */
export function FaultList(props: { faults: readonly BulletinFault[]; writeAt?: string | null }) {
  const { t } = useWords()
  const { faults, writeAt } = props
  const place = usePlaces()
  const said = useFaultWords()
  const more = faults.length - SHOWN_MAX
  return (
    <ul className={classes.list}>
      {faults.slice(0, SHOWN_MAX).map(fault => {
        const { at, code } = fault
        const sentence = `${place(at)}: ${said(fault)}`
        return (
          <li key={`${at} ${code}`}>
            {writeAt === null ? (
              sentence
            ) : (
              <FaultLink field={fieldOf(at)} writeAt={writeAt}>
                {sentence}
              </FaultLink>
            )}
          </li>
        )
      })}
      {more > 0 && <li className="loa-quiet">{t('fault.more', { count: more })}</li>}
    </ul>
  )
}

function FaultLink(props: { field: string; writeAt: string | undefined; children: string }) {
  const { field, writeAt, children } = props
  if (writeAt !== undefined)
    return (
      <Anchor component={Link} to={writeAt} hash={field} underline="always" className="loa-target">
        {children}
      </Anchor>
    )
  return (
    <Anchor
      href={`#${field}`}
      underline="always"
      className="loa-target"
      onClick={event => {
        event.preventDefault()
        focusField(field)
      }}
    >
      {children}
    </Anchor>
  )
}

const FIELDS = ['title', 'text', 'subject', 'spoken'] as const

/** `correction.sms.0.text` in words. */
function usePlaces(): (at: BulletinFault['at']) => string {
  const { t } = useWords()
  return at => {
    const path = at.split('.')
    const [side, channel] = path
    if (side === 'window') return t(channel === 'from' ? 'basics.from' : 'basics.until')
    if (side === 'provinces') return t('provinces.where')
    const named = channelName.options.find(each => each === channel)
    const last = path.length > 2 ? path.at(-1) : undefined
    const known = FIELDS.find(each => each === last)
    return [
      side === 'correction' && t('content.correction'),
      named !== undefined && t(`channel.${named}`),
      known !== undefined && t(`field.${known}`),
      channel === 'ring' && (last === 'from' || last === 'until') && t(`ring.${last}`),
      channel === 'broadcast' && last === 'until' && t('broadcast.until'),
      last === 'periodSeconds' && t('broadcast.period'),
      path.includes('polygons') && t('broadcast.polygons'),
      last === 'sound' && t('sound.title'),
      last === 'language' && t('languages.title'),
    ]
      .filter(part => part !== false)
      .join(', ')
  }
}
