/**
 * The document page by page, as it will be printed: pictures of the very PDF that the server writes of it, made by this browser, each
 * with what it says for who does not see it. Beside it stands the same with the way to each figure; this shows the look.
 */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { arriving } from '../../../web/page-code.ts'
import { Asked } from '../../../web/parts/states.tsx'
import type { MonthReport } from '../model.ts'
import classes from './report.module.css'
import { pdfOf } from './saving.ts'
import { useWords } from './words.ts'

/** A longer one is read as a file. */
const PAGES_MAX = 40

const pdf = arriving(() => import('../../../web/parts/pdf-pages.ts'))

interface PaperPage {
  readonly url: string
  readonly text: string
  readonly width: number
  readonly height: number
}

async function pagesOf(month: string, language: 'vi' | 'en', signal: AbortSignal) {
  const { pagesOfPdf } = await pdf()
  const { count, pages } = await pagesOfPdf(await pdfOf(month, language), signal)
  const made: PaperPage[] = []
  for await (const { picture, ...page } of pages) {
    made.push({ ...page, url: URL.createObjectURL(picture) })
    if (made.length === PAGES_MAX) break
  }
  return { count, pages: made }
}

export function Paper({ report }: { report: MonthReport }) {
  const { t, spoken } = useWords()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setOpen(true)} className={classes.paperButton}>
        {t('paper.show', { language: t(`paper.${spoken}`) })}
      </Button>
    )
  return <Pages month={report.month} sha256={report.sha256} />
}

function Pages({ month, sha256 }: { month: string; sha256: string }) {
  const { t, spoken } = useWords()
  const query = useQuery({
    queryKey: ['month', month, 'paper', sha256, spoken],
    queryFn: async ({ signal }) => await pagesOf(month, spoken, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const urls = query.data?.pages
  useEffect(() => () => urls?.forEach(({ url }) => void URL.revokeObjectURL(url)), [urls])
  return (
    <Asked query={query}>
      {({ count, pages }) => (
        <section aria-label={t('paper.title')}>
          <ol className={classes.paper}>
            {pages.map(({ url, text, width, height }, at) => (
              <li key={url} className={classes.paperPage}>
                <img
                  className={classes.paperPicture}
                  src={url}
                  width={width}
                  height={height}
                  alt={t('paper.page', { n: at + 1, count, text })}
                />
              </li>
            ))}
          </ol>
          {count > pages.length && <p className="loa-quiet">{t('paper.more', { shown: pages.length, count })}</p>}
        </section>
      )}
    </Asked>
  )
}
