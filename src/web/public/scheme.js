// Before a page's code. Light or dark before the first paint: the choice of last time, or what the system prefers. The page's policy forbids
// inline scripts, so it is a file. The key is the one that Mantine keeps.
try {
  const kept = localStorage.getItem('mantine-color-scheme-value')
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
} catch {
  document.documentElement.setAttribute('data-mantine-color-scheme', 'light')
}

// Code that did not come, as when the network changed meanwhile, would leave the page blank for ever: it is loaded again.
const AGAIN_MS = 3000
const AGAIN_MAX = 20
addEventListener(
  'error',
  event => {
    const root = document.getElementById('root')
    if (!(event.target instanceof HTMLScriptElement) || root === null || root.childElementCount > 0) return
    root.textContent = 'Trang chưa tải xong, đang thử lại… · The page has not loaded, trying again…'
    try {
      const times = Number(sessionStorage.getItem('loa-loaded-again')) + 1
      sessionStorage.setItem('loa-loaded-again', String(times))
      if (times <= AGAIN_MAX) setTimeout(() => location.reload(), AGAIN_MS)
    } catch {
      // Without storage nothing counts how often: the person does it.
    }
  },
  true,
)
