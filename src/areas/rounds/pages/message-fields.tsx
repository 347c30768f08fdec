/** One message of a round: its texts by language, each with what it takes. */
import { Button, Fieldset, Group, NativeSelect, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { VARIANTS_MAX } from '../../../directive/documents.ts'
import { type FieldFault, faultOf } from '../../../web/parts/error-summary.tsx'
import type { RoundContent } from '../model.ts'
import { addVariant, removeVariant, withLanguage, withText } from './content.ts'
import { fieldOf } from './fault-fields.ts'
import { LANGUAGES, languageName } from './languages.ts'
import { MarkedText } from './marked-text.tsx'
import { previewOf } from './preview.ts'
import { SplitFigures } from './split-figures.tsx'

export function MessageFields(props: {
  readonly content: RoundContent
  readonly message: number
  readonly faults: readonly FieldFault[]
  readonly onChange: (content: RoundContent) => void
  readonly onRemove: (() => void) | null
}) {
  const { t, i18n } = useTranslation('rounds')
  const { content, message } = props
  const { variants } = content.messages[message]
  const unused = LANGUAGES.filter(one => !variants.some(({ language }) => language === one))
  const name = t('message.title', { n: message + 1, all: content.messages.length })
  return (
    <Fieldset legend={content.messages.length > 1 ? name : t('message.only')}>
      <Stack gap="xl">
        {variants.map(({ language, text }, variant) => {
          const path = `messages.${message}.variants.${variant}`
          const place = { message, variant }
          const preview = previewOf(text)
          const title = languageName(language, i18n.language)
          return (
            <div key={variant}>
              {variants.length > 1 && (
                <Group justify="space-between" align="flex-end" mb="xs">
                  <NativeSelect
                    id={fieldOf(`${path}.language`)}
                    label={variant === 0 ? t('message.languageFirst') : t('message.language')}
                    value={language}
                    error={faultOf(props.faults, fieldOf(`${path}.language`))}
                    data={[...new Set([language, ...LANGUAGES])].map(value => ({
                      value,
                      label: languageName(value, i18n.language),
                    }))}
                    onChange={event =>
                      props.onChange(withLanguage(content, place, event.currentTarget.value))
                    }
                  />
                  {variant > 0 && (
                    <Button
                      variant="default"
                      onClick={() => props.onChange(removeVariant(content, place))}
                    >
                      {t('message.removeVariant', { language: title })}
                    </Button>
                  )}
                </Group>
              )}
              <MarkedText
                id={fieldOf(`${path}.text`)}
                label={
                  variants.length > 1 ? t('message.textIn', { language: title }) : t('message.text')
                }
                language={language}
                text={text}
                marks={preview.is === 'split' ? preview.marks : []}
                error={faultOf(props.faults, fieldOf(`${path}.text`))}
                onChange={changed => props.onChange(withText(content, place, changed))}
              />
              <SplitFigures preview={preview} />
            </div>
          )
        })}
        <Group>
          {variants.length < VARIANTS_MAX && unused.length > 0 && (
            <Button
              variant="default"
              onClick={() => props.onChange(addVariant(content, message, unused[0]))}
            >
              {t('message.addVariant')}
            </Button>
          )}
          {props.onRemove !== null && (
            <Button variant="default" onClick={props.onRemove}>
              {t('message.remove', { n: message + 1 })}
            </Button>
          )}
        </Group>
      </Stack>
    </Fieldset>
  )
}
