/** A page of a document as a picture; null where the line carries none. What a page says stands elsewhere. */
import { useEffect, useState } from 'react'
import { siteOf } from './room-state.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

type Picture = { readonly is: 'loading' | 'failed' } | { readonly is: 'there'; readonly address: string }

export interface PageOf {
  readonly document: string
  readonly page: number
  /** As it is called. */
  readonly title: string
}

/** The poorest line carries the speaker's voice, and no picture beside it. */
export function useHasPictures(): boolean {
  const { self, room } = useRoom()
  return siteOf(room, self.site)?.line !== 'D'
}

export function PagePicture({ document, page, title }: PageOf) {
  const session = useSession()
  const say = useSay()
  const hasPictures = useHasPictures()
  const [picture, setPicture] = useState<Picture>({ is: 'loading' })
  useEffect(() => {
    if (!hasPictures) return
    let isOld = false
    setPicture({ is: 'loading' })
    session.picture(document, page).then(
      address => !isOld && setPicture({ is: 'there', address }),
      () => !isOld && setPicture({ is: 'failed' }),
    )
    return () => {
      isOld = true
    }
  }, [session, document, page, hasPictures])
  if (!hasPictures) return <p className="quiet">{say('slides.wordsOnly')}</p>
  if (picture.is === 'loading') return <p className="quiet">{say('slides.loading')}</p>
  if (picture.is === 'there') return <img className="page" src={picture.address} alt={title} />
  return (
    <p className="mark" data-look="warn">
      {say('slides.failed')}
    </p>
  )
}
