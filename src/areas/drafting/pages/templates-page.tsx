/** Templates: what each says, who approved it when, of what it was taken. Who writes removes one here. */
import { Chip, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Confirm, RowButton } from '../../../web/parts/dialogue.tsx'
import { Page, TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty, Forbidden, ProblemNotice } from '../../../web/parts/states.tsx'
import { TimeBy } from '../../../web/parts/time.tsx'
import type { DraftKind, TemplateLine } from '../model.ts'
import { forgetTemplates, templatesQuery, useMayDraft, useMayReadDrafting } from './drafting-queries.ts'
import { TemplateSays } from './template-says.tsx'
import { useWords } from './words.ts'

const KINDS = ['round', 'bulletin'] as const satisfies readonly DraftKind[]
/** Of the console. */
const PAGES: Readonly<Record<DraftKind, string>> = { round: '/rounds', bulletin: '/desk' }

export function TemplatesPage() {
  const { t } = useWords()
  const mayRead = useMayReadDrafting()
  return (
    <Page title={t('templates.title')} lead={t('templates.lead')}>
      {mayRead ? <Templates /> : <Forbidden />}
    </Page>
  )
}

function Templates() {
  const { t } = useWords()
  const { kind } = useSearch({ from: '/frame/templates' })
  const navigate = useNavigate()
  const query = useQuery(templatesQuery(kind))
  const choose = (chosen: string) => {
    const found = KINDS.find(each => each === chosen)
    void navigate({ to: '/templates', search: found === undefined ? {} : { kind: found } })
  }
  return (
    <>
      <Chip.Group value={kind ?? 'all'} onChange={chosen => choose(chosen as string)}>
        <Group gap="xs" role="group" aria-label={t('templates.kind')}>
          {(['all', ...KINDS] as const).map(name => (
            <Chip key={name} value={name} size="md" variant="outline">
              {t(`templates.${name}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Asked
        query={query}
        empty={templates =>
          templates.length === 0 && <Empty title={t('templates.none')}>{t('templates.noneHow')}</Empty>
        }
      >
        {templates => <TemplatesTable templates={templates} />}
      </Asked>
    </>
  )
}

function TemplatesTable({ templates }: { templates: readonly TemplateLine[] }) {
  const { t } = useWords()
  const mayDraft = useMayDraft()
  return (
    <Records
      caption={t('templates.title')}
      rows={templates}
      columns={[
        [
          t('templates.name'),
          ({ name, note, purpose }) => (
            <>
              <Text component="span" fw={600}>
                {name}
              </Text>{' '}
              {purpose === 'exercise' && <StateBadge look="idle">{t('templates.exercise')}</StateBadge>}
              {note !== '' && (
                <Text component="div" fw={400} className="loa-quiet">
                  {note}
                </Text>
              )}
            </>
          ),
          'title',
        ],
        [t('templates.says'), ({ texts }) => <TemplateSays texts={texts} />],
        [t('templates.approved'), ({ approvedAt, approvedBy }) => <TimeBy at={approvedAt} by={approvedBy} />],
        [
          t('templates.source'),
          ({ kind, sourceId, sourceTitle, version }) => (
            <div>
              <TextLink to={`${PAGES[kind]}/${sourceId}`}>{sourceTitle}</TextLink>
              <div className="loa-quiet">
                {t(`templates.${kind}`)}, {t('remarks.version', { version })}
              </div>
            </div>
          ),
        ],
        [t('templates.kept'), ({ madeAt, madeBy }) => <TimeBy at={madeAt} by={madeBy} />],
        mayDraft && [t('templates.do'), template => <DropButton template={template} />, 'actions'],
      ]}
    />
  )
}

function DropButton({ template: { id, name } }: { template: TemplateLine }) {
  const { t } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const deed = useDeed(async () => {
    await ask('DELETE /api/v1/templates/{id}', { params: { id } })
    announce(t('templates.dropped', { name }))
    await forgetTemplates()
  })
  return (
    <>
      <RowButton of={name} onClick={open}>
        {t('templates.drop')}
      </RowButton>
      <Confirm
        isOpen={isOpen}
        title={t('templates.dropTitle', { name })}
        deed={t('templates.drop')}
        isBusy={deed.isBusy}
        onConfirm={async () => await deed.run()}
        onClose={close}
      >
        <Text>{t('templates.dropWhat')}</Text>
        <ProblemNotice problem={deed.problem} />
      </Confirm>
    </>
  )
}
