/** What one is told of, by which way, in which language, and in which hours not. */
import { Checkbox, Group } from '@mantine/core'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { OneOf, SomeOf } from '../../../web/parts/choices.tsx'
import { TimeField } from '../../../web/parts/day-fields.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { type NoticeSettings, USUAL_CHOICES } from '../model.ts'
import { changed, waysOpen } from './notices-query.ts'
import { useWords } from './words.ts'

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/

export function ChoicesForm({ settings }: { readonly settings: Readonly<NoticeSettings> }) {
  const { t } = useWords()
  const { kinds, choices } = settings
  const quiet = choices.quiet ?? USUAL_CHOICES.quiet
  const form = useForm({
    prefix: 'notices',
    values: {
      ...choices.ways,
      language: choices.language,
      isQuiet: choices.quiet !== null,
      from: quiet?.from ?? '',
      until: quiet?.until ?? '',
    },
    check: ({ isQuiet, from, until }) => {
      const isFine = CLOCK.test(from) && CLOCK.test(until) && from !== until
      return { from: isQuiet && !isFine && t('quiet.wrong') }
    },
    send: async ({ language, isQuiet, from, until, ...ways }) => {
      changed(
        await ask('PUT /api/v1/me/notices', { body: { ways, language, quiet: isQuiet ? { from, until } : null } }),
      )
      announce(t('saved'))
    },
  })
  return (
    <Form of={form} submit={t('save')}>
      {kinds.map(kind => (
        <SomeOf
          key={kind}
          label={t(`kind.${kind}`)}
          choices={waysOpen(settings).map(way => [way, t(`way.${way}`)] as const)}
          {...form.field(kind)}
        />
      ))}
      <OneOf
        label={t('language')}
        choices={[
          ['vi', t('language.vi')],
          ['en', t('language.en')],
        ]}
        {...form.field('language')}
      />
      <Checkbox label={t('quiet.is')} description={t('quiet.hint')} {...form.box('isQuiet')} />
      {form.values.isQuiet && (
        <Group gap="sm" align="flex-start">
          <TimeField label={t('quiet.from')} w="9rem" {...form.field('from')} />
          <TimeField label={t('quiet.until')} w="9rem" {...form.field('until')} />
        </Group>
      )}
    </Form>
  )
}
