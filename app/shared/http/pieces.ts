import app from '@adonisjs/core/services/app'
import edge from 'edge.js'
import { sentencesIn } from './languages.js'

/** Who a piece of a page is shown to, as far as pieces differ. */
export interface Reader {
  locale: string
  signedIn: boolean
  /** The form's token, for browsers that need one; what is made for them is never kept. */
  csrf: string | null
}

type Renderer = ReturnType<typeof edge.createRenderer>

const renderers = new Map<string, Renderer>()

/** Renders the pieces of pages (cards, comments) in a reader's language. */
export function rendererFor({ locale, csrf }: Reader): Renderer {
  const kept = csrf === null && !app.inDev ? renderers.get(locale) : undefined
  if (kept) return kept
  const i18n = sentencesIn(locale)
  const t = (key: string, values?: Record<string, unknown>) => i18n.t(key, values)
  const renderer = edge.createRenderer().share({ t, i18n, locale, csrf })
  if (csrf === null) renderers.set(locale, renderer)
  return renderer
}
