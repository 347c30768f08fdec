/**
 * The minutes: what was said and decided under each item of the agenda, with what became of it; typed, mended and removed by those
 * who may.
 */

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useRef, useState } from 'react'
import { TIME_ZONE } from '../../../../country/vn/time-zone.ts'
import { ask, newKey } from '../../../../web/api.ts'
import { Leaving } from '../../../../web/approval/leaving.tsx'
import { ButtonToDialogue } from '../../../../web/parts/dialogue.tsx'
import { TextLink } from '../../../../web/parts/page.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import { asProblem, type Problem } from '../../../../web/problem.ts'
import { shownTime } from '../../../../web/times.ts'
import type { Briefing, Instruction, Minute, MinuteContent } from '../../model.ts'
import { InstructionBadge } from '../badges.tsx'
import classes from '../briefing.module.css'
import { InstructionFields } from '../instructions/instruction-fields.tsx'
import { ownerOf } from '../instructions/owner.ts'
import { forgetBriefing } from '../queries.ts'
import { useWords } from '../words.ts'
import { Composer, type Speakers } from './composer.tsx'
import { MinuteFields, RemoveMinute } from './minute-fields.tsx'
import look from './minutes.module.css'
import { sectionsOf } from './order.ts'

export function MinutesBook(
  props: Pick<Speakers, 'speaker'> & { briefing: Briefing; minutes: readonly Minute[]; mayWrite: boolean },
) {
  const { t } = useWords()
  const { briefing, minutes, speaker, mayWrite } = props
  const { id, agenda, places } = briefing
  const [item, setItem] = useState(agenda[0]?.id ?? '')
  const outbox = useOutbox(id, () => void forgetBriefing(id))
  const sections = sectionsOf(agenda, minutes)
  return (
    <Stack gap="lg">
      {mayWrite && (
        <Composer agenda={agenda} places={places} speaker={speaker} item={item} onItem={setItem} onKeep={outbox.add} />
      )}
      {outbox.waiting.map(waiting => (
        <NotKept
          key={waiting.key}
          waiting={waiting}
          onRetry={() => outbox.retry(waiting.key)}
          onDrop={() => outbox.drop(waiting.key)}
        />
      ))}
      {minutes.length === 0 && <p>{t(mayWrite ? 'minutes.noneHow' : 'minutes.none')}</p>}
      {sections
        .filter(section => section.minutes.length > 0)
        .map(section => (
          <section key={section.item?.id ?? ''}>
            <Title order={3} mb="xs">
              {section.item === null
                ? t('minutes.noItem')
                : `${agenda.indexOf(section.item) + 1}. ${section.item.title}`}
            </Title>
            <ul className={look.minutes}>
              {section.minutes.map(minute => (
                <MinuteLine key={minute.id} briefing={briefing} minute={minute} mayWrite={mayWrite} />
              ))}
            </ul>
          </section>
        ))}
      <Questions briefing={briefing} />
      <Leaving
        isDirty={() => outbox.waiting.length > 0}
        title={t('leave.title')}
        why={t('minutes.leaveWhy')}
        stay={t('leave.stay')}
        go={t('leave.go')}
      />
    </Stack>
  )
}

/** In writing, to the chair: nobody mends them. */
function Questions({ briefing: { state: held, questions, places } }: { briefing: Briefing }) {
  const { t, spoken } = useWords()
  if (questions.length === 0) return null
  return (
    <section>
      <Title order={3} mb="xs">
        {t('questions.title')}
      </Title>
      <ul className={look.minutes}>
        {questions.map(({ id, site, at, text, state, doneAt }) => (
          <li key={id} className={look.minute}>
            <div className={look.head}>
              <span className="loa-figure loa-quiet">{shownTime(at, 'clock', spoken, TIME_ZONE)}</span>
              <span className={look.speaker}>{places.find(place => place.site === site)?.name}</span>
              <StateBadge look={state === 'waiting' && held !== 'open' ? 'idle' : QUESTION_LOOKS[state]}>
                {t(`questions.${state}`, {
                  time: doneAt === null ? '' : shownTime(doneAt, 'clock', spoken, TIME_ZONE),
                })}
              </StateBadge>
            </div>
            <div className={classes.text} lang="">
              {text}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const QUESTION_LOOKS = { waiting: 'waiting', answered: 'good', withdrawn: 'idle' } as const

function MinuteLine(props: { briefing: Briefing; minute: Minute; mayWrite: boolean }) {
  const { t, spoken } = useWords()
  const { briefing, minute, mayWrite } = props
  const { places, instructions } = briefing
  const { id, is, text, site, at } = minute
  const reporter = briefing.agenda.find(item => item.id === minute.item)?.site ?? null
  const speaker = places.find(place => place.site === site)?.name
  const ordered = instructions.filter(({ decision }) => decision === id)
  const short = text.slice(0, 40)
  return (
    <li className={look.minute} data-is={is}>
      <div className={look.head}>
        <span className="loa-figure loa-quiet">{shownTime(at, 'clock', spoken, TIME_ZONE)}</span>
        {speaker !== undefined && <span className={look.speaker}>{speaker}</span>}
        {is === 'decision' && <StateBadge look="busy">{t('minutes.decision')}</StateBadge>}
      </div>
      <div className={classes.text} lang="">
        {text}
      </div>
      {ordered.map(instruction => (
        <Ordered key={instruction.id} instruction={instruction} />
      ))}
      {mayWrite && (
        <Group gap="xs" mt={4}>
          <ButtonToDialogue label={t('minutes.edit')} of={short} size="lg">
            {close => <MinuteFields briefing={briefing} minute={minute} onClose={close} />}
          </ButtonToDialogue>
          <ButtonToDialogue label={t('minutes.remove')} of={short}>
            {close => <RemoveMinute briefing={briefing} minute={minute} onClose={close} />}
          </ButtonToDialogue>
          {is === 'decision' && (
            <ButtonToDialogue label={t('minutes.order')} of={short} size="lg">
              {close => (
                <InstructionFields
                  briefing={briefing}
                  opened={null}
                  prefilled={{ site: ownerOf(text, places, reporter), text, decision: id }}
                  onClose={close}
                />
              )}
            </ButtonToDialogue>
          )}
        </Group>
      )}
    </li>
  )
}

function Ordered({ instruction }: { instruction: Instruction }) {
  const { t } = useWords()
  const { id, siteName } = instruction
  return (
    <Group gap="xs">
      <TextLink to={`/instructions/${id}`}>{t('minutes.ordered', { name: siteName })}</TextLink>
      <InstructionBadge of={instruction} />
    </Group>
  )
}

/** Typed, and not with the server yet. */
function NotKept(props: { waiting: Waiting; onRetry: () => void; onDrop: () => void }) {
  const { t, spoken } = useWords()
  const { waiting, onRetry, onDrop } = props
  const { content, problem } = waiting
  if (problem === null)
    return (
      <Text className="loa-quiet" role="status">
        {t('minutes.going')} <span className={classes.text}>{content.text}</span>
      </Text>
    )
  return (
    <Notice
      gravity="bad"
      role="alert"
      title={t('minutes.notKept')}
      action={
        <Group gap="sm">
          <Button onClick={onRetry}>{t('state.retry')}</Button>
          <Button variant="default" onClick={onDrop}>
            {t('minutes.drop')}
          </Button>
        </Group>
      }
    >
      <p>{problem.sentence(spoken)}</p>
      <p className={classes.text}>{content.text}</p>
    </Notice>
  )
}

/*
 * What a secretary has typed and the server has not yet: kept one after another, in order, while the next is typed. What fails
 * stays, with why, to be tried again or taken back; nothing typed is lost.
 */

interface Waiting {
  readonly key: string
  readonly content: MinuteContent
  /** Null: it is on its way. */
  readonly problem: Problem | null
}

interface Outbox {
  readonly waiting: readonly Waiting[]
  readonly add: (content: MinuteContent) => void
  readonly retry: (key: string) => void
  readonly drop: (key: string) => void
}

function useOutbox(briefing: string, onKept: (minute: Minute) => void): Outbox {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  /** One at a time, so that minutes stand in the order in which they were typed. */
  const chain = useRef(Promise.resolve())
  const drop = (key: string) => setWaiting(all => all.filter(each => each.key !== key))
  const tell = (key: string, problem: Problem | null) =>
    setWaiting(all => all.map(each => (each.key === key ? { ...each, problem } : each)))
  const send = (key: string, content: MinuteContent) => {
    chain.current = chain.current.then(async () => {
      try {
        const given = { params: { id: briefing }, body: content, once: key }
        onKept(await ask('POST /api/v1/briefings/{id}/minutes', given))
        drop(key)
      } catch (error) {
        tell(key, asProblem(error))
      }
    })
  }
  return {
    waiting,
    add: content => {
      const key = newKey()
      setWaiting(all => [...all, { key, content, problem: null }])
      send(key, content)
    },
    retry: key => {
      const found = waiting.find(each => each.key === key)
      if (found === undefined) return
      tell(key, null)
      send(key, found.content)
    },
    drop,
  }
}
