/**
 * Approved texts to be inserted while writing: each with its languages, when it was approved and by whom. What becomes of the chosen one
 * the page says that asks.
 */
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import type { Purpose } from '../../../directive/documents.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { shownTime } from '../../../web/times.ts'
import type { DraftKind, TemplateLine } from '../model.ts'
import classes from './drafting.module.css'
import { templatesQuery } from './drafting-queries.ts'
import { TemplateSays } from './template-says.tsx'
import { useWords } from './words.ts'

interface Choice {
  readonly kind: DraftKind
  /** What an exercise said says that it is one: it is offered to exercises alone. */
  readonly purpose: Purpose
  /** Something is written where it goes. */
  readonly replaces: boolean
  /** Buttons of one template. */
  readonly children: (template: TemplateLine, close: () => void) => ReactNode
}

export function TemplateChoice(choice: Choice) {
  const { t } = useWords()
  return (
    <ButtonToDialogue label={t('templates.insert')} variant="default" size="lg">
      {close => <Choices {...choice} close={close} />}
    </ButtonToDialogue>
  )
}

function Choices(props: Choice & { readonly close: () => void }) {
  const { t } = useWords()
  const { kind, purpose } = props
  const query = useQuery(templatesQuery(kind))
  const offered = (templates: readonly TemplateLine[]) =>
    templates.filter(each => purpose === 'exercise' || each.purpose === 'live')
  return (
    <Asked
      query={query}
      empty={templates =>
        offered(templates).length === 0 && <Empty title={t('templates.none')}>{t('templates.noneHow')}</Empty>
      }
    >
      {templates => (
        <Stack gap="md">
          {props.replaces && <Notice gravity="warn">{t('templates.replaces')}</Notice>}
          <div>
            {offered(templates).map(template => (
              <One key={template.id} {...props} template={template} />
            ))}
          </div>
          <TextLink to="/templates">{t('templates.title')}</TextLink>
        </Stack>
      )}
    </Asked>
  )
}

function One(props: Choice & { readonly close: () => void; readonly template: TemplateLine }) {
  const { t, spoken } = useWords()
  const id = useId()
  const { template, children, close } = props
  const { name, note, texts, approvedAt: at, approvedBy: by } = template
  return (
    <section className={classes.choice} aria-labelledby={id}>
      <Text id={id} fw={600}>
        {name}
      </Text>
      <Text className="loa-quiet">
        {t('templates.approvedBy', { by, time: shownTime(at, 'minute', spoken) })}
        {note !== '' && ` · ${note}`}
      </Text>
      <TemplateSays texts={texts} />
      <div>{children(template, close)}</div>
    </section>
  )
}
