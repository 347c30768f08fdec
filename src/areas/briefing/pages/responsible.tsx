/** Who answers for a site, and where they are written to. */
import type { SiteContent } from '../model.ts'

export function Responsible({ of: { name, title, mail } }: { of: SiteContent['responsible'] }) {
  return (
    <div>
      {name}
      {title !== null && <div className="loa-quiet">{title}</div>}
      {mail !== null && (
        <div>
          <a className="loa-target" href={`mailto:${mail}`}>
            {mail}
          </a>
        </div>
      )}
    </div>
  )
}
