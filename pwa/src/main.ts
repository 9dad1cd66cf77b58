import './ui/base.css'
import { mount } from 'svelte'
import { remember } from './graph/database'
import { startSession } from './graph/session.svelte'
import App from './shell/App.svelte'
import { recognise } from './shell/recognise'
import { startRouter } from './shell/router.svelte'
import { everyRoute } from './shell/routes'
import { startUpdates } from './shell/update.svelte'
import { language, wordsAreHere } from './words/language.svelte'

async function start() {
  document.documentElement.lang = language.now
  startRouter()
  // The server answers in the language that this phone shows, whether somebody chose it or not.
  const told = remember('language', language.now).catch(() => undefined)
  await Promise.all([startSession(), wordsAreHere(), told])
  mount(App, { target: document.getElementById('app')! })
  startUpdates()
  await recognise()
  // Fetched while somebody writes their number.
  await everyRoute().catch(() => undefined)
  // Only phones that ring need to load what keeps them ringing.
  if (localStorage.getItem('lianxin-push')) await import('./push/subscription').then(({ keepTelling }) => keepTelling()).catch(() => undefined)
}

void start()
