/**
 * Who may do what, written by hand, route by route. `tests/functional/web/access.spec.ts` compares
 * it with the router (a route without a line fails) and tries every line as every role.
 *
 * Each line: method, pattern, then what each role is answered:
 *   ok    the act or page itself: 200, 201, 302/303 elsewhere than sign-in, or 4xx for the form only
 *   sign  asked to sign in (303 to /sign-in, or 401)
 *   no    refused: 403 where the thing is known, 404 where it is not this person's to know
 * Roles: visitor, account (someone else), owner (whose object it is), then each mandate.
 */
export type Answer = 'ok' | 'sign' | 'no'
export type Caller = 'visitor' | 'account' | 'owner' | 'moderator' | 'treasurer' | 'board'

export const CALLERS: Caller[] = ['visitor', 'account', 'owner', 'moderator', 'treasurer', 'board']

type Line = Record<Caller, Answer>

const everyone: Line = {
  visitor: 'ok',
  account: 'ok',
  owner: 'ok',
  moderator: 'ok',
  treasurer: 'ok',
  board: 'ok',
}
const accounts: Line = { ...everyone, visitor: 'sign' }
/** Only between the two steps of signing in; others begin at the first. */
const halfWay: Line = {
  visitor: 'sign',
  account: 'sign',
  owner: 'sign',
  moderator: 'sign',
  treasurer: 'sign',
  board: 'sign',
}
/** Only whose it is; a mandate opens nothing here. */
const ownerOnly: Line = {
  visitor: 'sign',
  account: 'no',
  owner: 'ok',
  moderator: 'no',
  treasurer: 'no',
  board: 'no',
}
/** Reserved to the network: visitors do not learn that it exists. */
const network: Line = { ...everyone, visitor: 'no' }
const joinDeciders: Line = {
  visitor: 'sign',
  account: 'no',
  owner: 'no',
  moderator: 'ok',
  treasurer: 'no',
  board: 'ok',
}

/** Who decides alone on first posts; in the test, the owner founds the network. */
const firstReaders: Line = { ...joinDeciders, owner: 'ok', board: 'no' }

/** The network's founder, until its charter is adopted: in the test, the owner. */
const founder = ownerOnly
const treasurers: Line = { ...joinDeciders, moderator: 'no', board: 'no', treasurer: 'ok' }
/** The mandates that answer for the network. */
const spokespeople: Line = { ...joinDeciders, moderator: 'no' }
const placeNamers: Line = { ...joinDeciders, moderator: 'no', owner: 'ok' }

/** The mandate that keeps the treasury; the founder stands in while there is none. */
const treasuryKeepers: Line = {
  visitor: 'sign',
  account: 'no',
  owner: 'ok',
  moderator: 'no',
  treasurer: 'ok',
  board: 'no',
}
const registerReaders: Line = { ...treasuryKeepers, owner: 'no', board: 'ok' }

export const MATRIX: Record<string, Line> = {
  'GET /': everyone,
  'GET /about': everyone,
  'GET /credits': everyone,
  'GET /terms': everyone,
  'GET /charter/history': everyone,
  'GET /setup': everyone,
  'POST /setup': everyone,
  'GET /charter': everyone,
  'GET /privacy': everyone,
  'GET /legal': everyone,
  'GET /contact': everyone,
  'GET /offline': everyone,
  'GET /sw.js': everyone,
  'GET /decide': everyone,
  'GET /treasury': everyone,
  'GET /rules': everyone,
  'GET /rules/difference': everyone,
  'GET /rules/:key': everyone,
  'GET /rules/:key/edit': founder,
  'PUT /rules/:key': founder,
  'GET /settings/network': founder,
  'PUT /settings/network': founder,
  'GET /settings/contact': spokespeople,
  'PUT /settings/contact': spokespeople,
  'GET /assets/:file': everyone,
  'GET /favicon.svg': everyone,
  'GET /icons.svg': everyone,
  'GET /manifest.webmanifest': everyone,
  'GET /apple-touch-icon.png': everyone,
  'GET /icon-512.png': everyone,
  'GET /robots.txt': everyone,
  'GET /sitemap.xml': everyone,
  'GET /sitemap/pages': everyone,
  'GET /sitemap/posts/:number': everyone,
  'GET /health/live': everyone,
  'GET /health/ready': everyone,
  'POST /demo/sign-in': everyone,
  'GET /demo/mailbox': everyone,
  'GET /demo/mailbox.json': everyone,
  'GET /demo/mailbox/:id': everyone,

  'GET /sign-in': everyone,
  'POST /sign-in': everyone,
  'GET /sign-in/sent': everyone,
  'GET /sign-in/:token': everyone,
  'POST /sign-in/:token': everyone,
  'POST /sign-in/passkey': everyone,
  'POST /passkeys/challenges': everyone,
  'POST /passkeys': accounts,
  'PUT /passkeys/:id': ownerOnly,
  'DELETE /passkeys/:id': ownerOnly,
  'POST /confirm/passkey': accounts,
  'GET /join': everyone,
  'POST /join': everyone,
  'GET /join/sent': everyone,
  'GET /join/:token': everyone,
  'POST /join/:token': everyone,
  'POST /locale': everyone,
  'GET /me': accounts,
  'PUT /me': accounts,
  'PUT /me/password': accounts,
  'GET /me/portrait': accounts,
  'POST /me/portrait': accounts,
  'DELETE /me/portrait': accounts,
  'DELETE /session': accounts,
  'DELETE /sessions': accounts,
  'GET /invitations': accounts,
  'GET /invitations/tree': accounts,
  'POST /invitations': accounts,
  'DELETE /invitations/:id': ownerOnly,
  'GET /places': everyone,
  'GET /places/quarters/new': placeNamers,
  'POST /places/quarters': placeNamers,
  'GET /me/place': accounts,
  'PUT /me/place': accounts,
  'DELETE /me/place': accounts,
  'GET /me/places': accounts,
  'POST /me/places': accounts,
  'DELETE /me/places/:id': accounts,
  'GET /people/:id/distance': accounts,
  'POST /people/:id/block': accounts,
  'DELETE /people/:id/block': accounts,
  'POST /people/:id/mute': accounts,
  'DELETE /people/:id/mute': accounts,
  'GET /me/filters': accounts,
  'POST /me/filters': accounts,
  'DELETE /me/filters/:id': ownerOnly,
  'GET /join-requests': joinDeciders,
  'POST /join-requests/:id/approvals': joinDeciders,
  'POST /join-requests/:id/refusal': joinDeciders,

  'GET /support': everyone,
  'POST /support/gifts': everyone,
  'GET /support/in-kind': everyone,
  'POST /support/in-kind': everyone,
  'GET /support/campaigns/new': treasuryKeepers,
  'POST /support/campaigns': treasuryKeepers,
  'GET /support/campaigns/:slug': everyone,
  'GET /support/campaigns/:slug/closing': treasuryKeepers,
  'POST /support/campaigns/:slug/closing': treasuryKeepers,
  'GET /treasury/gifts': treasuryKeepers,
  'GET /treasury/gifts/reads': registerReaders,
  'POST /treasury/gifts/:id/hiding': treasuryKeepers,
  'GET /treasury/in-kind': treasuryKeepers,
  'POST /treasury/in-kind/:id/decision': treasuryKeepers,
  'GET /me/gifts': accounts,
  'GET /payments': treasurers,
  'GET /payments/:id': treasurers,

  'GET /feed.atom': everyone,
  'GET /:handle/feed.atom': everyone,
  'GET /feeds/:token/feed.atom': everyone,
  'GET /feed.rss': everyone,
  'GET /:handle/feed.rss': everyone,
  'GET /feeds/:token/feed.rss': everyone,
  'GET /feed.json': everyone,
  'GET /:handle/feed.json': everyone,
  'GET /feeds/:token/feed.json': everyone,
  'GET /me/feeds': accounts,
  'POST /me/feeds': accounts,
  'DELETE /me/feeds': accounts,
  'GET /feed/proof': everyone,
  'GET /feed/links.json': everyone,
  'GET /feed/receipt.json': accounts,
  'GET /feed': accounts,
  'PUT /feed/marker': accounts,
  'GET /sign-in/code': halfWay,
  'POST /sign-in/code': halfWay,
  'GET /confirm': accounts,
  'POST /confirm': accounts,
  'GET /me/security': accounts,
  'GET /me/recovery-codes': accounts,
  'POST /me/recovery-codes': accounts,
  'GET /me/authenticator': accounts,
  'POST /me/authenticator': accounts,
  'DELETE /me/authenticator': accounts,
  'GET /me/email': accounts,
  'POST /me/email': accounts,
  'GET /email/:token': everyone,
  'POST /email/:token': everyone,
  'DELETE /sessions/others': accounts,
  'DELETE /sessions/:id': ownerOnly,
  'GET /search': accounts,
  'GET /tags/:tag': everyone,
  'GET /places/:slug': everyone,
  'GET /bookmarks': accounts,
  'GET /posts/new': accounts,
  'POST /posts': accounts,
  'GET /notifications': accounts,
  'POST /notifications/reading': accounts,
  'GET /mentions/suggestions': accounts,
  'GET /drafts': accounts,
  'POST /drafts': accounts,
  'GET /drafts/:id': ownerOnly,
  'DELETE /drafts/:id': ownerOnly,
  'POST /drafts/:id/publication': ownerOnly,
  'DELETE /drafts/:id/schedule': ownerOnly,
  'POST /photos': accounts,
  'GET /held': accounts,
  'POST /posts/:id/approvals': accounts,
  'POST /posts/:id/refusal': firstReaders,
  'GET /posts/:id': network,
  'GET /posts/:id/history': network,
  'GET /posts/:id/edit': ownerOnly,
  'PUT /posts/:id': ownerOnly,
  'GET /posts/:id/delete': ownerOnly,
  'DELETE /posts/:id': ownerOnly,
  'DELETE /posts/:id/photos/:photoId': ownerOnly,
  'POST /posts/:id/comments': accounts,
  'DELETE /comments/:id': ownerOnly,
  'POST /posts/:id/thanks': accounts,
  'POST /posts/:id/bookmark': accounts,
  'DELETE /posts/:id/bookmark': accounts,
  'DELETE /posts/:id/thanks': accounts,
  'GET /photos/:key/:variant': network,
  'GET /:handle': everyone,
}
