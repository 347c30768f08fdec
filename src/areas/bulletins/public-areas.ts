/** Where a bulletin counts, in words. Pure. */

import { nameOfProvince, provinceAt } from '../../country/vn/provinces.ts'
import type { PageLanguage } from '../../directive/public-words.ts'
import type { Released } from './channel.ts'
import { PUBLIC_WORDS } from './public-words.ts'

type Provinces = Released['content']['provinces']

/** `Hà Nội, Bắc Ninh`: where the same name stands for two areas, with the last day of the one that is meant. */
export function areaNames(provinces: Provinces, language: PageLanguage): string {
  const words = PUBLIC_WORDS[language]
  if (provinces === null) return words.everywhere
  return provinces
    .map(ref => {
      const name = nameOfProvince(ref)
      const to = provinceAt(ref.code, ref.asOf)?.to ?? null
      return to === null ? name : words.provinceThen(name, to.split('-').toReversed().join('/'))
    })
    .join(', ')
}
