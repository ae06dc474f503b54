import type { HttpContext } from '@adonisjs/core/http'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import type { VineValidator } from '@vinejs/vine'
import { done, refused, type Result } from '../result.js'

/** One sentence per field, in the reader's language. */
export type FieldErrors = Record<string, string>

/** Reads a form against its shape; what does not fit comes back as one sentence per field. */
export async function readForm<Schema extends SchemaTypes>(
  { request, i18n }: HttpContext,
  form: VineValidator<Schema, undefined>
): Promise<Result<Infer<VineValidator<Schema, undefined>>, FieldErrors>> {
  const [errors, values] = await form.tryValidate(request.all(), {
    messagesProvider: i18n.createMessagesProvider('validation'),
  } as never)
  if (errors === null) return done(values)
  const sentences: FieldErrors = {}
  for (const { field, message } of errors.messages as Array<{ field: string; message: string }>) {
    sentences[field.split('.')[0] ?? field] ??= message
  }
  return refused(sentences)
}
