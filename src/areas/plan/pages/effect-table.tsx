/** Effects by action: of what kind, on which channels, where, what they cost, when they begin, and whether they can be undone. */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Plan } from '../../../plan/plan.ts'
import { STOP_WORDS } from '../../../plan/remark-words.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Figure, Segments } from '../../../web/parts/figure.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import type { DiffView, EffectGroup } from '../model.ts'
import classes from './plan.module.css'
import { effectsQuery } from './queries.ts'
import { areasSaid, channelsSaid, effectSaid, timeSaid } from './said.ts'
import { SaidTexts } from './said-texts.tsx'
import { useWords } from './words.ts'

export function EffectTable(props: {
  readonly caption: string
  readonly isCaptionShown?: boolean
  readonly groups: readonly EffectGroup[]
  readonly plan: Pick<Plan, 'timeZone' | 'levels'>
  /** What is known to fail. */
  readonly obstacles?: DiffView['obstacles']
  /** Whose effects can be looked at one by one. */
  readonly change?: { readonly plan: string; readonly id: string }
}) {
  const words = useWords()
  const { t, spoken } = words
  const { caption, isCaptionShown = false, groups, plan, obstacles = [], change } = props
  const { timeZone, levels } = plan
  return (
    <Records
      caption={caption}
      isCaptionShown={isCaptionShown}
      rows={groups}
      rowKey={({ is, action, level, version, why }) => `${is} ${action} ${level} ${version} ${why}`}
      columns={[
        [
          t('actions.name'),
          ({ title, level, is, action, kind, when, content, owner, effects, why }) => (
            <div className={classes.action}>
              {effectSaid(words, levels, { title, level })}
              {(is === 'starts' || is === 'replaced') &&
                obstacles.some(each => each.action === action && each.level === level) && (
                  <div>{t('obstacles.one')}</div>
                )}
              <div className={`loa-quiet ${classes.small}`} style={{ fontWeight: 400 }}>
                {t(`kind.${kind}`)} · {t(`when.${when}`)} · {t(`content.${content}`)} ·{' '}
                {t('diff.count', { count: effects })}
                {why !== null && ` · ${STOP_WORDS[why][spoken]}`}
                <br />
                {t('actions.owner')}: {owner[spoken]}
              </div>
            </div>
          ),
          'title',
        ],
        [t('actions.channels'), ({ channels }) => channelsSaid(words, channels)],
        [t('actions.where'), ({ areas }) => <span lang="vi">{areasSaid(words, areas)}</span>],
        [
          t('diff.people'),
          ({ cost }) => <Figure value={cost.population} unit={t('unit.people')} isUnitHidden />,
          'figure',
        ],
        [
          [t('diff.smsShort'), t('diff.smsUnit')],
          ({ cost, channels }) => (channels.includes('sms') ? <Segments of={cost.sms} /> : '–'),
          'figure',
        ],
        [
          [t('channel.loudspeakers'), t('diff.daily')],
          ({ cost, channels }) =>
            channels.includes('loudspeakers') ? (
              <Figure
                value={cost.loudspeakerMinutes}
                unit={t('unit.minutes')}
                decimals={Number.isInteger(cost.loudspeakerMinutes ?? 0) ? 0 : 1}
              />
            ) : (
              '–'
            ),
          'figure',
        ],
        [
          t('diff.first'),
          ({ first, deadline, everyDays }) => (
            <div>
              {timeSaid(first, words, timeZone)}
              {deadline !== null && (
                <div className={`loa-quiet ${classes.small}`}>
                  {t('diff.by', { time: timeSaid(deadline, words, timeZone) })}
                </div>
              )}
              {everyDays !== null && (
                <div className={`loa-quiet ${classes.small}`}>
                  {everyDays === 1 ? t('schedule.daily') : t('diff.every', { count: everyDays })}
                </div>
              )}
            </div>
          ),
        ],
        [
          t('diff.undo'),
          ({ undo }) => (
            <div>
              <span style={{ fontWeight: undo.can ? 400 : 600 }}>{t(undo.can ? 'diff.can' : 'diff.cannot')}</span>
              <div className={`loa-quiet ${classes.small}`}>{undo.means[spoken]}</div>
            </div>
          ),
        ],
        [
          t('diff.says'),
          group => (
            <ButtonToDialogue
              label={t('diff.says')}
              of={effectSaid(words, levels, group)}
              title={effectSaid(words, levels, group)}
              size="lg"
            >
              {() => <Said group={group} {...(change !== undefined && { change })} />}
            </ButtonToDialogue>
          ),
          'actions',
        ],
      ]}
    />
  )
}

function Said(props: { group: EffectGroup; change?: { plan: string; id: string } }) {
  const { t } = useWords()
  const { group, change } = props
  return (
    <Stack gap="md">
      {group.effects > 1 && <p className="loa-quiet">{t('says.first')}</p>}
      <SaidTexts said={group.said} />
      {change !== undefined && <Each change={change} group={group} />}
    </Stack>
  )
}

function Each({ change, group }: { change: { plan: string; id: string }; group: EffectGroup }) {
  const words = useWords()
  const { t } = words
  const query = useQuery(effectsQuery(change.plan, change.id, group.action))
  return (
    <Asked query={query}>
      {lines => (
        <Records
          caption={t('diff.each')}
          isCaptionShown
          rows={lines.filter(
            ({ is, effect }) =>
              (is === group.is || group.is === 'replaced') &&
              (group.level === undefined || effect.level === group.level),
          )}
          rowKey={({ effect }) => effect.key}
          columns={[
            [t('col.area'), ({ effect }) => <span lang="vi">{areasSaid(words, effect.areas)}</span>, 'title'],
            [
              t('diff.people'),
              ({ cost }) => <Figure value={cost.population} unit={t('unit.people')} isUnitHidden />,
              'figure',
            ],
            group.channels.includes('sms') && [t('diff.sms'), ({ cost }) => <Segments of={cost.sms} />, 'figure'],
          ]}
        />
      )}
    </Asked>
  )
}
