/** What is said, in both languages. */
import { Stack, Title } from '@mantine/core'
import type { Said } from '../../../plan/effect.ts'
import classes from './plan.module.css'
import { useWords } from './words.ts'

const FIELDS = ['title', 'text', 'sms', 'spoken', 'broadcast', 'correction'] as const
const LANGUAGES = ['vi', 'en'] as const

export function SaidTexts({ said }: { said: Partial<Said> }) {
  const { t } = useWords()
  const fields = FIELDS.filter(field => (said[field] ?? null) !== null)
  if (fields.length === 0) return <p>{t('says.nothing')}</p>
  return (
    <Stack gap="md">
      {fields.map(field => (
        <section key={field} aria-label={t(`says.${field}`)}>
          <Title order={3} size="h5">
            {t(`says.${field}`)}
          </Title>
          {LANGUAGES.map(language => (
            <p key={language} lang={language} className={classes.said}>
              {said[field]?.[language]}
            </p>
          ))}
        </section>
      ))}
    </Stack>
  )
}
