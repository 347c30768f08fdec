/** The token of a one-time link, also where the link is opened in a page of this address that was open without it. */
import { useEffect, useState } from 'react'
import { takeToken } from './token.ts'

export function useToken(path: string): string | null {
  const [token, setToken] = useState(() => takeToken(path))
  useEffect(() => {
    const look = () => setToken(takeToken(path))
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [path])
  return token
}
