/** A cell broadcast as it will be: its identifier and what that means, its pages, a phone that shows it, where and how often. */
import { Stack, Title } from '@mantine/core'
import { Failure } from '../../../base/failure.ts'
import { languageName } from '../../../base/language-name.ts'
import { PAGES_MAX, pagesOf } from '../../../cbs/pages.ts'
import { SLOT_MS } from '../../../cbs/slots.ts'
import { onTheAir } from '../../../directive/broadcast.ts'
import { grouped } from '../../../web/numbers.ts'
import { Facts } from '../../../web/parts/records.tsx'
import type { BulletinDraft } from '../model.ts'
import classes from './broadcast.module.css'
import type { Broadcast, Side } from './draft.ts'
import { placesSaid, timeSaid } from './said.ts'
import { useWords } from './words.ts'

/** All of it, as whoever approves reads it. */
export function BroadcastShown({ draft, side }: { draft: BulletinDraft; side: Side }) {
  const words = useWords()
  const { t, spoken } = words
  const period = usePeriod()
  const { broadcast } = draft.renditions
  if (broadcast === undefined) return null
  const { until, periodSeconds, polygons } = broadcast
  const where = placesSaid(words, draft.provinces)
  const texts = side === 'renditions' ? broadcast.texts : (draft.correction.broadcast ?? [])
  return (
    <Stack gap="md" component="section">
      <Title order={3}>{t('channel.broadcast')}</Title>
      {side === 'renditions' && (
        <Facts
          facts={[
            [
              t('broadcast.area'),
              polygons.length === 0
                ? t('broadcast.areaProvinces', { where })
                : t('broadcast.areaPolygons', { where, count: polygons.length }),
            ],
            [t('broadcast.period'), period(periodSeconds)],
            [t('broadcast.until'), until === null ? '–' : timeSaid(until, spoken)],
          ]}
        />
      )}
      {texts.map(({ language, text }, at) => (
        <div key={language} className={classes.aired}>
          <div className={classes.about}>
            <p className={classes.language}>{languageName(language, spoken)}</p>
            <IdentifierSaid draft={draft} at={at} side={side} />
            <PagesShown language={language} text={text} />
          </div>
          <Phone draft={draft} broadcast={broadcast} language={language} text={text} />
        </div>
      ))}
    </Stack>
  )
}

/** `5 phút` */
export function usePeriod(): (seconds: number) => string {
  const { t } = useWords()
  return seconds =>
    seconds % 60 === 0 ? t('broadcast.minutes', { count: seconds / 60 }) : t('broadcast.seconds', { count: seconds })
}

/** What phones do with the identifier. */
export function IdentifierSaid(props: { draft: BulletinDraft; side: Side; at: number }) {
  const { t } = useWords()
  const { draft, side, at } = props
  const { broadcast } = draft.renditions
  const aired = airedOf(draft, side)
  const text = aired[at]
  if (broadcast === undefined || text === undefined) return null
  return (
    <p className={classes.identifier}>
      <span className="loa-figure">{t('broadcast.identifier', { id: text.identifier })}</span>{' '}
      <span className="loa-quiet">
        {t(`broadcast.means.${kindOf(draft, broadcast)}`)}
        {at > 0 && ` ${t('broadcast.means.second')}`}
      </span>
    </p>
  )
}

/** By the same function as the operator’s node. */
function airedOf(draft: BulletinDraft, side: Side) {
  const { purpose, renditions, correction } = draft
  const { broadcast } = renditions
  if (broadcast === undefined) return []
  // What is still missing of it gives no identifier.
  const said = {
    purpose,
    renditions: { broadcast: { ...broadcast, until: broadcast.until ?? '' } },
    correction: correction.broadcast === undefined ? {} : { broadcast: correction.broadcast },
  }
  return onTheAir(said, side === 'renditions' ? 'message' : 'correction')?.texts ?? []
}

type Kind = 'emergency' | Broadcast['level']['severity'] | 'exercise'

function kindOf({ purpose }: BulletinDraft, { isEmergency, level }: Broadcast): Kind {
  if (purpose === 'exercise') return 'exercise'
  return isEmergency ? 'emergency' : level.severity
}

/** Page by page, with the room that each has; nothing where it cannot be told. */
export function PagesShown({ language, text }: { language: string; text: string }) {
  const { t, spoken } = useWords()
  const made = madeOf(text)
  if (made === null) return null
  const { pages, unitsOfPage: room, encoding } = made
  return (
    <div className={classes.pages}>
      <p className="loa-quiet">
        {t('broadcast.pages', {
          pages: pages.length,
          max: PAGES_MAX,
          room,
          encoding: encoding === 'gsm7' ? 'GSM-7' : 'UCS-2',
        })}
        {'. '}
        {t('broadcast.cycle', { seconds: grouped((pages.length * SLOT_MS) / 1000, spoken, 1) })}
      </p>
      <ol className={classes.list}>
        {pages.map(({ text: own, units }, i) => (
          <li key={i}>
            <span className={classes.own} lang={language}>
              {own}
            </span>
            <span className="loa-quiet">{t('broadcast.page', { n: i + 1, units, room })}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function madeOf(text: string) {
  if (text.trim() === '') return null
  try {
    return pagesOf(text)
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

function Phone(props: { draft: BulletinDraft; broadcast: Broadcast; language: string; text: string }) {
  const { t } = useWords()
  const { draft, broadcast, language, text } = props
  const kind = kindOf(draft, broadcast)
  return (
    <figure className={classes.figure}>
      <div className={classes.phone} data-kind={kind}>
        <div className={classes.screen}>
          <div className={classes.alert}>
            <p className={classes.title}>{t(`broadcast.title.${kind}`)}</p>
            <p className={classes.said} lang={language}>
              {text.normalize('NFC')}
            </p>
            <p className={classes.ok} aria-hidden="true">
              {t('broadcast.ok')}
            </p>
          </div>
        </div>
      </div>
      <figcaption className="loa-quiet">
        {t('broadcast.phone')}. {t('broadcast.phoneWhy')}
      </figcaption>
    </figure>
  )
}
