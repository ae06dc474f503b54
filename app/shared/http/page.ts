import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import edge from 'edge.js'
import { cut, fill, hole, keptFrame, type Fillings } from './frames.js'
import { formToken } from './form_token.js'
import { takeNotice } from './notice.js'
import { wayBack } from './way_back.js'

type State = Record<string, unknown>
type Sharing = (ctx: HttpContext) => unknown

const shared = new Map<string, Sharing>()

/** Adds something that every page knows by name; wired in `start/views.ts`. */
export function shareWithPages(name: string, sharing: Sharing): void {
  shared.set(name, sharing)
}

async function sharedState(ctx: HttpContext): Promise<State> {
  const state: State = {}
  for (const [name, sharing] of shared) state[name] = await sharing(ctx)
  return state
}

/**
 * Renders a page with what every page knows: who is looking, the network, the language. Pages are
 * never kept by shared caches; a signed-in page is not kept at all.
 */
export async function page(
  ctx: HttpContext,
  template: string,
  state: State = {},
  status = 200
): Promise<string> {
  head(ctx, status)
  const own = { csrf: formToken(ctx), notice: takeNotice(ctx) }
  const known = await sharedState(ctx)
  return render(ctx, template, state, { ...known, ...own, ...placeOf(ctx) })
}

/** A page most of which is the same for everyone. */
export interface FramedPage {
  template: string
  /** Plain values that shape the frame, with `hole(name)` where something else goes. */
  frame: State
  /** HTML for each hole: what is text must come escaped. */
  fillings: Fillings
}

/**
 * The same for pages that are read often: the frame around their cards is rendered once per
 * language, mandates, news or none, and shape, then kept. The template never sees the reader, so that nothing of
 * one reader can stay for another; browsers that need a form's token get a frame of their own.
 */
export async function framedPage(
  ctx: HttpContext,
  { template, frame, fillings }: FramedPage
): Promise<Buffer> {
  head(ctx, 200)
  const own = { csrf: formToken(ctx), notice: takeNotice(ctx) }
  const known = await sharedState(ctx)
  const { viewer } = ctx
  const kind = viewer && {
    roles: viewer.roles,
    hasNews: viewer.hasNews,
    // Powers are there only with it.
    proved: viewer.secondFactorAt !== null,
  }
  const anyone = viewer && { ...kind, may: viewer.may.bind(viewer) }
  const draw = () =>
    render(ctx, template, frame, { ...known, ...own, path: '', back: hole('back'), viewer: anyone })
  const filled = { ...fillings, back: Buffer.from(escapeAttribute(wayBack(ctx))) }
  if (own.csrf !== null || own.notice !== null || app.inDev) return fill(cut(await draw()), filled)
  const key = JSON.stringify([template, ctx.i18n.locale, kind, frame, known])
  return fill(await keptFrame(key, draw), filled)
}

function head({ viewer, response }: HttpContext, status: number) {
  response.status(status)
  response.header('content-type', 'text/html; charset=utf-8')
  response.header('cache-control', viewer ? 'private, no-cache' : 'no-cache')
  response.header('vary', 'cookie, accept-language')
}

function render(ctx: HttpContext, template: string, state: State, known: State): Promise<string> {
  const { i18n, viewer } = ctx
  const t = (key: string, values?: State) => i18n.t(key, values)
  const renderer = edge.createRenderer()
  return renderer.share({ t, i18n, locale: i18n.locale, viewer, ...known }).render(template, state)
}

/** Where this page is, to mark it in menus, and the address that shows it again. */
function placeOf(ctx: HttpContext) {
  return { path: ctx.request.url(), back: wayBack(ctx) }
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
