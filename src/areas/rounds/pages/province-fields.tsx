/** Where: the whole country, or provinces of one of the two lists, each with the day of its list. Knows nothing of what is told there. */
import { MultiSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { isSameProvince, provincesOn } from '../../../country/vn/provinces.ts'
import { unaccented } from '../../../text/vietnamese.ts'
import { OneOf } from '../../../web/parts/choices.tsx'
import { CountryTiles } from '../../../web/parts/country-tiles.tsx'
import classes from './province-fields.module.css'
import { tilesOf } from './province-picture.tsx'
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
  /** Null: the whole country. Empty: none is chosen yet, which is a fault of what is written. */
  readonly value: readonly DatedCode[] | null
  readonly onChange: (chosen: DatedCode[] | null) => void
  /** Provinces that can be reached at all; without it all of both lists. */
  readonly offered?: readonly DatedCode[]
}

export function ProvinceFields({ id, error, value, onChange, offered }: Given) {
  const t = useProvinceWords()
  /** Of which list nothing is chosen yet. */
  const [begun, setBegun] = useState<List | null>(null)
  const list = listOf(value, begun)
  const choosable = (of: List) =>
    provincesOn(LISTS[of]).filter(
      ({ code }) =>
        offered === undefined ||
        [...offered, ...(value ?? [])].some(one => isSameProvince(one, { code, asOf: LISTS[of] })),
    )
  const isChosen = (code: string) => (value ?? []).some(one => one.code === code)
  const lists = (['now', 'before'] as const).filter(of => of === list || choosable(of).length > 0)
  const choose = (of: List, codes: readonly string[]) => onChange(codes.map(code => ({ code, asOf: LISTS[of] })))
  return (
    <Stack gap="sm">
      <OneOf
        label={t('provinces.where')}
        choices={(['all', ...lists] as const).map(one => [one, t(`provinces.${one}`)])}
        value={list}
        onChange={to => {
          setBegun(to === 'all' ? null : to)
          onChange(to === 'all' ? null : [])
        }}
      />
      {lists.length === 0 && <p className="loa-quiet">{t('provinces.nobody')}</p>}
      {list !== 'all' && (
        <MultiSelect
          {...{ id, error }}
          classNames={{ pill: classes.pill }}
          label={t('provinces.choose')}
          description={t('provinces.hint')}
          searchable
          hidePickedOptions
          clearable={false}
          nothingFoundMessage={t('provinces.none')}
          data={choosable(list).map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
          filter={({ options, search }) => {
            const wanted = unaccented(search).toLowerCase().trim()
            return options.filter(
              option => 'label' in option && unaccented(option.label).toLowerCase().includes(wanted),
            )
          }}
          value={(value ?? []).map(({ code }) => code)}
          onChange={codes => {
            setBegun(list)
            choose(list, codes)
          }}
        />
      )}
      {list !== 'all' && (
        <details open={isWide()}>
          <summary>{t('provinces.tiles')}</summary>
          <p className="loa-quiet" style={{ margin: '0.25rem 0 0.75rem' }}>
            {t('provinces.tilesHint')}
          </p>
          <CountryTiles
            title={t('provinces.choose')}
            className={classes.tile ?? ''}
            isChosen={code => isChosen(code)}
            onChoose={code => {
              setBegun(list)
              const codes = (value ?? []).map(one => one.code)
              choose(list, isChosen(code) ? codes.filter(one => one !== code) : [...codes, code])
            }}
            tiles={tilesOf(LISTS[list], isChosen).map(tile =>
              choosable(list).some(({ code }) => code === tile.id)
                ? tile
                : { ...tile, isOff: true, says: t('provinces.noList') },
            )}
          />
        </details>
      )}
    </Stack>
  )
}

/** On a phone the field with the names is at hand and the picture longer than the screen. */
function isWide(): boolean {
  return window.matchMedia('(min-width: 48em)').matches
}

function listOf(value: Given['value'], begun: List | null): List | 'all' {
  if (value === null) return 'all'
  if (value.length === 0) return begun ?? 'now'
  return value[0].asOf >= LISTS.now ? 'now' : 'before'
}
