import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { casePage } from './case_page.js'

const FIELDS = ['act', 'days', 'breach', 'ground', 'clause', 'facts', 'why', 'reason'] as const

/** The page of a case with what was typed, and what must be mended. */
export async function showCase(
  ctx: HttpContext,
  caseId: number,
  {
    errors = {},
    letter = null,
    status = 200,
  }: { errors?: FieldErrors; letter?: string[] | null; status?: number } = {}
): Promise<string> {
  const state = await db.transaction((transaction) => casePage(ctx, caseId, transaction))
  if (!state) throw new NotFound()
  const typed = (name: string) => String(ctx.request.input(name) ?? '')
  const values = Object.fromEntries(FIELDS.map((name) => [name, typed(name)]))
  const breach = values.breach || state.about.kind
  const shown = { ...state, errors, letter, values: { ...values, breach } }
  const html = await page(ctx, 'moderation/case', shown, status)
  // What is judged here is in no cache, of any kind.
  ctx.response.header('cache-control', 'no-store')
  return html
}
