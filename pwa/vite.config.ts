import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { compress } from './plugins/compress.ts'
import { documents } from './plugins/documents.ts'
import { serviceWorker } from './plugins/service-worker.ts'

/** Parts for a few pages have folders of their own in src/ui, and come with those pages. */
const shared = /\/src\/(ui|graph)\/[^/]+$|\/node_modules\/svelte\//
const forms =
  /\/src\/(ui\/(Choice|Confirm|Figures?|Outcome|PhotoPick|QrCode|SearchBox|Select|Sheet|Standing|Stepper|TextArea|Ticks?|Timeline|modal|picture)|graph\/(deed|doing)\.svelte|supplies\/(grounds|parts\/NotMine)|grids\/(WayUp|grounds|tier))\./
/** What every page about needs says, and what nearly every one shows: the cards, and what waits to be sent about them. */
const supplies = /\/src\/(words\/supplies\/(index|zh-Hans)|supplies\/(later|said))\./
const needs = /\/src\/supplies\/(documents|(asking|bringing)\/documents|deadlines|draft|kinds|next-step|overlay|(own-ground|waiting)\.svelte|parts\/(ClaimableCard|Counts|Need(Card|Lines|Tag|edBy)|Photo|RefusedClaims|AskedCard))\.|\/shifts\/standing\/Soon\./
/** What every page about shifts says; and shows, of whoever stands them and of whoever sets them. */
const shifts = /\/src\/(words\/shifts\/(index|zh-Hans)|shifts\/days)\./
const standing = /\/src\/shifts\/standing\/((deeds\/)?documents|overlay|kinds|waiting\.svelte|Facts|JoinButtons|Lists|NextDuty|Roles|ShiftCard|StandTag)\./
const planning = /\/src\/(words\/duty\/(index|zh-Hans)|shifts\/planning\/(documents|hours|week|attending|Foreign))\./
/** What every page about a notice says of it: whose it is, that it holds, that it is in earnest. */
const notices = /\/src\/(words\/notices\/(index|zh-Hans)|notices\/(standing|parts\/(Earnest|Sender)))\./
/** Writing a number and the code that was sent to it: for signing in, for another number, for erasing. */
const codes = /\/src\/(words\/access\/(index|zh-Hans)|access\/(Code(Field|Form)|NumberForm|(code-request|countdown)\.svelte))\./
/** What only who is signed in needs, and everybody on every page: where the pages are, hearing what changed, sending. */
const signedIn = /\/src\/(shell\/signed-in-routes|([\w-]+\/)+routes|graph\/(hints|sender))\.ts$/
const server = 'http://localhost:8000'

export default defineConfig({
  plugins: [svelte(), documents(), serviceWorker(), compress()],
  build: {
    // Cheap phones of 2020 and WeChat's own browser: Chrome 87 and Safari 14 know all of this, and it is 2 % less for a
    // phone to load than by their names. The one thing that they get wrong in it is looked for in check-budgets.ts.
    target: 'es2021',
    cssTarget: ['chrome87', 'safari14'],
    modulePreload: { polyfill: false },
    // Slower to build than the usual one, and 2 % less for a phone to load.
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 2 } },
    // An inlined picture would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What pages share comes as a few files: over a weak signal twenty small ones take longer. What only forms
        // and sheets need does not hold up the first page.
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 3 },
            { name: 'signed-in', test: signedIn, priority: 3 },
            { name: 'parts', test: (id) => shared.test(id) && !forms.test(id), priority: 2 },
            { name: 'forms', test: forms, priority: 1 },
            { name: 'supplies', test: supplies, priority: 2 },
            { name: 'needs', test: needs, priority: 1 },
            { name: 'codes', test: codes, priority: 1 },
            { name: 'shifts', test: shifts, priority: 2 },
            { name: 'standing', test: standing, priority: 1 },
            { name: 'planning', test: planning, priority: 1 },
            { name: 'notices', test: notices, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/photos': server,
      '/calendar': server,
      '/hours': server,
    },
  },
})
