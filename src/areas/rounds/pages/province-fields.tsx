/** Where: the whole country, or provinces of one of the two lists, each with the day of its list. Knows nothing of what is told there. */
import { MultiSelect, Stack } from '@mantine/core'
import { provincesOn } from '../../../directive/provinces.ts'
import { unaccented } from '../../../text/vietnamese.ts'
import { OneOf } from '../../../web/parts/choices.tsx'
import classes from './province-fields.module.css'
import { useProvinceWords } from './province-words.ts'

/** A day on which each list of provinces was in force. */
const LISTS = { now: '2025-07-01', before: '2025-06-30' } as const
type List = keyof typeof LISTS

interface DatedCode {
  readonly code: string
  readonly asOf: string
}

interface Given {
  readonly id: string
  readonly error: string | null
  /** Null: the whole country; never empty. */
  readonly value: readonly DatedCode[] | null
  readonly onChange: (chosen: DatedCode[] | null) => void
}

export function ProvinceFields({ id, error, value, onChange }: Given) {
  const t = useProvinceWords()
  const list: List | 'all' = value === null ? 'all' : value[0].asOf >= LISTS.now ? 'now' : 'before'
  const choose = (of: List, codes: readonly string[]) =>
    onChange(codes.map(code => ({ code, asOf: LISTS[of] })))
  return (
    <Stack gap="sm">
      <OneOf
        label={t('provinces.where')}
        choices={(['all', 'now', 'before'] as const).map(one => [one, t(`provinces.${one}`)])}
        value={list}
        onChange={to =>
          to === 'all' ? onChange(null) : choose(to, [provincesOn(LISTS[to])[0].code])
        }
      />
      {list !== 'all' && value !== null && (
        <MultiSelect
          {...{ id, error }}
          classNames={{ pill: classes.pill }}
          label={t('provinces.choose')}
          description={t('provinces.hint')}
          searchable
          hidePickedOptions
          clearable={false}
          nothingFoundMessage={t('provinces.none')}
          data={provincesOn(LISTS[list]).map(({ code, name }) => ({
            value: code,
            label: `${name} (${code})`,
          }))}
          filter={({ options, search }) => {
            const wanted = unaccented(search).toLowerCase().trim()
            return options.filter(
              option =>
                'label' in option && unaccented(option.label).toLowerCase().includes(wanted),
            )
          }}
          value={value.map(({ code }) => code)}
          // Without a province it would be the whole country: the last one stays until another is chosen.
          onChange={codes => {
            if (codes.length > 0) choose(list, codes)
          }}
        />
      )}
    </Stack>
  )
}
