/** What everyone may read of bulletins, without a sign-in. */
import { z } from 'zod'
import { ANYONE, type Row, row } from '../../authority/contract.ts'
import { sha256 } from '../../directive/values.ts'

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** A bulletin, and the picture that stands for it. */
export const PAGE_NAME = new RegExp(`^${UUID}(?:\\.png)?$`)
/** Any: who follows a link that was cut on its way is shown a page. */
const pageName = z.strictObject({ page: z.string().max(200) })
const alertName = z.strictObject({
  file: z
    .string()
    .regex(new RegExp(`^(?:${UUID}\\.[1-9]\\d{0,8}\\.(?:publish|correct|cancel)\\.xml|certificate\\.pem)$`)),
})
/** The same page in the other language, for whoever asks by a query. */
const inLanguage = z.strictObject({ lang: z.enum(['vi', 'en']).optional() })

const page = (path: string, summary: string) =>
  row({ method: 'get', path, summary, may: ANYONE, media: 'text/html', query: inLanguage })
const one = (path: string, summary: string) =>
  row({ method: 'get', path, summary, may: ANYONE, media: 'text/html', params: pageName })
const feed = (path: string, summary: string) =>
  row({ method: 'get', path, summary, may: ANYONE, media: 'text/plain', query: inLanguage })
const alert = (path: string, summary: string) =>
  row({ method: 'get', path, summary, may: ANYONE, media: 'text/plain', params: alertName })

export const publicBulletinContract = {
  getBulletinsPage: page('/bulletins', 'Bulletins that count now, for citizens; `lang=en` in English'),
  getBulletinsPageInEnglish: page('/en/bulletins', 'The same in English'),
  getBulletinPage: one('/bulletins/{page}', 'One bulletin, whatever became of it; `ID.png` is a picture of it'),
  getBulletinPageInEnglish: one('/en/bulletins/{page}', 'The same in English'),
  getBulletinsAtom: feed('/bulletins.atom', 'Bulletins for feed readers, as Atom; `lang=en` in English'),
  getBulletinsAtomInEnglish: feed('/en/bulletins.atom', 'The same in English'),
  getBulletinsJson: feed('/bulletins.json', 'Bulletins for feed readers, as JSON Feed 1.1; `lang=en` in English'),
  getBulletinsJsonInEnglish: feed('/en/bulletins.json', 'The same in English'),
  getBulletinSound: row({
    method: 'get',
    path: '/bulletins/sound/{sha256}',
    summary: 'A recording of a bulletin, as long as it is what the bulletin says',
    may: ANYONE,
    params: z.strictObject({ sha256 }),
    media: 'application/octet-stream',
  }),
  getCapFeed: feed('/cap.atom', 'Alerts that count now, as Atom; entries lead to signed files'),
  getCapAlert: alert('/cap/{file}', 'A signed alert (OASIS CAP 1.2); `certificate.pem`: by which it is signed'),
  getExercisePage: page('/exercise/bulletins', 'Bulletins of exercises, marked as such'),
  getExercisePageInEnglish: page('/en/exercise/bulletins', 'The same in English'),
  getExerciseBulletinPage: one('/exercise/bulletins/{page}', 'One bulletin of an exercise'),
  getExerciseBulletinPageInEnglish: one('/en/exercise/bulletins/{page}', 'The same in English'),
  getExerciseCapFeed: feed('/exercise/cap.atom', 'Alerts of exercises, as Atom'),
  getExerciseCapAlert: alert('/exercise/cap/{file}', 'A signed alert with the status Exercise'),
} as const satisfies Readonly<Record<string, Row>>
