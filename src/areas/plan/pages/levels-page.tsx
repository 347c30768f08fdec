/** A plan: its levels with criteria and sources, what is done at each, its versions, and the one that is being written. */
import { Anchor, NativeSelect, Stack } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Action, Plan } from '../../../plan/plan.ts'
import { textsOf } from '../../../plan/template.ts'
import { ask } from '../../../web/api.ts'
import { History } from '../../../web/approval/history.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { ButtonToDialogue, RowButton } from '../../../web/parts/dialogue.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { saveFile } from '../../../web/parts/save-file.ts'
import { Empty, ProblemNotice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { shortDigest } from '../../../web/signing/signing-line.tsx'
import type { PlanDetail } from '../model.ts'
import { BringPlan } from './bring-plan.tsx'
import { ranked } from './degrees.ts'
import { DraftPanel } from './draft-panel.tsx'
import { formulaSaid } from './formula-said.ts'
import { LevelMark } from './level-mark.tsx'
import { useMayWrite } from './may-write.ts'
import classes from './plan.module.css'
import { PlanFrame } from './plan-frame.tsx'
import { channelsSaid, daySaid, scheduleSaid } from './said.ts'
import { SaidTexts } from './said-texts.tsx'
import { useWords } from './words.ts'

export function LevelsPage() {
  const { plan } = useParams({ from: '/frame/plan/$plan/levels' })
  return <PlanFrame id={plan}>{detail => <Whole detail={detail} />}</PlanFrame>
}

const HISTORY_SHOWN = 8

function Whole({ detail }: { detail: PlanDetail }) {
  const { t } = useWords()
  const { plan, draft } = detail
  const navigate = useNavigate()
  const mayWrite = useMayWrite()
  const isWaiting = draft.state === 'submitted'
  return (
    <Stack gap="xl">
      {(isWaiting || plan === null) && <DraftPanel detail={detail} />}
      {plan !== null && <SignedPlan plan={plan} />}
      {!isWaiting && plan !== null && <DraftPanel detail={detail} />}
      <Panel title={t('versions.title')}>
        <Versions detail={detail} />
      </Panel>
      {mayWrite && (
        <Panel title={t('plans.other')}>
          <p className="loa-quiet">{t('plans.otherHow')}</p>
          <BringPlan plan={null} onBrought={id => void navigate({ to: `/plan/${id}/levels` })} />
        </Panel>
      )}
      {draft.history.length > 0 && (
        <Panel title={t('history.title')}>
          <History entries={draft.history} area="plan" shown={HISTORY_SHOWN} />
        </Panel>
      )}
    </Stack>
  )
}

function SignedPlan({ plan }: { plan: Plan }) {
  const { t, spoken } = useWords()
  return (
    <>
      <Panel title={t('levels.title')}>
        <p>{plan.text[spoken]}</p>
        <Levels plan={plan} />
      </Panel>
      <Panel title={t('actions.title')}>
        <Actions plan={plan} />
      </Panel>
      <Panel title={t('rules.title')}>
        <Rules plan={plan} />
      </Panel>
    </>
  )
}

function Levels({ plan }: { plan: Plan }) {
  const words = useWords()
  const { t, spoken } = words
  const rows = ranked(plan.levels)
    .toReversed()
    .flatMap(({ level }) => level.criteria.map(criterion => ({ level, criterion })))
  return (
    <Records
      caption={t('levels.caption')}
      rows={rows}
      rowKey={({ level, criterion }) => `${level.id} ${criterion.from}`}
      columns={[
        [t('col.level'), ({ level }) => <LevelMark levels={plan.levels} id={level.id} />, 'title'],
        [t('levels.text'), ({ criterion }) => criterion.text[spoken]],
        [
          t('levels.formula'),
          ({ criterion: { formula } }) =>
            formula === null ? (
              <span className="loa-quiet">{t('levels.byPeople')}</span>
            ) : (
              formulaSaid(words, plan.measures, formula)
            ),
        ],
        [
          t('levels.from'),
          ({ criterion: { from, until } }) => (
            <div>
              {daySaid(from)}
              <div className="loa-quiet">
                {until === null ? t('levels.still') : `${t('levels.until')} ${daySaid(until)}`}
              </div>
            </div>
          ),
        ],
        [t('levels.source'), ({ criterion: { source } }) => <SourceLink plan={plan} id={source} />],
      ]}
    />
  )
}

function SourceLink({ plan, id }: { plan: Plan; id: string | null }) {
  const { t, spoken } = useWords()
  const source = plan.sources.find(each => each.id === id)
  if (source === undefined) return <span className="loa-quiet">{t('levels.noSource')}</span>
  const { title, date, url } = source
  const name = date === null ? title[spoken] : `${title[spoken]} (${daySaid(date)})`
  if (url === null) return name
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" underline="always" className="loa-target">
      {name}
    </Anchor>
  )
}

/** Of the highest level first: that is what is looked for. */
function Actions({ plan }: { plan: Plan }) {
  const words = useWords()
  const { t, spoken } = words
  const levels = ranked(plan.levels).toReversed()
  const [chosen, choose] = useState(levels[0]?.level.id ?? '')
  const actions = plan.actions.filter(action => action.levels.includes(chosen))
  const name = plan.levels.find(({ id }) => id === chosen)?.name[spoken] ?? chosen
  return (
    <>
      <NativeSelect
        maw="24rem"
        label={t('actions.level')}
        data={levels.map(({ level, at }) => ({ value: level.id, label: `${at} ${level.name[spoken]}` }))}
        value={chosen}
        onChange={event => choose(event.currentTarget.value)}
      />
      {actions.length === 0 ? (
        <Empty title={t('actions.none')} />
      ) : (
        <Records
          caption={t('actions.of', { level: name })}
          rows={actions}
          columns={[
            [
              t('actions.name'),
              ({ title, kind }) => (
                <div>
                  {title[spoken]}
                  <div className={`loa-quiet ${classes.small}`} style={{ fontWeight: 400 }}>
                    {t(`kind.${kind}`)}
                  </div>
                </div>
              ),
              'title',
            ],
            [
              t('actions.when'),
              action => (
                <div>
                  {t(`when.${action.when}`)}
                  <div className={`loa-quiet ${classes.small}`}>{scheduleSaid(words, action)}</div>
                </div>
              ),
            ],
            [t('actions.channels'), action => channelsSaid(words, channelsOf(action))],
            [t('actions.where'), ({ areas }) => t(`areas.${areas}`)],
            [t('actions.owner'), ({ owner }) => owner[spoken]],
            [t('actions.content'), ({ content }) => t(`content.${content}`)],
            [
              t('actions.undo'),
              ({ undo }) => (
                <div>
                  {t(undo.can ? 'diff.can' : 'diff.cannot')}
                  <div className={`loa-quiet ${classes.small}`}>{undo.means[spoken]}</div>
                </div>
              ),
            ],
            [
              t('actions.says'),
              action => (
                <ButtonToDialogue
                  label={t('actions.says')}
                  of={action.title[spoken]}
                  title={action.title[spoken]}
                  size="lg"
                >
                  {() => <SaidTexts said={Object.fromEntries(textsOf(action))} />}
                </ButtonToDialogue>
              ),
              'actions',
            ],
          ]}
        />
      )}
    </>
  )
}

function channelsOf(action: Action) {
  if (action.kind === 'bulletin') return action.channels
  return [action.kind === 'round' ? ('sms' as const) : action.kind]
}

function Rules({ plan }: { plan: Plan }) {
  const { t, spoken } = useWords()
  const { measures, inputs, hysteresis } = plan
  const names = (all: readonly { title: { vi: string; en: string } }[]) =>
    all.map(({ title }) => title[spoken]).join('; ') || t('rules.none')
  return (
    <Facts
      facts={[
        [t('rules.inputs'), names(inputs)],
        [t('rules.measures'), names(measures)],
        measures.length > 0 && [t('rules.up'), t('rules.afterDays', { count: hysteresis.upAfterDays })],
        measures.length > 0 && [t('rules.down'), t('rules.afterDays', { count: hysteresis.downAfterDays })],
        [t('rules.old'), t('rules.oldAfter', { count: hysteresis.oldAfterDays })],
      ]}
    />
  )
}

function Versions({ detail }: { detail: PlanDetail }) {
  const { t } = useWords()
  const { id, versions } = detail
  const save = useDeed(async (version: number) => {
    const { plan } = await ask('GET /api/v1/plans/{plan}/versions/{version}', { params: { plan: id, version } })
    saveFile(`${id}-${version}.json`, `${JSON.stringify(plan, null, 1)}\n`)
  })
  if (versions.length === 0) return <Empty title={t('versions.none')} />
  return (
    <>
      <ProblemNotice problem={save.problem} />
      <Records
        caption={t('versions.title')}
        rows={versions}
        rowKey={({ version }) => String(version)}
        columns={[
          [t('versions.number'), ({ version }) => <span className="loa-figure">{version}</span>, 'title'],
          [t('versions.at'), ({ at }) => <Time at={at} />],
          [t('versions.submitted'), ({ submittedBy }) => submittedBy.name],
          [t('versions.approved'), ({ approvedBy }) => approvedBy.name],
          [t('versions.digest'), ({ sha256 }) => <span className="loa-mono">{shortDigest(sha256)}</span>],
          [
            t('versions.save'),
            ({ version }) => (
              <RowButton of={String(version)} onClick={() => void save.run(version)}>
                {t('versions.save')}
              </RowButton>
            ),
            'actions',
          ],
        ]}
      />
    </>
  )
}
