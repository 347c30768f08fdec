// Web push on the page for whoever wants bulletins. Without it the page does the same by mail.
const part = document.getElementById('push')
const said = document.getElementById('push-said')
const on = document.getElementById('push-on')
const off = document.getElementById('push-off')
const SCOPE = '/bulletins/'

function show(isOn, text = isOn ? part.dataset.on : '') {
  on.hidden = isOn
  off.hidden = !isOn
  said.textContent = text
}

async function own() {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(String(answer.status))
}

function choices() {
  const fields = new FormData(document.querySelector('form'))
  const codes = fields.getAll('province')
  return { language: fields.get('language'), level: fields.get('level'), provinces: codes }
}

async function active(registration) {
  const worker = registration.installing ?? registration.waiting
  if (registration.active === null && worker !== null)
    await new Promise(done => {
      worker.addEventListener('statechange', () => worker.state === 'activated' && done())
    })
}

async function turnOn() {
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope: SCOPE })
  await active(registration)
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: part.dataset.key,
  })
  const { endpoint, keys } = made.toJSON()
  try {
    await post('/bulletins/push', {
      endpoint,
      keys: { p256dh: keys.p256dh, auth: keys.auth },
      choices: choices(),
    })
  } catch (error) {
    await made.unsubscribe()
    throw error
  }
  show(true)
}

async function turnOff() {
  const present = await own()
  if (present !== null) {
    await post('/bulletins/push/end', { endpoint: present.endpoint })
    await present.unsubscribe()
  }
  show(false)
}

function tried(act) {
  return async () => {
    try {
      await act()
    } catch (error) {
      said.textContent =
        error instanceof DOMException && error.name === 'NotAllowedError'
          ? part.dataset.refused
          : part.dataset.fault
    }
  }
}

if (part !== null) {
  part.hidden = false
  if ('serviceWorker' in navigator && 'PushManager' in window) {
    on.addEventListener('click', tried(turnOn))
    off.addEventListener('click', tried(turnOff))
    own().then(
      present => show(present !== null),
      () => show(false),
    )
  } else said.textContent = part.dataset.none
}
