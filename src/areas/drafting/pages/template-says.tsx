/** What a template says, in each of its languages. Knows no kind. */

import { languageName } from '../../../base/language-name.ts'
import { useLanguage } from '../../../web/i18n.ts'
import type { TemplateLine } from '../model.ts'
import classes from './drafting.module.css'

export function TemplateSays({ texts }: Pick<TemplateLine, 'texts'>) {
  const spoken = useLanguage()
  const isOne = texts.length === 1 && texts[0].length === 1
  return (
    <div className={classes.says}>
      {texts.flatMap((variants, message) =>
        variants.map(({ language, text }) => (
          <div key={`${message} ${language}`}>
            {!isOne && <p className={classes.language}>{languageName(language, spoken)}</p>}
            <p lang={language}>{text}</p>
          </div>
        )),
      )}
    </div>
  )
}
