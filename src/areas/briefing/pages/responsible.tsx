/** Who answers for a site, and where they are written to: a few lines of a table, or one. */
import { Anchor } from '@mantine/core'
import type { SiteContent } from '../model.ts'

type Person = SiteContent['responsible']

export function Responsible({ of: { name, title, mail } }: { of: Person }) {
  return (
    <div>
      {name}
      {title !== null && <div className="loa-quiet">{title}</div>}
      {mail !== null && (
        <div>
          <Address mail={mail} />
        </div>
      )}
    </div>
  )
}

export function ResponsibleLine({ of: { name, title, mail } }: { of: Person }) {
  return (
    <div className="loa-quiet">
      {title === null ? name : `${name}, ${title}`}
      {mail !== null && (
        <>
          {' · '}
          <Address mail={mail} />
        </>
      )}
    </div>
  )
}

function Address({ mail }: { mail: string }) {
  return (
    <Anchor className="loa-target" size="sm" underline="always" href={`mailto:${mail}`}>
      {mail}
    </Anchor>
  )
}
