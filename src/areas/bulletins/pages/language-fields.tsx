/** The languages in which a bulletin is written; the first is the one that everyone gets who asks for no other. */
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { languageName } from '../../../base/language-name.ts'
import { LANGUAGES_MAX } from '../../../directive/bulletin.ts'
import { LANGUAGES } from '../../rounds/pages/languages.ts'
import { languagesOf, withLanguage, withoutLanguage } from './draft.ts'
import { useWords } from './words.ts'
import type { Writing } from './writing.ts'

export function LanguageFields({ draft, onChange }: Writing) {
  const { t, spoken } = useWords()
  const [first = 'vi', ...others] = languagesOf(draft)
  const used = [first, ...others]
  return (
    <Stack gap="sm">
      <Text>{t('languages.first', { name: languageName(first, spoken) })}</Text>
      {others.map(tag => (
        <Group key={tag} gap="sm">
          <Text fw={600}>{languageName(tag, spoken)}</Text>
          <Button variant="default" size="sm" onClick={() => onChange(withoutLanguage(draft, tag))}>
            {t('languages.remove', { name: languageName(tag, spoken) })}
          </Button>
        </Group>
      ))}
      {used.length < LANGUAGES_MAX && (
        <NativeSelect
          maw="20rem"
          label={t('languages.add')}
          value=""
          data={[
            { value: '', label: t('languages.choose') },
            ...LANGUAGES.filter(tag => !used.includes(tag)).map(value => ({
              value,
              label: languageName(value, spoken),
            })),
          ]}
          onChange={event => {
            const tag = event.currentTarget.value
            if (tag !== '') onChange(withLanguage(draft, tag))
          }}
        />
      )}
    </Stack>
  )
}
